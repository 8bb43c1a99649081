// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>

#include "api/accounts.h"

namespace courtyard {

/// When a session or token was used, by both clocks, and when the store was told last.
struct Accounts::Use {
    std::int64_t opened_ms = 0;
    std::atomic<std::int64_t> last_ms{0};
    std::atomic<std::int64_t> last_wall_ms{0};
    std::atomic<std::int64_t> told_wall_ms{0};
};

}  // namespace courtyard
