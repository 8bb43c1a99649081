// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/waiting_imports.h"

#include <gtest/gtest.h>

#include "tests/data/scratch.h"

namespace courtyard {
namespace {

class WaitingImportsTest : public testing::Test {
  protected:
    WaitingImport keep(const std::string& outlines) {
        WaitingImport one{"i1", "planner", "hash", {}, "{}", "mark", {}, {}};
        const auto spooled = scratch.write("upload", "code,name\n");
        EXPECT_TRUE(waiting.keep(one, spooled, outlines));
        return waiting.find("i1").value();
    }
    std::size_t files() const {
        std::size_t count = 0;
        for ([[maybe_unused]] const auto& file :
             std::filesystem::directory_iterator(scratch.folder() / "waiting"))
            ++count;
        return count;
    }

    Scratch scratch;
    WaitingImports waiting{scratch.folder()};
};

TEST_F(WaitingImportsTest, WhatIsToldAnewDoesNotDisturbWhoReads) {
    const WaitingImport kept = keep("first\nsecond\n");
    std::ifstream before = waiting.outlines("i1");
    waiting.tell_anew(kept, "another\n");
    std::string line;
    EXPECT_TRUE(std::getline(before, line));
    EXPECT_EQ(line, "first");
    EXPECT_TRUE(std::getline(before, line));
    EXPECT_EQ(line, "second");
    EXPECT_FALSE(std::getline(before, line));
    std::ifstream after = waiting.outlines("i1");
    EXPECT_TRUE(std::getline(after, line));
    EXPECT_EQ(line, "another");
}

TEST_F(WaitingImportsTest, OfOneThatWasForgottenNothingIsWritten) {
    const WaitingImport kept = keep("first\n");
    EXPECT_EQ(files(), 3U);
    waiting.forget("i1");
    waiting.tell_anew(kept, "another\n");
    EXPECT_EQ(files(), 0U);
    EXPECT_FALSE(waiting.find("i1"));
}

}  // namespace
}  // namespace courtyard
