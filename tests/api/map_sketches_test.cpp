// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/map_sketches.h"

#include <gtest/gtest.h>

#include "tests/geo/grid_county.h"
#include "tests/geo/wiggly_county.h"
#include "tiles/mvt.h"

namespace courtyard {
namespace {

EditionPicture edition_of(AreaTree county, std::string content) {
    EditionPicture edition;
    edition.valid_from = Day::of(2020, 1, 1);
    edition.content = std::move(content);
    edition.areas = std::make_shared<const AreaTree>(std::move(county));
    return edition;
}

/// Six hundred villages beneath one county, 66 vertices along every side.
AreaTree six_hundred_villages() {
    const AreaTree loose = wiggly_county({30, 20, 66, 1});
    std::vector<Area> areas(loose.areas().begin(), loose.areas().end());
    Area county;
    county.code = area_code("990100");
    county.name = "县";
    county.level = AreaLevel::county;
    county.fid = 1'000'000;
    for (Area& village : areas) village.parent = county.code;
    areas.push_back(std::move(county));
    return *AreaTree::of(std::move(areas));
}

TEST(MapSketches, SixHundredVillagesAreLessThanSixtyKilobytesOfGzip) {
    MapSketches sketches;
    const auto edition = edition_of(six_hundred_villages(), "a");
    ASSERT_EQ(edition.areas->descendants(edition.areas->roots()[0], AreaLevel::village).size(), 600U);
    const auto text = sketches.of(edition, edition.areas->roots()[0], AreaLevel::village);
    EXPECT_LT(gzip(*text, 5).size(), 60'000U);
    EXPECT_GT(gzip(*text, 5).size(), 20'000U);
}

TEST(MapSketches, AreDrawnOnceForAnEditionAndAnewForAnother) {
    MapSketches sketches;
    const auto edition = edition_of(grid("AAB\nAAB\nCCB"), "a");
    const AreaIndex top = edition.areas->roots()[0];
    const auto text = sketches.of(edition, top, AreaLevel::village);
    EXPECT_EQ(sketches.of(edition, top, AreaLevel::village), text);
    const auto other = sketches.of(edition_of(grid("AAB\nAAB\nCCC"), "b"), top, AreaLevel::village);
    EXPECT_NE(*other, *text);
    EXPECT_EQ(sketches.of(edition, top, AreaLevel::village), text);
}

}  // namespace
}  // namespace courtyard
