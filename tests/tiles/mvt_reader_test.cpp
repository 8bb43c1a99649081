// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "tiles/mvt_reader.h"

#include <gtest/gtest.h>

#include <array>

namespace courtyard {
namespace {

TEST(MvtReader, ReadsWhatWasWritten) {
    MvtLayer villages("villages");
    villages.begin_feature(7).attribute("code", std::string_view("410199001001"));
    villages.attribute("count", std::uint64_t{3});
    const std::array<TileRing, 2> rings{TileRing{{0, 0}, {100, 0}, {100, 100}, {0, 100}},
                                        TileRing{{10, 10}, {10, 20}, {20, 20}, {20, 10}}};
    villages.polygon(rings);
    villages.end_feature();
    MvtLayer points("bases");
    points.begin_feature(8).attribute("open", true);
    points.attribute("day", std::int64_t{-5});
    points.point({5, -6});
    points.end_feature();

    const auto layers = read_mvt(villages.encoded() + points.encoded()).value();
    ASSERT_EQ(layers.size(), 2U);
    EXPECT_EQ(layers[0].name, "villages");
    EXPECT_EQ(layers[0].extent, MvtLayer::extent);
    EXPECT_EQ(layers[0].positions(), 8U);
    const MvtReadFeature& village = layers[0].features.at(0);
    EXPECT_EQ(village.id, 7U);
    EXPECT_EQ(village.geometry, MvtGeometry::polygons);
    EXPECT_EQ(village.paths.at(0), rings[0]);
    ASSERT_EQ(village.attributes.size(), 2U);
    EXPECT_EQ(village.attributes[0].first, "code");
    EXPECT_EQ(std::get<std::string>(village.attributes[0].second), "410199001001");
    EXPECT_EQ(std::get<std::uint64_t>(village.attributes[1].second), 3U);
    const MvtReadFeature& base = layers[1].features.at(0);
    EXPECT_EQ(base.geometry, MvtGeometry::points);
    EXPECT_EQ(base.paths, (std::vector<TileRing>{{{5, -6}}}));
    EXPECT_TRUE(std::get<bool>(base.attributes[0].second));
    EXPECT_EQ(std::get<std::int64_t>(base.attributes[1].second), -5);
}

TEST(MvtReader, KeepsTheLayersThatAreWantedByteForByte) {
    const auto layer = [](const char* name) {
        MvtLayer one(name);
        one.begin_feature(1).attribute("villages", std::string_view("townships"));
        one.point({3, 4});
        one.end_feature();
        return one.encoded();
    };
    const std::string tile = layer("villages") + layer("villages_labels") + layer("townships");
    const std::vector<std::string> wanted{"townships", "villages", "none"};
    EXPECT_EQ(only_layers(tile, wanted), layer("villages") + layer("townships"));
    EXPECT_EQ(only_layers(tile, std::vector<std::string>{"village"}), "");
    EXPECT_EQ(only_layers("", wanted), "");
}

TEST(MvtReader, HasNoLayersForAnEmptyTile) { EXPECT_TRUE(read_mvt("").value().empty()); }

TEST(MvtReader, SaysThatATileIsBroken) {
    MvtLayer layer("villages");
    layer.begin_feature(1).attribute("code", std::string_view("41"));
    layer.point({1, 2});
    layer.end_feature();
    const std::string whole = layer.encoded();
    for (std::size_t length = 1; length < whole.size(); ++length) {
        const auto refused = read_mvt(std::string_view(whole).substr(0, length));
        ASSERT_FALSE(refused) << length;
        EXPECT_EQ(refused.error().name, "tile.broken");
    }
}

}  // namespace
}  // namespace courtyard
