// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/read/archive.h"

#include "tests/data/given_file.h"

namespace courtyard {
namespace {

std::string refusal(const std::filesystem::path& zip, const ArchiveLimits& limits = {}) {
    const auto entries = list_archive(zip, limits);
    return entries ? "" : entries.error().name;
}

TEST(Archive, ListsItsFilesWithTheirTrueSizes) {
    const GivenFiles given;
    const auto entries = list_archive(given.zip("a.zip", {{"村/村界.SHP", "12345"}, {"b.dbf", ""}}), {});
    ASSERT_TRUE(entries.has_value());
    ASSERT_EQ(entries->size(), 2U);
    EXPECT_EQ((*entries)[0].name, "村/村界.SHP");
    EXPECT_EQ((*entries)[0].ending, "shp");
    EXPECT_EQ((*entries)[0].bytes, 5U);
}

TEST(Archive, RefusesNamesThatLeadOutOfIt) {
    const GivenFiles given;
    for (const std::string name :
         {"../../etc/x.shp", "/etc/x.shp", "C:\\x.shp", "a\\..\\x.shp", "a/../x.shp"}) {
        EXPECT_EQ(refusal(given.zip("a.zip", {{name, "x"}})), "archive.unsafe_name") << name;
    }
}

TEST(Archive, RefusesNamesThatDifferByCaseOnly) {
    const GivenFiles given;
    EXPECT_EQ(refusal(given.zip("a.zip", {{"a.shp", "x"}, {"A.SHP", "y"}})), "archive.duplicate_name");
}

TEST(Archive, RefusesTooManyEntriesAndTooManyBytes) {
    const GivenFiles given;
    const auto zip = given.zip("a.zip", {{"a", "12345"}, {"b", "67890"}});
    ArchiveLimits limits;
    limits.entries = 1;
    EXPECT_EQ(refusal(zip, limits), "archive.too_big");
    limits.entries = 2;
    limits.unpacked_bytes = 9;
    EXPECT_EQ(refusal(zip, limits), "archive.too_big");
    limits.unpacked_bytes = 10;
    EXPECT_EQ(refusal(zip, limits), "");
}

TEST(Archive, RefusesABombByItsRatio) {
    const GivenFiles given;
    EXPECT_EQ(refusal(given.zip("a.zip", {{"a.shp", std::string(50'000'000, '\0')}})), "archive.too_big");
}

TEST(Archive, RefusesACutOffZip) {
    const GivenFiles given;
    given.zip("a.zip", {{"a.shp", std::string(1'000, 'x')}});
    const std::string bytes = given.bytes_of("a.zip");
    EXPECT_EQ(refusal(given.file("b.zip", bytes.substr(0, bytes.size() / 2))), "archive.broken");
}

TEST(Archive, UnpacksUnderNamesOfOurOwn) {
    const GivenFiles given;
    const auto zip = given.zip("a.zip", {{"村界.shp", "12345"}, {"readme", "no"}});
    const GivenFiles target;
    ASSERT_TRUE(unpack(zip, target.path(""), {{"村界.shp", "0.shp"}}));
    EXPECT_EQ(target.bytes_of("0.shp"), "12345");
    EXPECT_FALSE(std::filesystem::exists(target.path("readme")));
}

}  // namespace
}  // namespace courtyard
