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

/// The address with one more parameter, behind `?` or `&`.
std::string with_parameter(std::string address, std::string_view name, std::string_view value);

/// The address with those of the named parameters that this request has, as it has them.
std::string with_asked(std::string address, const RequestHead& head,
                       std::initializer_list<std::string_view> names);

/// What a parameter of an address becomes; nothing: it is left out.
using ParameterChange = std::pair<std::string_view, std::optional<std::string>>;

/// The address of this request, with some of its parameters changed; the others stay as they are, in order.
std::string address_with(const RequestHead& head, std::initializer_list<ParameterChange> changes = {});

}  // namespace courtyard
