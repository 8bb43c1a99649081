// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/backup/page_delta.h"

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace courtyard {
namespace {

/// Place and length of a run.
struct Run {
    std::uint16_t at = 0;
    std::uint16_t length = 0;
};
/// Equal bytes between two runs that cost less than another run.
constexpr std::size_t not_worth_parting = sizeof(Run);

}  // namespace

std::optional<std::string> page_delta(std::string_view before, std::string_view after) {
    std::string delta;
    for (std::size_t at = 0; at < after.size();) {
        if (before[at] == after[at]) {
            ++at;
            continue;
        }
        std::size_t end = at + 1;
        for (std::size_t equal = 0, i = end; i < after.size() && equal <= not_worth_parting; ++i) {
            equal = before[i] == after[i] ? equal + 1 : 0;
            if (equal == 0) end = i + 1;
        }
        const Run run{static_cast<std::uint16_t>(at), static_cast<std::uint16_t>(end - at)};
        delta.append(reinterpret_cast<const char*>(&run), sizeof run);
        delta += after.substr(at, run.length);
        if (delta.size() >= after.size()) return std::nullopt;
        at = end;
    }
    return delta;
}

std::optional<std::string> with_delta(std::string_view before, std::string_view delta) {
    std::string page(before);
    while (!delta.empty()) {
        Run run;
        if (delta.size() < sizeof run) return std::nullopt;
        std::memcpy(&run, delta.data(), sizeof run);
        delta.remove_prefix(sizeof run);
        if (run.length > delta.size() || std::size_t{run.at} + run.length > page.size()) return std::nullopt;
        std::copy_n(delta.data(), run.length, page.data() + run.at);
        delta.remove_prefix(run.length);
    }
    return page;
}

}  // namespace courtyard
