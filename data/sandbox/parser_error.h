// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "data/sandbox/channel.h"
#include "geo/result.h"

namespace courtyard {

/// `import.parser_failed`: the file's fault as far as anybody can tell.
Error parser_failed(std::string_view why_zh, std::string_view why_en);
/// `import.parser_unavailable`: ours, and worth another try.
Error parser_unavailable(std::string_view why_zh, std::string_view why_en);
/// `import.parser_failed`, for a worker that says no more, or nonsense.
Error broken_off(Channel::Silence silence);
/// `row.too_large`
Error row_too_large(std::size_t number);

}  // namespace courtyard
