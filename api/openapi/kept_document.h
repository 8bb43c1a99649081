// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>

#include "api/http/message.h"
#include "api/problem.h"

namespace courtyard {

/// A document that was written once, with its compressed form and the tags of both.
struct KeptDocument {
    std::shared_ptr<const std::string> plain;
    std::shared_ptr<const std::string> zipped;
    std::string plain_tag;
    std::string zipped_tag;

    static KeptDocument of(std::string text);
};

/// The document as an answer: compressed where the client takes gzip.
Response kept_answer(const KeptDocument& document, std::string_view content_type, const RequestHead& head);

}  // namespace courtyard
