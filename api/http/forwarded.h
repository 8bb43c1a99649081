// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "api/http/message.h"
#include "api/http/networks.h"

namespace courtyard {

/// The field in which a proxy says for whom it asks. Only one is read: a proxy that writes the one passes the
/// other on as its client made it up.
enum class ProxyField : std::uint8_t { x_forwarded_for, forwarded };

/// Whose word about the client is believed: addresses and networks, and the field they write.
class TrustedProxies {
  public:
    /// Nobody's.
    TrustedProxies() = default;
    /// Errors   those of `Networks::of`
    static Result<TrustedProxies> of(std::span<const std::string> texts, ProxyField field);

    bool trust(const Address& address) const { return networks_.contain(address); }
    bool nobody() const { return networks_.empty(); }

    struct Client {
        std::string address;
        bool secure = false;
    };
    /// Who asks: the other side, or whom trusted proxies name, read from the nearest one outwards and no
    /// further than the first that is not trusted.
    ///
    /// @param peer     the other side of the connection
    /// @param secure   whether that connection is TLS
    /// Source          RFC 7239, sections 4 and 7.4
    Client client_of(const Fields& headers, const std::string& peer, bool secure) const;

  private:
    Networks networks_;
    ProxyField field_ = ProxyField::x_forwarded_for;
};

}  // namespace courtyard
