// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "api/http/message.h"

namespace courtyard {

/// Which pages of other origins may read what this service answers (CORS): nobody's, unless the operator
/// names them.
///
/// They may read `/ogc`, `/tiles`, `/styles` and `/api` by GET and HEAD, as everybody or with a bearer token;
/// never with a cookie, as no answer allows credentials. What changes something gets no permission at all.
class CrossOrigin {
  public:
    /// Nobody.
    CrossOrigin() = default;
    /// @param origins   as browsers write them, `https://maps.example.org`, or `*` for every origin
    /// @return          nothing when one of them is no origin that a browser could send
    static std::optional<CrossOrigin> of(std::span<const std::string> origins);

    bool nobody() const { return !everybody_ && origins_.empty(); }

    /// Adds what an answer on its way out says of other origins, to a preflight too; all else of it stays.
    void tell(Response& response, const RequestHead& head) const;

  private:
    bool permits(std::string_view origin) const;

    bool everybody_ = false;
    std::vector<std::string> origins_;
};

}  // namespace courtyard
