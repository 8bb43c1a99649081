// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace courtyard {

/// What is rationed, each with a rate of its own.
enum class Budget : std::uint8_t { requests, uploads, exports, passwords };

std::string_view to_string(Budget budget);

/// So many in a period, all at once if they like, then again as the time passes (a token bucket). Zero: no
/// limit.
struct Allowance {
    unsigned count = 0;
    std::chrono::seconds period{60};
};

/// How much each account, each device (bearer token) and each address may ask for.
struct Rates {
    Allowance requests{12'000, std::chrono::minutes(1)};
    Allowance uploads{600, std::chrono::minutes(1)};
    Allowance exports{10, std::chrono::hours(1)};
    Allowance passwords{20, std::chrono::minutes(1)};  ///< sign-ins and others that hash a password
    bool loopback = false;                             ///< whether this machine itself is held to them
};

/// Counts what is asked for, and says when it was too much.
///
/// Every request spends from `requests`; what its route does may cost a second budget. Account and device pay
/// each for itself. The address pays for requests and passwords, and for everything where nobody is signed
/// in: an office behind one address shares no ration of exports.
///
/// Threads   safe to call concurrently
/// Cost      a look-up for each that pays; a few dozen bytes for each that has paid lately, at most `places`
/// of them
class RateLimits {
  public:
    using Clock = std::chrono::steady_clock;
    static constexpr std::size_t places = 100'000;

    explicit RateLimits(const Rates& rates);

    struct Spender {
        std::string_view address;
        std::optional<std::string_view> account;
        std::optional<std::string_view> authorization;  ///< the header of a device; kept as a keyed hash only
    };
    struct Exceeded {
        Budget budget;
        std::string_view whose;  ///< `account`, `device` or `address`
        std::chrono::seconds retry_after;
    };
    /// Spends one, or nothing at all when one of those who pay has none left.
    std::optional<Exceeded> spend(Budget budget, const Spender& spender,
                                  Clock::time_point now = Clock::now());
    /// How many are remembered.
    std::size_t remembered() const;

  private:
    /// Remembers nobody who has everything again; everybody anew when that is not enough.
    void make_room(Clock::time_point now);

    Rates rates_;
    std::array<unsigned char, 16> key_{};
    mutable std::mutex mutex_;
    /// When each has its whole allowance again (generic cell rate algorithm).
    std::unordered_map<std::uint64_t, Clock::time_point> whole_at_;
    std::size_t sweep_at_ = places / 8;
};

}  // namespace courtyard
