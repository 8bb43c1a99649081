// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace courtyard {

/// An address of the internet, of either family; one of version 4 is kept as its mapped form (RFC
/// 4291, 2.5.5.2).
class Address {
  public:
    /// Reads `192.0.2.7`, `2001:db8::7` or `::ffff:192.0.2.7`; nothing for a name or a port.
    static std::optional<Address> parse(std::string_view text);

    bool is_loopback() const;
    /// Whether the first `bits` of 128 are those of `network`.
    bool lies_in(const Address& network, unsigned bits) const;
    bool is_version_4() const;
    /// One household of addresses: itself in version 4, its /64 in version 6, where one machine has all of
    /// it.
    std::string household() const;

    /// `192.0.2.7`, `2001:db8::7`
    std::string text() const;

    bool operator==(const Address&) const = default;

  private:
    std::array<std::uint8_t, 16> bytes_{};
};

}  // namespace courtyard
