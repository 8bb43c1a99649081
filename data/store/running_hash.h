// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sodium.h>

#include <array>
#include <stdexcept>
#include <string_view>

namespace courtyard {

/// BLAKE2b over bytes as they come.
class RunningHash {
  public:
    using Sum = std::array<unsigned char, 32>;

    RunningHash() {
        // Chooses the code for this processor: four times as fast.
        if (sodium_init() < 0) throw std::runtime_error("libsodium does not start");
        crypto_generichash_init(&state_, nullptr, 0, Sum{}.size());
    }
    void add(std::string_view bytes) {
        crypto_generichash_update(&state_, reinterpret_cast<const unsigned char*>(bytes.data()),
                                  bytes.size());
    }
    /// Of all that was added; ends the hash.
    Sum sum() {
        Sum sum{};
        crypto_generichash_final(&state_, sum.data(), sum.size());
        return sum;
    }

  private:
    crypto_generichash_state state_{};
};

}  // namespace courtyard
