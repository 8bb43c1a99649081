// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include <set>

#include "data/read/rows.h"
#include "tests/data/given_file.h"
#include "tests/tiles/mvt_checker.h"
#include "tiles/area_layer.h"
#include "tiles/mvt.h"
#include "tiles/point_tiles.h"

namespace courtyard {
namespace {

/// Real boundaries as tiles, each read and judged; see the environment variable COURTYARD_REALDATA.
class RealTiles : public testing::Test {
  protected:
    void SetUp() override {
        const auto folder = real_data();
        if (!folder) GTEST_SKIP() << "no real data: set COURTYARD_REALDATA";
        const auto table = opened(*folder / "boundaries/france/communes-normandie.geojson");
        RowOptions options;
        options.level = AreaLevel::village;
        auto rows = read_areas(*table, options);
        ASSERT_TRUE(rows.has_value());
        std::uint64_t fid = 0;
        for (Area& area : rows->accepted) area.fid = ++fid;
        count_ = rows->accepted.size();
        auto tree = AreaTree::of(std::move(rows->accepted));
        ASSERT_TRUE(tree.has_value());
        layer_ = AreaLayer(*tree);
        for (const Area& area : tree->areas()) {
            MapPoint& label = points_.emplace_back();
            label.fid = area.fid;
            label.id = area.code.str();
            label.name = area.name;
            label.position = area.label;
            label.area = area.code;
            label.timeline = {{Day::of(2021, 1, 1) + static_cast<int>(area.fid % 900), 0, area.fid % 2 == 0}};
        }
    }

    template <class Visit>
    void each_tile(unsigned z, Visit visit) const {
        const Bounds bounds = layer_.bounds();
        const Tile north_west = tile_at({bounds.west, bounds.north}, z);
        const Tile south_east = tile_at({bounds.east, bounds.south}, z);
        for (std::uint32_t x = north_west.x(); x <= south_east.x(); ++x)
            for (std::uint32_t y = north_west.y(); y <= south_east.y(); ++y) visit(Tile::of(z, x, y).value());
    }

    AreaLayer layer_;
    std::vector<MapPoint> points_;
    std::size_t count_ = 0;
};

TEST_F(RealTiles, EveryTileOfNormandyIsValidAndLosesNoCommune) {
    for (unsigned z = 0; z <= 13; ++z) {
        std::set<std::uint64_t> drawn;
        std::size_t labels = 0;
        each_tile(z, [&](Tile tile) {
            const std::string mvt = layer_.tile(tile);
            const auto report = mvt_check::check(mvt);
            ASSERT_TRUE(report.spotless()) << tile.str() << "\n" << report.text();
            if (const auto* communes = report.find("villages"))
                for (const auto& feature : communes->features) drawn.insert(*feature.id);
            if (const auto* points = report.find("villages_labels")) labels += points->features.size();
        });
        EXPECT_EQ(labels, count_) << z;
        if (z >= 6) {
            EXPECT_EQ(drawn.size(), count_) << z;
        }
    }
}

TEST_F(RealTiles, PointsOfNormandyAreValidAtEveryZoom) {
    const PointLayer layer = PointLayer("courtyards", {"registered"}).rebuilt_with(points_);
    for (const unsigned z : {4U, 8U, 11U, 13U, 14U}) {
        std::size_t counted = 0;
        each_tile(z, [&](Tile tile) {
            const TileContent content = point_tile(layer, tile, never, LowZooms::cells);
            const auto report = mvt_check::check(content.mvt);
            ASSERT_TRUE(report.spotless()) << tile.str() << "\n" << report.text();
            if (const auto* cells = report.find("courtyards_cells")) {
                for (const auto& cell : cells->features)
                    counted += std::get<std::uint64_t>(cell.attributes.at("count"));
            } else {
                counted += content.points;
            }
        });
        EXPECT_EQ(counted, count_) << z;
    }
}

}  // namespace
}  // namespace courtyard
