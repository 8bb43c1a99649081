// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/store/failpoint.h"

#ifdef COURTYARD_FAILPOINTS
#include <atomic>
#include <csignal>
#include <cstdlib>
#include <string>

namespace courtyard {
inline namespace armed {
namespace {

std::string setting(const char* name) {
    const char* value = std::getenv(name);
    return value == nullptr ? std::string() : std::string(value);
}

/// Where to die, and at which passage; read once.
struct Order {
    std::string place;
    int passage = 1;

    static Order of(const std::string& text) {
        const auto kill = text.find(":kill");
        if (kill == std::string::npos) return {};
        const std::string rest = text.substr(kill + 5);
        return {text.substr(0, kill), rest.size() > 1 ? std::atoi(rest.c_str() + 1) : 1};
    }
};

const Order& order() {
    static const Order given = Order::of(setting("COURTYARD_FAILPOINT"));
    return given;
}

}  // namespace

void failpoint(std::string_view place) {
    static std::atomic<int> passages{0};
    if (place == order().place && ++passages == order().passage) std::raise(SIGKILL);
}

void failpoint(std::string_view when, std::string_view statement) {
    if (order().place.empty()) return;
    failpoint(std::string(when) + '_' + std::string(statement));
}

bool seeded_defect(std::string_view name) {
    static const std::string asked = setting("COURTYARD_DEFECT");
    return name == asked;
}

}  // namespace armed
}  // namespace courtyard
#endif
