// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "data/store/fact.h"

namespace courtyard {

using ContentHash = std::array<std::uint8_t, 32>;

/// The SHA-256 of a fact's canonical text, for facts that a person uploads one by one: inspection points and
/// decisions. Nothing for the rest, and for decisions that stand for a date in a household file.
std::optional<ContentHash> content_hash(const Fact& fact);

std::string to_hex(const ContentHash& hash);
/// Nothing unless the text is 64 hex digits.
std::optional<ContentHash> parse_content_hash(std::string_view text);

}  // namespace courtyard
