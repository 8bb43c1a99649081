// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>

#include "api/access.h"
#include "api/http/message.h"
#include "data/store/store.h"

namespace courtyard {

/// `work` in the name of a caller: the audit tells from where.
Store::Work from(const Caller& caller, Store::Work work);

/// An answer that waits, without a thread, until `work` is durable and published or has failed.
///
/// @param answer  makes the answer of the outcome, on the connection's io thread: it is quick, and asks
/// neither
///                store nor disk. What `work` threw comes out of the outcome and becomes 500.
Response after_writing(Store& store, Store::Work work,
                       std::function<Response(const Result<Revision>&)> answer);

}  // namespace courtyard
