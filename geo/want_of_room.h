// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cerrno>

namespace courtyard {

/// Whether the system said no for want of room: the disk's, the user's share or the largest file.
constexpr bool is_want_of_room(int error) { return error == ENOSPC || error == EDQUOT || error == EFBIG; }

}  // namespace courtyard
