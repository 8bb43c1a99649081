// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "tiles/mvt.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <libdeflate.h>

#include <random>

#include "tests/tiles/mvt_checker.h"

namespace courtyard {
namespace {

using mvt_check::Path;
using mvt_check::Value;
using testing::ElementsAre;
using testing::Pair;
using testing::UnorderedElementsAre;

mvt_check::Report checked(const std::string& tile) {
    mvt_check::Report report = mvt_check::check(tile);
    EXPECT_TRUE(report.spotless()) << report.text();
    return report;
}

TEST(Mvt, DecodesToWhatWasEncoded) {
    MvtLayer layer("villages");
    layer.begin_feature(7).attribute("name", std::string_view("龙湖村"));
    layer.attribute("count", std::uint64_t{18446744073709551615ULL}).attribute("change", std::int64_t{-3});
    layer.attribute("share", 0.52).attribute("done", true);
    layer.point({25, 17});
    layer.end_feature();

    const auto report = checked(layer.encoded());
    ASSERT_EQ(report.layers.size(), 1U);
    EXPECT_EQ(report.layers[0].name, "villages");
    EXPECT_EQ(report.layers[0].version, 2U);
    EXPECT_EQ(report.layers[0].extent, 4096U);
    const auto* feature = report.layers[0].find(7);
    ASSERT_NE(feature, nullptr);
    EXPECT_EQ(feature->type, mvt_check::GeometryType::point);
    EXPECT_THAT(feature->paths, ElementsAre(Path{{25, 17}}));
    EXPECT_THAT(feature->attributes,
                UnorderedElementsAre(Pair("name", Value(std::string("龙湖村"))),
                                     Pair("count", Value(std::uint64_t{18446744073709551615ULL})),
                                     Pair("change", Value(std::int64_t{-3})), Pair("share", Value(0.52)),
                                     Pair("done", Value(true))));
}

TEST(Mvt, WritesTheBytesOfTheSpecificationsExample) {
    // Section 4.3.5.1: a point at (25, 17) is [9 50 34].
    MvtLayer layer("p");
    layer.begin_feature(1).point({25, 17});
    layer.end_feature();
    EXPECT_EQ(layer.encoded(),
              std::string("\x1a\x13\x78\x02\x0a\x01p\x12\x09\x08\x01\x18\x01\x22\x03\x09\x32\x22"
                          "\x28\x80\x20",
                          21));
}

TEST(Mvt, WindsShellsClockwiseOnScreenAndHolesTheOtherWay) {
    const TileRing shell{{0, 0}, {0, 100}, {100, 100}, {100, 0}};
    const TileRing hole{{10, 10}, {20, 10}, {20, 20}, {10, 20}};
    MvtLayer layer("villages");
    layer.begin_feature(1).polygon(std::vector{shell, hole});
    layer.end_feature();
    const auto report = checked(layer.encoded());
    const auto& paths = report.layers.at(0).features.at(0).paths;
    ASSERT_EQ(paths.size(), 2U);
    EXPECT_EQ(mvt_check::doubled_area(paths[0]), 20000);
    EXPECT_EQ(mvt_check::doubled_area(paths[1]), -200);
}

TEST(Mvt, SeveralPolygonsOrPointsMakeOneFeature) {
    MvtLayer areas("areas");
    areas.begin_feature(1).polygon(std::vector<TileRing>{{{0, 0}, {9, 0}, {9, 9}}});
    areas.polygon(std::vector<TileRing>{{{20, 0}, {29, 0}, {29, 9}}});
    areas.end_feature();
    EXPECT_EQ(checked(areas.encoded()).layers[0].features[0].paths.size(), 2U);

    MvtLayer places("places");
    places.begin_feature(1).point({5, 7});
    places.point({3, 2});
    places.end_feature();
    EXPECT_THAT(checked(places.encoded()).layers[0].features[0].paths, ElementsAre(Path{{5, 7}, {3, 2}}));
}

TEST(Mvt, AFeatureOfNumbersIsTheSameBytesAsOneOfWords) {
    std::mt19937_64 random(3);
    MvtLayer words("points");
    MvtLayer numbers("points");
    for (int i = 0; i < 3000; ++i) {
        const std::uint64_t fid = random() >> (random() % 64);
        const std::string id = "id " + std::to_string(i);
        const auto size = static_cast<std::int64_t>(random() % 500);
        const TilePoint at{static_cast<std::int32_t>(random() % 4096),
                           static_cast<std::int32_t>(random() % 4096)};
        words.begin_feature(fid).attribute("id", id).attribute("size", size);
        words.point(at);
        words.end_feature();
        const std::uint32_t id_key = numbers.key("id");
        const std::uint32_t id_value = numbers.unique_value(id);
        const std::uint32_t tags[] = {id_key, id_value, numbers.key("size"), numbers.value(size)};
        numbers.point_feature(fid, tags, at);
    }
    EXPECT_TRUE(words.encoded() == numbers.encoded());
    EXPECT_TRUE(mvt_check::check(numbers.encoded()).valid());
}

TEST(Mvt, KeptPolygonsAreTheSameBytesInAnyTile) {
    const std::vector<TilePolygon> polygons{
        {{{0, 0}, {400, 0}, {400, 400}, {0, 400}}, {{100, 100}, {100, 200}, {200, 200}, {200, 100}}},
        {{{500, 10}, {700, 20}, {600, 300}}}};
    for (const TilePoint shift : {TilePoint{0, 0}, {-60, 70}, {3000, 2000}, {70'000'000, -5}}) {
        std::vector<TilePolygon> moved = polygons;
        for (TilePolygon& polygon : moved)
            for (TileRing& ring : polygon)
                for (TilePoint& p : ring) p = {p.x + shift.x, p.y + shift.y};
        const PolygonGeometry geometry = polygon_geometry(moved);
        EXPECT_EQ(geometry.first, shift);
        MvtLayer kept("areas");
        kept.begin_feature(1).attribute("name", "x").polygon(geometry, {0, 0});
        kept.end_feature();
        MvtLayer direct("areas");
        direct.begin_feature(1).attribute("name", "x");
        for (const TilePolygon& polygon : polygons) direct.polygon(polygon);
        direct.end_feature();
        EXPECT_EQ(kept.encoded(), direct.encoded());
    }
    EXPECT_EQ(polygon_geometry({}).commands, "");
    EXPECT_EQ(polygon_geometry(std::vector<TilePolygon>{{{{0, 0}, {9, 0}}}}).commands, "");
}

TEST(Mvt, WritesRepeatedPositionsOnce) {
    MvtLayer layer("areas");
    layer.begin_feature(1).polygon(std::vector<TileRing>{{{0, 0}, {0, 0}, {9, 0}, {9, 0}, {9, 9}, {0, 0}}});
    layer.end_feature();
    EXPECT_THAT(checked(layer.encoded()).layers[0].features[0].paths,
                ElementsAre(Path{{0, 0}, {9, 0}, {9, 9}}));
}

TEST(Mvt, LeavesOutFeaturesWithoutAreaAndHolesWithoutArea) {
    MvtLayer layer("areas");
    layer.begin_feature(1).polygon(std::vector<TileRing>{{{0, 0}, {5, 0}, {9, 0}}});
    layer.end_feature();
    EXPECT_EQ(layer.features(), 0U);
    EXPECT_EQ(layer.encoded(), "");
    layer.begin_feature(2).polygon(
        std::vector<TileRing>{{{0, 0}, {90, 0}, {90, 90}}, {{50, 10}, {60, 10}, {70, 10}}});
    layer.end_feature();
    const auto report = checked(layer.encoded());
    ASSERT_EQ(report.layers[0].features.size(), 1U);
    EXPECT_EQ(report.layers[0].features[0].paths.size(), 1U);
}

TEST(Mvt, KeepsEveryValueOfThousandsOnce) {
    std::mt19937 random(5);
    std::vector<std::string> texts;
    MvtLayer layer("points");
    for (std::uint64_t i = 0; i < 5000; ++i) {
        texts.push_back("value " + std::to_string(random() % 2000));
        layer.begin_feature(i)
            .attribute("text", texts.back())
            .attribute("number", std::uint64_t{random() % 3000});
        layer.point({static_cast<std::int32_t>(i % 4096), 0});
        layer.end_feature();
    }
    const auto report = checked(layer.encoded());
    ASSERT_EQ(report.layers[0].features.size(), 5000U);
    for (std::size_t i = 0; i < texts.size(); ++i) {
        EXPECT_EQ(report.layers[0].features[i].attributes.at("text"), Value(texts[i]));
    }
}

TEST(Mvt, LayersFollowEachOtherInATile) {
    MvtLayer one("one");
    one.begin_feature(1).point({1, 1});
    one.end_feature();
    MvtLayer two("two");
    two.begin_feature(1).point({2, 2});
    two.end_feature();
    EXPECT_EQ(checked(one.encoded() + two.encoded()).layers.size(), 2U);
}

std::string unzipped(const std::string& packed, std::size_t size) {
    std::string bytes(size, '\0');
    auto* decompressor = libdeflate_alloc_decompressor();
    std::size_t got = 0;
    EXPECT_EQ(libdeflate_gzip_decompress(decompressor, packed.data(), packed.size(), bytes.data(),
                                         bytes.size(), &got),
              LIBDEFLATE_SUCCESS);
    libdeflate_free_decompressor(decompressor);
    bytes.resize(got);
    return bytes;
}

TEST(Gzip, UnpacksToWhatWasPackedAtEveryLevel) {
    std::string text;
    for (int i = 0; i < 2000; ++i) {
        text += "village " + std::to_string(i * i);
    }
    for (int level = 1; level <= 12; ++level) {
        const std::string packed = gzip(text, level);
        EXPECT_LT(packed.size(), text.size() / 2);
        EXPECT_EQ(unzipped(packed, text.size()), text);
    }
    EXPECT_EQ(unzipped(gzip("", 1), 1), "");
}

}  // namespace
}  // namespace courtyard
