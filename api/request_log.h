// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "api/http/message.h"
#include "geo/result.h"

namespace courtyard {

/// How much is logged: `debug` has one line for each request, `info` (the default) one for each that changes
/// something or is refused, `warn` and `error` only what went wrong.
///
/// Lines go to standard error by way of a thread of their own: a reader of the log that lags loses lines and
/// holds nobody up. Errors   invalid_input: config.value
Result<void> start_log(std::string_view level);
/// Writes what is still under way.
void finish_log();
/// Whether `start_log` knows the level.
bool is_log_level(std::string_view level);

/// One line about an answered request: when, id, who, from where, method, path, status, bytes, milliseconds.
///
/// Never the query, a header or a body: names, positions, passwords and tokens stand there.
void log_request(const RequestHead& head, std::string_view account, const Response& response, double seconds);
/// Whether `log_request` would write a line for an answer that was found ready.
bool logs_everything();

}  // namespace courtyard
