// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/http/address.h"

#include <arpa/inet.h>

#include <algorithm>

namespace courtyard {
namespace {

constexpr std::array<std::uint8_t, 12> mapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
constexpr std::size_t longest = 45;

}  // namespace

std::optional<Address> Address::parse(std::string_view text) {
    if (text.empty() || text.size() > longest) return std::nullopt;
    const std::string ended(text);
    Address address;
    std::array<std::uint8_t, 4> four{};
    if (::inet_pton(AF_INET, ended.c_str(), four.data()) == 1) {
        std::ranges::copy(mapped, address.bytes_.begin());
        std::ranges::copy(four, address.bytes_.begin() + mapped.size());
        return address;
    }
    if (::inet_pton(AF_INET6, ended.c_str(), address.bytes_.data()) == 1) return address;
    return std::nullopt;
}

bool Address::is_version_4() const { return std::equal(mapped.begin(), mapped.end(), bytes_.begin()); }

bool Address::is_loopback() const {
    if (is_version_4()) return bytes_[12] == 127;
    const auto is_zero = [](std::uint8_t byte) { return byte == 0; };
    return bytes_[15] == 1 && std::all_of(bytes_.begin(), bytes_.end() - 1, is_zero);
}

bool Address::lies_in(const Address& network, unsigned bits) const {
    for (std::size_t i = 0; i < bytes_.size() && bits > 0; ++i) {
        const unsigned here = std::min(bits, 8U);
        const auto mask = static_cast<std::uint8_t>(0xFF << (8 - here));
        if ((bytes_[i] & mask) != (network.bytes_[i] & mask)) return false;
        bits -= here;
    }
    return true;
}

std::string Address::text() const {
    std::array<char, INET6_ADDRSTRLEN> text{};
    const bool four = is_version_4();
    ::inet_ntop(four ? AF_INET : AF_INET6, bytes_.data() + (four ? mapped.size() : 0), text.data(),
                text.size());
    return text.data();
}

std::string Address::household() const {
    const std::size_t first = is_version_4() ? mapped.size() : 0;
    const std::size_t size = is_version_4() ? 4 : 8;
    return {reinterpret_cast<const char*>(bytes_.data() + first), size};
}

}  // namespace courtyard
