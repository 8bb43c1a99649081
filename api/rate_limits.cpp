// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/rate_limits.h"

#include <sodium.h>

#include <algorithm>
#include <span>

#include "api/http/address.h"

namespace courtyard {
namespace {

constexpr std::array<std::string_view, 4> budget_names{"requests", "uploads", "exports", "passwords"};

const Allowance& allowance_of(const Rates& rates, Budget budget) {
    switch (budget) {
        case Budget::uploads:
            return rates.uploads;
        case Budget::exports:
            return rates.exports;
        case Budget::passwords:
            return rates.passwords;
        case Budget::requests:
            break;
    }
    return rates.requests;
}

/// One of those who pay for a request.
struct Payer {
    std::string_view whose;
    std::uint64_t id;
};

}  // namespace

std::string_view to_string(Budget budget) { return budget_names[static_cast<std::size_t>(budget)]; }

RateLimits::RateLimits(const Rates& rates) : rates_(rates) {
    static_assert(crypto_shorthash_KEYBYTES == 16);
    crypto_shorthash_keygen(key_.data());
}

std::optional<RateLimits::Exceeded> RateLimits::spend(Budget budget, const Spender& spender,
                                                      Clock::time_point now) {
    const Allowance& allowance = allowance_of(rates_, budget);
    if (allowance.count == 0) return std::nullopt;
    const auto address = Address::parse(spender.address);
    if (address && address->is_loopback() && !rates_.loopback) return std::nullopt;

    std::array<Payer, 3> payers{};
    std::size_t count = 0;
    const auto pays = [&](std::string_view whose, std::string_view who) {
        std::string name{whose.front(), static_cast<char>('0' + static_cast<int>(budget))};
        name += who;
        std::uint64_t id = 0;
        static_assert(crypto_shorthash_BYTES == sizeof id);
        crypto_shorthash(reinterpret_cast<unsigned char*>(&id),
                         reinterpret_cast<const unsigned char*>(name.data()), name.size(), key_.data());
        payers[count++] = {whose, id};
    };
    if (!spender.account || budget == Budget::requests || budget == Budget::passwords)
        pays("address", address ? address->household() : std::string(spender.address));
    if (spender.account) pays("account", *spender.account);
    if (spender.account && spender.authorization) pays("device", *spender.authorization);

    const auto one = Clock::duration(allowance.period) / allowance.count;
    const std::lock_guard lock(mutex_);
    for (const Payer& payer : std::span(payers).first(count)) {
        const auto known = whole_at_.find(payer.id);
        if (known == whole_at_.end()) continue;
        const auto wait = known->second + one - allowance.period - now;
        if (wait <= Clock::duration::zero()) continue;
        return Exceeded{budget, payer.whose, std::chrono::ceil<std::chrono::seconds>(wait)};
    }
    if (whole_at_.size() + count > sweep_at_) make_room(now);
    for (const Payer& payer : std::span(payers).first(count)) {
        auto& whole = whole_at_[payer.id];
        whole = std::max(whole, now) + one;
    }
    return std::nullopt;
}

void RateLimits::make_room(Clock::time_point now) {
    std::erase_if(whole_at_, [now](const auto& entry) { return entry.second <= now; });
    if (whole_at_.size() + 3 > places) whole_at_.clear();
    sweep_at_ = std::min(places, std::max(places / 8, whole_at_.size() * 2));
}

std::size_t RateLimits::remembered() const {
    const std::lock_guard lock(mutex_);
    return whole_at_.size();
}

}  // namespace courtyard
