// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "api/http/message.h"
#include "data/read/rows.h"

namespace courtyard {

class Json;

enum class Language : std::uint8_t { zh, en };

/// Chinese unless the request prefers English (`lang=en`, else Accept-Language).
Language language_of(const RequestHead& head);
inline const std::string& in(Language language, const Text& text) {
    return language == Language::zh ? text.zh : text.en;
}

/// The HTTP status of each kind of no.
unsigned status_of(const Error& error);

/// The one place where an error becomes an answer: `application/problem+json` (RFC 9457).
Response problem(const Error& error, const RequestHead& head);
/// The same for what a question asks for in its parameters: what is not offered is 400, not 415, which is of
/// bodies.
Response refused_question(const Error& error, const RequestHead& head);
/// The same with a status of its own and row or field errors.
Response problem(unsigned status, const Error& error, const RequestHead& head,
                 std::span<const Rejection> errors = {});
/// The same with members of its own: `more` writes them.
Response problem(unsigned status, const Error& error, const RequestHead& head,
                 const std::function<void(Json&)>& more);

}  // namespace courtyard
