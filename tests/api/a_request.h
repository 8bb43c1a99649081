// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "api/http/message.h"

namespace courtyard {

/// A request head as the room of sockets hands it over.
inline RequestHead a_request(Fields query = {}, Fields headers = {}) {
    RequestHead head;
    head.query = std::move(query);
    head.headers = std::move(headers);
    head.id = "r1";
    return head;
}

}  // namespace courtyard
