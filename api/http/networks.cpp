// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/http/networks.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace courtyard {

Networks Networks::loopback() {
    const std::array<std::string, 2> both{"127.0.0.0/8", "::1"};
    return of(both).value();
}

Result<Networks> Networks::of(std::span<const std::string> texts) {
    Networks list;
    for (const std::string& text : texts) {
        const auto slash = std::min(text.find('/'), text.size());
        const auto address = Address::parse(std::string_view(text).substr(0, slash));
        const unsigned most = address && address->is_version_4() ? 32 : 128;
        unsigned bits = most;
        bool sound = address.has_value();
        if (slash < text.size()) {
            const char* last = text.data() + text.size();
            const auto [end, error] = std::from_chars(text.data() + slash + 1, last, bits);
            sound = sound && error == std::errc() && end == last && bits <= most;
        }
        if (!sound)
            return fail(
                ErrorCode::invalid_input, "network.address",
                {fmt::format("“{}”不是地址或网段，如 127.0.0.1 或 10.0.0.0/8", text),
                 fmt::format("\"{}\" is no address or network, such as 127.0.0.1 or 10.0.0.0/8", text)},
                text);
        list.networks_.push_back({*address, bits + 128 - most});
    }
    return list;
}

bool Networks::contain(const Address& address) const {
    return std::ranges::any_of(
        networks_, [&](const Network& network) { return address.lies_in(network.address, network.bits); });
}

}  // namespace courtyard
