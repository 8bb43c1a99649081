// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <ctime>
#include <optional>
#include <string>
#include <string_view>

#include "api/http/message.h"

namespace courtyard {

/// What the connection says about an answer, beside what its handler said.
struct Envelope {
    std::string_view request_id;
    std::optional<std::uint64_t> content_length;  ///< nothing: the answer ends with the connection
    bool keep_alive = true;
};

/// Status line and header fields of an answer, the empty line included.
///
/// Adds Server, Date, X-Request-Id, Connection and Content-Length (none on 204 and 304, RFC 9110
/// section 8.6); what a handler said under these names is left out.
std::string response_head(const Response& response, const Envelope& envelope);

/// Writes the head of an answer that waits finished into `head`, which keeps its memory from one to the next.
void write_head(std::string& head, const ReadyAnswer& answer, std::string_view request_id);

/// False when a status or a header could break the message apart: a control byte, an empty name.
bool is_well_formed(const Response& response);

/// `Fri, 30 Jun 2023 01:15:00 GMT`
std::string http_date(std::time_t seconds);

}  // namespace courtyard
