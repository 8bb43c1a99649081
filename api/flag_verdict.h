// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "api/json_body.h"
#include "data/store/intake.h"
#include "data/store/store.h"

namespace courtyard {

/// What a reviewer says of a flag, as it came.
struct FlagWord {
    Verdict verdict = Verdict::open;
    std::string reason;
    std::optional<std::int64_t> supersedes;  ///< the resolution that it takes the place of
    std::optional<std::int64_t> entry;       ///< the entry of the queue that was looked at
};

/// Verdict and reason of a body. What is wrong is collected in `body`.
FlagWord read_flag_word(JsonBody& body);
/// A whole number from 1, as entries and resolutions have; what is wrong is collected in `body`.
std::optional<std::int64_t> entry_number(JsonBody& body, std::string_view name);

Error unknown_flag(const std::string& inspection, std::string_view kind);

/// Says it once: the same again is the one that stands; another word needs to name the one that stands.
///
/// @param stands   the resolution that stands afterwards, or the one in the way
/// Errors   not_found: flag.unknown; conflict: flag.changed, flag.resolved, flag.not_resolved
Result<Stored> say_of_flag(Transaction& transaction, const std::string& inspection, Flag flag,
                           const FlagWord& word, const std::string& account, DoubtResolution& stands);

}  // namespace courtyard
