// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/store/durable_file.h"

#include <gtest/gtest.h>

namespace courtyard {
namespace {

TEST(DurableFile, WantOfRoomIsToldFromADiskThatFails) {
    for (const int error : {ENOSPC, EDQUOT, EFBIG}) EXPECT_TRUE(is_want_of_room(error)) << error;
    for (const int error : {0, EIO, EROFS, ENOENT, EACCES}) EXPECT_FALSE(is_want_of_room(error)) << error;
}

}  // namespace
}  // namespace courtyard
