// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "api/http/message.h"

namespace courtyard {

/// What a request's body is said to be, in lower case and without parameters: `application/geo+json`. Empty
/// when nothing is said.
std::string media_type(const RequestHead& head);

/// Whether a type is JSON that no form and no link of another page can send: a browser asks before it does.
bool is_json_type(const std::string& type);

}  // namespace courtyard
