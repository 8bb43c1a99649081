// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <string>
#include <unordered_map>

namespace courtyard {

/// Counts who is inside: connections in all and per address of the other side; loopback has no cap of its
/// own.
///
/// Threads   safe to call concurrently
class Door {
  public:
    enum class Entry : std::uint8_t { welcome, full };

    Door(std::size_t places, std::size_t places_per_peer);

    /// One more connection; each `welcome` is paid back by one `leave`.
    [[nodiscard]] Entry enter(const std::string& peer);
    void leave(const std::string& peer);
    std::size_t inside() const;
    /// False when somebody was still inside at `deadline`.
    bool wait_until_empty(std::chrono::steady_clock::time_point deadline);

  private:
    mutable std::mutex mutex_;
    std::condition_variable empty_;
    std::size_t places_;
    std::size_t places_per_peer_;
    std::size_t inside_ = 0;
    std::unordered_map<std::string, std::size_t> per_peer_;
};

}  // namespace courtyard
