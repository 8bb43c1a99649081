// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/unfinished_file.h"

#include <gtest/gtest.h>

#include "tests/data/scratch.h"

namespace courtyard {
namespace {

TEST(UnfinishedFile, IsGoneUnlessItIsFinished) {
    const Scratch scratch;
    const auto left = scratch.write("left", "half");
    const auto done = scratch.write("done", "whole");
    { const UnfinishedFile file(left); }
    {
        UnfinishedFile file(done);
        EXPECT_EQ(file.finished(), done);
    }
    EXPECT_FALSE(std::filesystem::exists(left));
    EXPECT_TRUE(std::filesystem::exists(done));
}

TEST(UnfinishedFile, IsGoneWhenItsMakingThrows) {
    const Scratch scratch;
    const auto half = scratch.write("half", "half");
    const auto make = [&] {
        const UnfinishedFile file(half);
        throw std::system_error(std::make_error_code(std::errc::io_error));
    };
    EXPECT_THROW(make(), std::system_error);
    EXPECT_FALSE(std::filesystem::exists(half));
}

TEST(UnfinishedFile, ThatWasNeverBegunIsNoFault) {
    const Scratch scratch;
    { const UnfinishedFile file(scratch.folder() / "never"); }
    EXPECT_TRUE(std::filesystem::is_empty(scratch.folder()));
}

}  // namespace
}  // namespace courtyard
