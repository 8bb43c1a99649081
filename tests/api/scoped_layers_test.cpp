// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/scoped_layers.h"

#include <gtest/gtest.h>

#include <random>

#include "tests/geo/grid_county.h"

namespace courtyard {
namespace {

class ScopedLayersTest : public testing::Test {
  protected:
    ScopedLayersTest() {
        auto edition = std::make_shared<EditionPicture>();
        edition->areas = std::make_shared<const AreaTree>(grid("AAB\nAAB\nCCB"));
        edition->villages = std::make_shared<const VillageIndex>(*edition->areas);
        edition_ = edition;
        std::vector<MapPoint> points;
        for (std::uint64_t fid = 1; fid <= 12'000; ++fid) points.push_back(somewhere(fid));
        whole_ = whole_.rebuilt_with(std::move(points));
        township_.account = "team";
        township_.scope = village_code('B');
    }

    MapPoint somewhere(std::uint64_t fid) {
        const LonLat at{grid_origin.lon + lon_deg_per_km * static_cast<double>(random_() % 3000) / 1000,
                        grid_origin.lat + lat_deg_per_km * static_cast<double>(random_() % 3000) / 1000};
        const AreaIndex village = edition_->villages->find(at).village;
        return {fid,
                "h" + std::to_string(fid),
                {},
                at,
                village == no_area ? AreaCode{} : (*edition_->areas)[village].code,
                {{Day{19'000}, 0, false}}};
    }

    std::shared_ptr<const Snapshot> snapshot() const {
        auto made = std::make_shared<Snapshot>();
        made->editions.push_back(edition_);
        for ([[maybe_unused]] const PointKind kind : point_kinds)
            made->layers.push_back({whole_, std::make_shared<TileRevisions>()});
        return made;
    }

    static std::vector<std::string> told(const PointLayer& layer) {
        std::vector<std::string> list;
        layer.each_in({}, [&](const PointView& point) {
            list.push_back(std::string(point.id) + "@" + std::to_string(point.position.lon) +
                           point.area.str());
            return true;
        });
        return list;
    }

    std::mt19937 random_{11};
    std::shared_ptr<const EditionPicture> edition_;
    PointLayer whole_{"courtyards", {"registered", "accepted"}};
    Caller township_;
};

TEST_F(ScopedLayersTest, ALayerMadeFromItsPredecessorEqualsOneCutAnew) {
    ScopedLayers kept;
    std::uint64_t next = 20'000;
    for (int round = 0; round < 40; ++round) {
        const auto now = snapshot();
        const auto layer = kept.points(now, *edition_, PointKind::courtyards, township_);
        EXPECT_EQ(told(*layer),
                  told(*ScopedLayers().points(now, *edition_, PointKind::courtyards, township_)));
        EXPECT_GT(layer->size(), 1000U);
        EXPECT_LT(layer->size(), whole_.size());
        EXPECT_EQ(kept.points(now, *edition_, PointKind::courtyards, township_), layer);
        std::vector<MapPoint> changed;
        std::vector<std::uint64_t> removed;
        for (unsigned i = 0; i <= random_() % 3; ++i) {
            changed.push_back(somewhere(1 + random_() % 12'000));
            changed.push_back(somewhere(++next));
            removed.push_back(1 + random_() % 12'000);
        }
        whole_ = whole_.changed(std::move(changed), removed);
    }
}

TEST_F(ScopedLayersTest, WhoHasNoScopeGetsTheSnapshotsOwn) {
    ScopedLayers scoped;
    const auto now = snapshot();
    EXPECT_EQ(scoped.points(now, *edition_, PointKind::courtyards, {}).get(),
              &now->layer(PointKind::courtyards).points);
}

}  // namespace
}  // namespace courtyard
