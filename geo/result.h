// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <tl/expected.hpp>
#include <utility>

namespace courtyard {

/// A sentence or name in both languages of the house.
struct Text {
    std::string zh;
    std::string en;

    auto operator<=>(const Text&) const = default;
};

/// What kind of no was said: small, and about our world. `api/problem.h` maps each to HTTP.
enum class ErrorCode : std::uint8_t {
    invalid_input,
    not_found,
    conflict,
    not_allowed,
    too_large,
    unsupported,
    unavailable,
};

/// An expected failure: bad input, an unknown area, a stale revision.
///
/// `name` is the stable word for programs (`coordinate.out_of_range`), `detail` the sentence for people with
/// the value that was wrong, `subject` the parameter, column, row or file it is about.
struct Error {
    ErrorCode code = ErrorCode::invalid_input;
    std::string name;
    Text detail;
    std::string subject;
};

template <class T>
using Result = tl::expected<T, Error>;

/// Shorthand for `return fail(...)`.
inline tl::unexpected<Error> fail(ErrorCode code, std::string name, Text detail, std::string subject = {}) {
    return tl::unexpected(Error{code, std::move(name), std::move(detail), std::move(subject)});
}

}  // namespace courtyard
