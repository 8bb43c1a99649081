// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "api/ogc/links.h"

namespace courtyard {

/// A resource in JSON, with its links in the header `Link` too (unless they are longer than a head may be)
/// and its language.
Response ogc_answer(const RequestHead& head, std::string_view type, std::string body, const Links& links);

/// The same for a page of features: tells when it was told, which its weak entity tag passes over, so that a
/// page in which nothing changed is not sent again.
Response timed_answer(const RequestHead& head, std::string_view type, std::string body, const Links& links);

}  // namespace courtyard
