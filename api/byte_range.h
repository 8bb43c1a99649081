// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string_view>

#include "api/http/message.h"

namespace courtyard {

/// A file that stays, or the part of it that the request asks for: 200, 206 or 416.
///
/// One range is answered; several, another unit, and a range under an `If-Range` that names another file are
/// passed over, and the whole is sent (RFC 9110, 14.2 and 13.1.5). A client that lost its connection goes on
/// where it was.
///
/// @param tag      strong, of what the file holds
/// @param headers  what else is said of the file
/// Errors   416 with `Content-Range: bytes */SIZE` when nothing of the file lies in the range
Response file_answer(const RequestHead& head, const std::filesystem::path& file, std::uint64_t size,
                     std::string_view tag, Fields headers);

}  // namespace courtyard
