// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/http/forwarded.h"

#include <algorithm>
#include <ranges>

#include "api/http/header_text.h"

namespace courtyard {
namespace {

std::string_view unquoted(std::string_view text) {
    return text.size() >= 2 && text.starts_with('"') && text.ends_with('"') ? text.substr(1, text.size() - 2)
                                                                            : text;
}

/// An address that may stand in brackets and have a port; nothing for `unknown` and hidden names.
std::optional<Address> node(std::string_view text) {
    text = unquoted(text);
    if (text.starts_with('[')) return Address::parse(text.substr(1, text.find(']') - 1));
    if (std::ranges::count(text, ':') == 1) text = text.substr(0, text.find(':'));
    return Address::parse(text);
}

/// What one proxy says of the one before it.
struct Hop {
    std::optional<Address> client;
    std::optional<bool> secure;
};

std::vector<Hop> hops_of(const Fields& headers, ProxyField field) {
    std::vector<Hop> hops;
    for (const auto& [name, value] : headers) {
        if (field == ProxyField::x_forwarded_for && name == "x-forwarded-for") {
            for (const auto part : elements_of(value)) hops.push_back({node(part), std::nullopt});
        }
        if (field == ProxyField::forwarded && name == "forwarded") {
            for (const auto element : elements_of(value)) {
                Hop hop;
                for (const auto pair : elements_of(element, ';')) {
                    const auto equals = std::min(pair.find('='), pair.size());
                    const auto word = pair.substr(0, equals);
                    const auto said = pair.substr(std::min(equals + 1, pair.size()));
                    if (same_word(word, "for")) hop.client = node(said);
                    if (same_word(word, "proto")) hop.secure = same_word(unquoted(said), "https");
                }
                hops.push_back(hop);
            }
        }
    }
    if (field == ProxyField::x_forwarded_for && !hops.empty()) {
        for (const auto& [name, value] : headers)
            if (name == "x-forwarded-proto") hops.back().secure = same_word(trimmed(value), "https");
    }
    return hops;
}

}  // namespace

Result<TrustedProxies> TrustedProxies::of(std::span<const std::string> texts, ProxyField field) {
    auto networks = Networks::of(texts);
    if (!networks) return tl::unexpected(networks.error());
    TrustedProxies proxies;
    proxies.networks_ = std::move(*networks);
    proxies.field_ = field;
    return proxies;
}

TrustedProxies::Client TrustedProxies::client_of(const Fields& headers, const std::string& peer,
                                                 bool secure) const {
    Client client{peer, secure};
    if (nobody()) return client;
    auto nearest = Address::parse(peer);
    auto hops = hops_of(headers, field_);
    while (nearest && trust(*nearest) && !hops.empty()) {
        const Hop hop = hops.back();
        hops.pop_back();
        if (hop.secure) client.secure = *hop.secure;
        // What a proxy does not know nobody further out can tell.
        if (!hop.client) break;
        client.address = hop.client->text();
        nearest = hop.client;
    }
    return client;
}

}  // namespace courtyard
