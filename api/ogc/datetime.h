// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "api/layer_view.h"

namespace courtyard {

/// Reads the parameter `datetime` of Part 1: a day or an instant, or two of them with `/` between, one of
/// which may be `..` or empty. Instants become the day that they lie in at UTC+08:00.
///
/// Errors   invalid_input: parameter.invalid (no such day, end before beginning, open at both ends)
Result<DaySpan> parse_datetime(std::string_view text);

}  // namespace courtyard
