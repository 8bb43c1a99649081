// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/map_settings.h"

#include <gtest/gtest.h>

#include "api/configuration.h"
#include "tests/data/scratch.h"

namespace courtyard {
namespace {

BaseMapEntry entry(std::string tiles, std::string crs = "wgs84") {
    return {"m", "图", "map", {std::move(tiles)}, "012", "©", std::move(crs), 18};
}

TEST(MapSettings, WithoutABaseMapThePageAsksNobodyElse) {
    EXPECT_EQ(content_policy({}).find("http"), std::string::npos);
}

TEST(MapSettings, ThePolicyOpensForTheOriginsOfTheBaseMapsAlone) {
    const auto map =
        base_map(entry("https://t{s}.tianditu.gov.cn/vec_w/wmts?L={z}&R={y}&C={x}&tk=K", "cgcs2000"));
    ASSERT_TRUE(map) << map.error().detail.en;
    EXPECT_EQ(map->layers[0].size(), 3U);
    const std::string policy = content_policy({{*map}, {}, {}});
    EXPECT_NE(policy.find("connect-src 'self' https://t0.tianditu.gov.cn https://t1.tianditu.gov.cn "
                          "https://t2.tianditu.gov.cn;"),
              std::string::npos)
        << policy;
    EXPECT_EQ(policy.find("script-src 'self' http"), std::string::npos);
    EXPECT_EQ(policy.find("tk=K"), std::string::npos);
}

TEST(MapSettings, RefusesWhatIsShiftedOrNoTemplate) {
    for (const auto& [tiles, crs, name] :
         {std::tuple{"https://tiles.example.org/{z}/{x}/{y}.png", "gcj02", "base_map.shifted"},
          std::tuple{"https://webrd01.is.autonavi.com/appmaptile?x={x}&y={y}&z={z}", "wgs84",
                     "base_map.shifted"},
          std::tuple{"https://rt{s}.map.gtimg.com/tile?z={z}&x={x}&y={y}", "wgs84", "base_map.shifted"},
          std::tuple{"https://tiles.example.org/{z}/{x}/{y}.png", "", "base_map.crs"},
          std::tuple{"https://tiles.example.org/{z}/{x}.png", "wgs84", "base_map.tiles"},
          std::tuple{"//tiles.example.org/{z}/{x}/{y}.png", "wgs84", "base_map.tiles"},
          std::tuple{"https://a.example.org; script-src *//{z}/{x}/{y}.png", "wgs84", "base_map.tiles"},
          std::tuple{"https://user@evil.example/{z}/{x}/{y}.png", "wgs84", "base_map.tiles"},
          std::tuple{"javascript:alert(1)//{z}/{x}/{y}", "wgs84", "base_map.tiles"}}) {
        const auto map = base_map(entry(tiles, crs));
        ASSERT_FALSE(map) << tiles;
        EXPECT_EQ(map.error().name, name) << tiles;
    }
    // A host that merely ends alike is another one.
    EXPECT_TRUE(base_map(entry("https://notamap.com/{z}/{x}/{y}.png")));
}

TEST(MapSettings, AreReadFromTheConfiguration) {
    const Scratch scratch;
    const auto read = read_configuration(scratch.write("c.toml", R"(map_approval_number = "GS(2026)1号"
map_maker = "栖云市妇女联合会"
[[base_maps]]
id = "plain"
name_zh = "影像"
tiles = ["https://tiles.example.org/{z}/{x}/{y}.png"]
attribution = "<b>x</b>"
crs = "wgs84"
max_zoom = 16
)"));
    ASSERT_TRUE(read) << read.error().detail.en;
    ASSERT_EQ(read->map.base_maps.size(), 1U);
    EXPECT_EQ(read->map.base_maps[0].name.zh, "影像");
    EXPECT_EQ(read->map.base_maps[0].name.en, "plain");
    EXPECT_EQ(read->map.base_maps[0].max_zoom, 16);
    EXPECT_EQ(read->map.approval_number, "GS(2026)1号");
    for (const auto& [text, name] :
         {std::pair{"base_maps = 1", "config.value"}, std::pair{"[[base_maps]]\nurl = \"x\"", "config.value"},
          std::pair{"[[base_maps]]\nid = 3", "config.value"},
          std::pair{"[[base_maps]]\nid = \"a\"\ncrs = \"gcj02\"", "base_map.shifted"},
          std::pair{"[[base_maps]]\nid = \"a\"\ncrs = \"wgs84\"", "base_map.tiles"}}) {
        const auto refused = read_configuration(scratch.write("c.toml", text));
        ASSERT_FALSE(refused) << text;
        EXPECT_EQ(refused.error().name, name) << text;
    }
}

}  // namespace
}  // namespace courtyard
