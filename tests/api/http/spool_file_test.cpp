// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/http/spool_file.h"

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <system_error>

#include "tests/api/http/county_office.h"

namespace courtyard {
namespace {

TEST(SpoolFile, IsRemovedWithItsObject) {
    const TestFolder folder;
    {
        auto file = SpoolFile::create(folder.path(), "upload");
        file.append("first ");
        file.append("second");
        EXPECT_EQ(file.size(), 12U);
        const auto permissions = std::filesystem::status(file.path()).permissions();
        EXPECT_EQ(permissions, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    }
    EXPECT_TRUE(folder.is_empty());
}

TEST(SpoolFile, StaysWhereAHandlerMovedIt) {
    const TestFolder folder;
    {
        auto file = SpoolFile::create(folder.path(), "upload");
        std::filesystem::rename(file.path(), folder.path() / "kept");
    }
    EXPECT_TRUE(std::filesystem::exists(folder.path() / "kept"));
}

TEST(SpoolFile, IsReadFromItsBeginningByPieces) {
    const TestFolder folder;
    std::ofstream(folder.path() / "export") << "0123456789";
    auto file = SpoolFile::open(folder.path() / "export");
    std::array<char, 6> piece{};
    EXPECT_EQ(file.read(piece), 6U);
    EXPECT_EQ(file.read(piece), 4U);
    EXPECT_EQ(std::string(piece.data(), 4), "6789");
    EXPECT_EQ(file.read(piece), 0U);
}

TEST(SpoolFile, StaysWhereItIsKeptAndIsReadFromAnyByte) {
    const TestFolder folder;
    std::ofstream(folder.path() / "export") << "0123456789";
    {
        auto file = SpoolFile::open_kept(folder.path() / "export", 7);
        std::array<char, 6> piece{};
        EXPECT_EQ(file.read(piece), 3U);
        EXPECT_EQ(std::string(piece.data(), 3), "789");
    }
    EXPECT_TRUE(std::filesystem::exists(folder.path() / "export"));
}

TEST(SpoolFile, WritesOverNothingAndFollowsNoLink) {
    const TestFolder folder;
    std::ofstream(folder.path() / "there") << "old";
    std::filesystem::create_symlink(folder.path() / "there", folder.path() / "link");
    EXPECT_THROW(SpoolFile::create(folder.path(), "there"), std::system_error);
    EXPECT_THROW(SpoolFile::open(folder.path() / "link"), std::system_error);
    EXPECT_THROW(SpoolFile::open(folder.path() / "nowhere"), std::system_error);
}

}  // namespace
}  // namespace courtyard
