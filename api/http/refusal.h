// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace courtyard {

/// Why the room of sockets answers by itself: the status, and the stable word that `Dispatcher::refuse` gets.
///
/// Every refusal closes the connection, so what follows a bad request is never taken for another one.
struct Refusal {
    unsigned status = 400;
    std::string_view name = "http.framing";

    bool operator==(const Refusal&) const = default;
};

inline constexpr Refusal bad_framing{400, "http.framing"};
inline constexpr Refusal bad_target{400, "http.target"};
inline constexpr Refusal no_such_place{404, "http.target"};
inline constexpr Refusal timed_out{408, "http.timeout"};
inline constexpr Refusal body_too_large{413, "http.body_too_large"};
inline constexpr Refusal target_too_long{414, "http.target_too_long"};
inline constexpr Refusal unmet_expectation{417, "http.expectation"};
inline constexpr Refusal passwords_busy{429, "http.passwords_busy"};
inline constexpr Refusal head_too_large{431, "http.head_too_large"};
inline constexpr Refusal crashed{500, "internal"};
inline constexpr Refusal not_implemented{501, "http.not_implemented"};
inline constexpr Refusal overloaded{503, "http.overload"};
inline constexpr Refusal waited_too_long{503, "http.waited"};
inline constexpr Refusal no_place{503, "http.connections"};
inline constexpr Refusal too_many_of_address{503, "http.address_connections"};
inline constexpr Refusal no_room{507, "http.storage"};

}  // namespace courtyard
