// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "api/http/message.h"

namespace courtyard {

/// `https://maps.example.org`: how the client reached us, so that links lead it back.
std::string origin_of(const RequestHead& head);

/// Text as it may stand in a path segment or in a query.
std::string percent_encoded(std::string_view text);

/// What a parameter of an address becomes; nothing: it is left out.
using ParameterChange = std::pair<std::string_view, std::optional<std::string>>;

/// The address of this request, with some of its parameters changed; the others stay as they are, in order.
std::string address_with(const RequestHead& head, std::initializer_list<ParameterChange> changes = {});

}  // namespace courtyard
