// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "api/http/message.h"
#include "api/http/refusal.h"

namespace courtyard {

inline constexpr std::size_t head_limit = 16 * 1024;
inline constexpr std::size_t target_limit = 8 * 1024;
inline constexpr std::size_t field_limit = 64;

/// Finds the end of a request's head while it arrives, whatever the pieces.
///
/// Refuses at once what no parser should have to read: a first byte that starts no method, a line feed
/// without its carriage return, a folded line, a head over 16 KiB, a first line over 8 KiB.
///
/// Cost      each byte is looked at once
class HeadScanner {
  public:
    /// `received` is everything that has come of this head, earlier pieces included. True when it is whole.
    tl::expected<bool, Refusal> is_complete(std::string_view received);
    /// Bytes of the whole head, the empty line included. Precondition: `is_complete` said true.
    std::size_t length() const { return seen_; }

  private:
    std::size_t seen_ = 0;      ///< bytes in lines looked at already
    std::size_t searched_ = 0;  ///< no line feed before here
    bool complete_ = false;
};

/// First line and fields of a request as they came (names in lower case), nothing concluded yet.
struct RawHead {
    std::string method;
    std::string target;
    unsigned version = 11;  ///< 10 or 11
    Fields fields;
};

/// What the head says about where the message ends and what the connection does next.
struct Framing {
    Method method = Method::get;
    std::string_view target;  ///< origin-form or `*`; a view into the head
    std::optional<std::uint64_t> content_length;
    bool chunked = false;
    bool keep_alive = true;
    bool expects_continue = false;

    bool has_body() const { return chunked || content_length.value_or(0) > 0; }
};

/// Decides where a message ends, refusing each head that another program could read differently (RFC 9112,
/// sections 3.2, 6 and 11.2).
///
/// Errors   bad_framing: length and encoding together or twice, an encoding before HTTP/1.1, a length that is
///          not plain digits, no Host or two or a malformed one, a body where none has a meaning;
///          bad_target: neither origin-form, nor absolute-form of the same host, nor `OPTIONS *`;
///          not_implemented: an unknown method, an encoding other than `chunked`;
///          target_too_long, head_too_large (more than 64 fields), unmet_expectation
tl::expected<Framing, Refusal> check_framing(const RawHead& head);

/// Whether a Host field names a host: a name or an address, and a port or none.
bool is_host(std::string_view host);

}  // namespace courtyard
