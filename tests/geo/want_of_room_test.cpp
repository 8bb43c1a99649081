// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/want_of_room.h"

#include <gtest/gtest.h>

namespace courtyard {
namespace {

TEST(WantOfRoom, IsToldFromADiskThatFails) {
    for (const int error : {ENOSPC, EDQUOT, EFBIG}) EXPECT_TRUE(is_want_of_room(error)) << error;
    for (const int error : {0, EIO, EROFS, ENOENT, EACCES}) EXPECT_FALSE(is_want_of_room(error)) << error;
}

}  // namespace
}  // namespace courtyard
