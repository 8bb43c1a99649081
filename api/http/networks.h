// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <vector>

#include "api/http/address.h"
#include "geo/result.h"

namespace courtyard {

/// Addresses and networks that a setting names.
class Networks {
  public:
    /// None.
    Networks() = default;
    /// This machine itself.
    static Networks loopback();
    /// Reads `127.0.0.1`, `10.0.0.0/8`, `fd00::/8`.
    /// Errors   invalid_input: network.address
    static Result<Networks> of(std::span<const std::string> texts);

    bool contain(const Address& address) const;
    bool empty() const { return networks_.empty(); }

  private:
    struct Network {
        Address address;
        unsigned bits;
    };
    std::vector<Network> networks_;
};

}  // namespace courtyard
