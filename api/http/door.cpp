// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/http/door.h"

#include <limits>

namespace courtyard {

Door::Door(std::size_t places, std::size_t places_per_peer, TrustedProxies proxies)
    : places_(places), places_per_peer_(places_per_peer), proxies_(std::move(proxies)) {}

std::optional<std::string> Door::counted_as(const std::string& peer) const {
    const auto address = Address::parse(peer);
    if (!address) return peer;
    if (address->is_loopback() || proxies_.trust(*address)) return std::nullopt;
    return address->household();
}

Door::Entry Door::enter(const std::string& peer) { return enter(peer, places_); }

Door::Entry Door::follow(const std::string& peer) {
    return enter(peer, std::numeric_limits<std::size_t>::max());
}

Door::Entry Door::enter(const std::string& peer, std::size_t places) {
    const auto name = counted_as(peer);
    const std::lock_guard lock(mutex_);
    if (name) {
        const auto known = per_peer_.find(*name);
        if (known != per_peer_.end() && known->second >= places_per_peer_) return Entry::full_for_peer;
    }
    if (inside_ >= places) return Entry::full;
    if (name) ++per_peer_[*name];
    ++inside_;
    return Entry::welcome;
}

void Door::leave(const std::string& peer) {
    const auto name = counted_as(peer);
    const std::lock_guard lock(mutex_);
    if (name) {
        const auto known = per_peer_.find(*name);
        if (known != per_peer_.end() && --known->second == 0) per_peer_.erase(known);
    }
    if (--inside_ == 0) empty_.notify_all();
}

std::size_t Door::inside() const {
    const std::lock_guard lock(mutex_);
    return inside_;
}

bool Door::wait_until_empty(std::chrono::steady_clock::time_point deadline) {
    std::unique_lock lock(mutex_);
    return empty_.wait_until(lock, deadline, [this] { return inside_ == 0; });
}

}  // namespace courtyard
