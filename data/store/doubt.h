// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "data/store/fact.h"

namespace courtyard {

/// What a reviewer says of a flag.
enum class Verdict : std::uint8_t {
    open,       ///< nothing yet
    confirmed,  ///< the doubt is right: the point is no evidence as it stands
    dismissed,  ///< the doubt has an explanation
};

std::string_view to_string(Verdict verdict);
/// Errors   invalid_input: verdict.unknown
Result<Verdict> parse_verdict(std::string_view text);

/// A flag that a visible inspection point carries now, whenever it was found: on arrival, with a photo, or
/// when the account's next point came. One that changes (another leap) is another doubt and open again.
struct Doubt {
    std::int64_t id = 0;    ///< in the order in which they were found, never used twice
    std::int64_t line = 0;  ///< of the inspection point's fact
    Flag flag{};
    std::string inspection;
    AreaCode area;  ///< as the receipt says, else as declared; empty: none
    std::string campaign;
    Instant found_at;
    std::optional<Leap> leap;  ///< of `impossible_speed`
    Verdict verdict = Verdict::open;
};

/// A reviewer's word on a doubt. Appended, never changed; the last one stands. The record stays as it is.
struct DoubtResolution {
    std::int64_t id = 0;  ///< given by the store
    std::int64_t doubt = 0;
    std::int64_t line = 0;
    Flag flag{};
    std::string inspection;
    Verdict verdict = Verdict::open;
    std::string reason;
    std::string account;
    Instant recorded_at;
    Revision after = 0;           ///< the newest revision when it was said; given by the store
    std::int64_t supersedes = 0;  ///< the resolution that it takes the place of; 0: none
};

/// Which doubts are asked for.
struct DoubtQuery {
    enum class State : std::uint8_t { open, resolved, all };

    State state = State::open;
    std::optional<Flag> flag;
    std::string campaign;                        ///< empty: every one
    std::optional<std::vector<AreaCode>> areas;  ///< nothing: every one, and those in no area
    std::int64_t after = 0;                      ///< only doubts with a higher id
    std::size_t at_most = 100;
};

/// How many inspection points of one area carry a flag with one verdict.
struct DoubtCount {
    AreaCode area;  ///< as their receipts say, else as declared; empty: none
    Flag flag{};
    Verdict verdict = Verdict::open;
    std::int64_t inspections = 0;
};

}  // namespace courtyard
