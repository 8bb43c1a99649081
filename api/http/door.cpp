// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/http/door.h"

namespace courtyard {
namespace {

bool is_loopback(const std::string& peer) {
    return peer == "::1" || peer.starts_with("127.") || peer.starts_with("::ffff:127.");
}

}  // namespace

Door::Door(std::size_t places, std::size_t places_per_peer)
    : places_(places), places_per_peer_(places_per_peer) {}

Door::Entry Door::enter(const std::string& peer) {
    const std::lock_guard lock(mutex_);
    if (inside_ >= places_) return Entry::full;
    if (!is_loopback(peer)) {
        const auto known = per_peer_.find(peer);
        if (known != per_peer_.end() && known->second >= places_per_peer_) return Entry::full;
        ++per_peer_[peer];
    }
    ++inside_;
    return Entry::welcome;
}

void Door::leave(const std::string& peer) {
    const std::lock_guard lock(mutex_);
    if (const auto known = per_peer_.find(peer); known != per_peer_.end() && --known->second == 0) {
        per_peer_.erase(known);
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
