// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

#include "api/http/forwarded.h"

namespace courtyard {

/// Counts who is inside: connections in all and per address of the other side (in version 6 per /64);
/// loopback and trusted proxies have no cap of their own.
///
/// Threads   safe to call concurrently
class Door {
  public:
    enum class Entry : std::uint8_t { welcome, full, full_for_peer };

    Door(std::size_t places, std::size_t places_per_peer, TrustedProxies proxies = {});

    /// One more connection; each `welcome` is paid back by one `leave`.
    [[nodiscard]] Entry enter(const std::string& peer);
    /// The same in the place of somebody inside who is about to leave.
    [[nodiscard]] Entry follow(const std::string& peer);
    void leave(const std::string& peer);
    std::size_t inside() const;
    /// False when somebody was still inside at `deadline`.
    bool wait_until_empty(std::chrono::steady_clock::time_point deadline);

  private:
    Entry enter(const std::string& peer, std::size_t places);
    /// Under what a peer is counted; nothing when it is not.
    std::optional<std::string> counted_as(const std::string& peer) const;

    mutable std::mutex mutex_;
    std::condition_variable empty_;
    std::size_t places_;
    std::size_t places_per_peer_;
    TrustedProxies proxies_;
    std::size_t inside_ = 0;
    std::unordered_map<std::string, std::size_t> per_peer_;
};

}  // namespace courtyard
