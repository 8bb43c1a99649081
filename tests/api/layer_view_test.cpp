// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/layer_view.h"

#include <gmock/gmock.h>

#include <random>
#include <set>

#include "api/ogc/items_query.h"
#include "tests/geo/grid_county.h"

namespace courtyard {
namespace {

/// A county of three villages with 12,000 households, a third of them accepted at some time, some not yet
/// there on the day asked about.
class LayerViewTest : public testing::Test {
  protected:
    LayerViewTest() {
        auto edition = std::make_shared<EditionPicture>();
        edition->areas = std::make_shared<const AreaTree>(grid("AAB\nAAB\nCCB"));
        edition->villages = std::make_shared<const VillageIndex>(*edition->areas);
        edition_ = edition;
        std::vector<MapPoint> points;
        for (std::uint64_t fid = 1; fid <= 12'000; ++fid) points.push_back(somewhere(fid));
        whole_ = whole_.rebuilt_with(std::move(points));
    }

    MapPoint somewhere(std::uint64_t fid) {
        // Corners of a fine mesh, so that many share a spot.
        const LonLat at{grid_origin.lon + lon_deg_per_km * static_cast<double>(random_() % 60) / 20,
                        grid_origin.lat + lat_deg_per_km * static_cast<double>(random_() % 60) / 20};
        const AreaIndex village = edition_->villages->find(at).village;
        MapPoint point{fid,
                       "h" + std::to_string(fid),
                       {},
                       at,
                       village == no_area ? AreaCode{} : (*edition_->areas)[village].code,
                       {{day_ + -static_cast<int>(random_() % 900) + 90, 0, false}}};
        const Day began = point.timeline.front().from;
        if (random_() % 3 == 0) point.timeline.push_back({began + 30, 1, true});
        if (point.timeline.size() == 2 && random_() % 4 == 0)
            point.timeline.push_back({began + 80, 0, false});
        return point;
    }

    LayerView view(LayerQuery query = {}, LayerName layer = {PointKind::courtyards}) {
        auto made = std::make_shared<Snapshot>();
        made->editions.push_back(edition_);
        for ([[maybe_unused]] const PointKind kind : point_kinds)
            made->layers.push_back({whole_, std::make_shared<TileRevisions>()});
        return LayerView::of(layer, std::move(query), {day_, made, edition_.get()}, scoped_, {});
    }

    static std::vector<std::string> ids(const LayerView& view, const std::vector<RowRef>& rows) {
        std::vector<std::string> list;
        for (const RowRef row : rows) list.emplace_back(view.id(row));
        return list;
    }

    /// The slow twin: every row of the layer, judged by what it shows.
    template <class Wanted>
    std::vector<std::string> judged(Wanted wanted) {
        const LayerView all = view();
        std::vector<std::string> list;
        for (const RowRef ref : all.all())
            if (wanted(all.row(ref))) list.emplace_back(all.id(ref));
        return list;
    }

    template <class Wanted>
    void expect_same(LayerQuery query, Wanted wanted) {
        const auto expected = judged(wanted);
        const LayerView asked = view(std::move(query));
        EXPECT_EQ(ids(asked, asked.all()), expected);
        EXPECT_EQ(asked.count(), expected.size());
        EXPECT_GT(expected.size(), 20U);
        EXPECT_LT(expected.size(), 11'000U);
        const std::size_t middle = expected.size() / 2;
        EXPECT_EQ(ids(asked, asked.from_number(middle, 5)),
                  std::vector<std::string>(expected.begin() + static_cast<std::ptrdiff_t>(middle),
                                           expected.begin() + static_cast<std::ptrdiff_t>(middle + 5)));
        const LayerPlace place = asked.place(asked.from_number(middle, 1).front());
        EXPECT_EQ(asked.count_before(place), middle);
        EXPECT_EQ(asked.after(place, 20'000).size(), expected.size() - middle - 1);
        EXPECT_EQ(ids(asked, asked.before(place, 20'000)),
                  std::vector<std::string>(expected.begin(),
                                           expected.begin() + static_cast<std::ptrdiff_t>(middle)));
    }

    static const std::string& text(const ExportRow& row, std::size_t field) {
        return std::get<std::string>(row.values[field]);
    }

    std::mt19937 random_{29};
    Day day_ = Day::of(2024, 6, 30);
    std::shared_ptr<const EditionPicture> edition_;
    PointLayer whole_{"courtyards", {"registered", "accepted"}};
    ScopedLayers scoped_;
};

// Fields of courtyards: id, area, area_name, status, since, completed_on, revoked_on.
constexpr std::size_t area_field = 1;
constexpr std::size_t status_field = 3;
constexpr std::size_t since_field = 4;

TEST_F(LayerViewTest, ShowsWhatExistsOnTheDayAndCountsIt) {
    expect_same({}, [](const ExportRow&) { return true; });
    std::size_t there = 0;
    whole_.each_in({}, [&](const PointView& point) {
        there += status_on(point.timeline, day_) ? 1U : 0U;
        return true;
    });
    EXPECT_EQ(view().count(), there);
    EXPECT_LT(there, whole_.size());
}

TEST_F(LayerViewTest, HoldsWhatLiesInARectangleOnItsEdgesToo) {
    const Bounds box{grid_origin.lon + lon_deg_per_km * 0.5, grid_origin.lat + lat_deg_per_km,
                     grid_origin.lon + lon_deg_per_km * 1.25, grid_origin.lat + lat_deg_per_km * 2};
    expect_same({no_area, {box}},
                [&](const ExportRow& row) { return box.contains(std::get<LonLat>(row.geometry)); });
    const Bounds rest{box.east - 0.001, box.south, box.east + 0.004, box.north};
    expect_same({no_area, {box, rest}}, [&](const ExportRow& row) {
        const LonLat at = std::get<LonLat>(row.geometry);
        return box.contains(at) || rest.contains(at);
    });
}

TEST_F(LayerViewTest, HoldsWhatHasAValue) {
    expect_same({no_area, {}, nullptr, nullptr, {}, {{status_field, std::string("accepted")}}},
                [](const ExportRow& row) { return text(row, status_field) == "accepted"; });
    const std::string village = village_code('B').str();
    expect_same({no_area,
                 {},
                 nullptr,
                 nullptr,
                 {},
                 {{area_field, village}, {status_field, std::string("registered")}}},
                [&](const ExportRow& row) {
                    return text(row, area_field) == village && text(row, status_field) == "registered";
                });
    EXPECT_EQ(view({no_area, {}, nullptr, nullptr, {}, {{status_field, std::string("nothing")}}}).count(),
              0U);
}

TEST_F(LayerViewTest, HoldsWhatOneOfItsDaysLiesIn) {
    const DaySpan span{Day::of(2023, 3, 1), Day::of(2023, 4, 15)};
    expect_same({no_area, {}, nullptr, nullptr, span, {}}, [&](const ExportRow& row) {
        for (std::size_t field = since_field; field < row.values.size(); ++field) {
            const auto* day = std::get_if<Day>(&row.values[field]);
            if (day != nullptr && span.contains(*day)) return true;
        }
        return false;
    });
}

TEST_F(LayerViewTest, HoldsWhatLiesBeneathAnArea) {
    const AreaIndex village = edition_->areas->find(village_code('A'));
    expect_same({village},
                [&](const ExportRow& row) { return text(row, area_field) == village_code('A').str(); });
    const AreaIndex county = edition_->areas->roots().front();
    expect_same({county}, [&](const ExportRow& row) { return !text(row, area_field).empty(); });
}

TEST_F(LayerViewTest, FindsARowByItsIdWhenItIsWanted) {
    const LayerView all = view();
    std::size_t found = 0;
    for (std::uint64_t fid = 1; fid <= 12'000; fid += 7) {
        const std::string id = "h" + std::to_string(fid);
        const auto row = all.find(id);
        EXPECT_EQ(row.has_value(), status_on(whole_.find(fid)->timeline, day_).has_value()) << id;
        if (!row) continue;
        EXPECT_EQ(all.id(*row), id);
        ++found;
    }
    EXPECT_GT(found, 1000U);
    for (const char* other : {"", "h", "h0", "H1", "h12001", "h1 "}) EXPECT_FALSE(all.find(other)) << other;
    EXPECT_FALSE(view({no_area, {Bounds{0, 0, 1, 1}}}).find("h1"));
}

/// Pages as a client walks them, by the cursor that each hands over.
TEST_F(LayerViewTest, PagesJoinThoughFeaturesComeAndGoBetweenThem) {
    std::set<std::string> always_there;
    for (const std::string& id : judged([](const ExportRow&) { return true; })) always_there.insert(id);
    const std::set<std::string> at_first = always_there;
    std::set<std::string> added;
    std::multiset<std::string> seen;
    ItemsQuery query;
    query.limit = 137;
    std::uint64_t next_fid = 20'000;
    for (int pages = 0;; ++pages) {
        ASSERT_LT(pages, 200);
        const LayerView now = view();
        const ItemsPage page = ItemsPage::of(now, query);
        EXPECT_EQ(page.matched, now.count());
        for (const std::string& id : ids(now, page.rows)) seen.insert(id);
        if (!page.next) break;
        query.cursor = Cursor::parse(page.next->str(), ExportGeometry::point).value();
        std::vector<MapPoint> fresh;
        std::vector<std::uint64_t> removed;
        for (int i = 0; i < 60; ++i) {
            fresh.push_back(somewhere(++next_fid));
            added.insert(fresh.back().id);
            // Now and then the very feature that the cursor was made of.
            removed.push_back(i == 0 ? query.cursor->place.fid : 1 + random_() % 12'000);
            always_there.erase("h" + std::to_string(removed.back()));
        }
        whole_ = whole_.changed(std::move(fresh), removed);
    }
    for (const std::string& id : always_there) EXPECT_EQ(seen.count(id), 1U) << id;
    for (const std::string& id : seen) {
        EXPECT_EQ(seen.count(id), 1U) << id;
        EXPECT_TRUE(at_first.contains(id) || added.contains(id)) << id;
    }
    EXPECT_GT(always_there.size(), 3000U);
}

TEST_F(LayerViewTest, PagesLeadBackTheWayTheyCame) {
    const LayerView all = view();
    const auto expected = ids(all, all.all());
    ItemsQuery query;
    query.limit = 500;
    query.offset = 10'700;
    std::vector<std::string> backwards;
    while (true) {
        const ItemsPage page = ItemsPage::of(all, query);
        auto piece = ids(all, page.rows);
        piece.insert(piece.end(), backwards.begin(), backwards.end());
        backwards = std::move(piece);
        if (!page.previous) break;
        query.cursor = page.previous;
    }
    EXPECT_EQ(backwards, expected);
}

TEST_F(LayerViewTest, PagesBeyondTheEndAreEmptyAndLeadBack) {
    ItemsQuery query;
    query.offset = 1'000'000;
    const LayerView all = view();
    const ItemsPage page = ItemsPage::of(all, query);
    EXPECT_TRUE(page.rows.empty());
    EXPECT_FALSE(page.next);
    EXPECT_EQ(page.back_to, all.count() - query.limit);
    EXPECT_EQ(page.matched, all.count());
}

TEST_F(LayerViewTest, AreasMeetARectangleWithTheirTrueShape) {
    const auto villages = [&](const Bounds& box) {
        const LayerView some = view({no_area, {box}}, {AreaLevel::village});
        return ids(some, some.all());
    };
    const auto cell = [](double x, double y, double size) {
        return Bounds{grid_origin.lon + lon_deg_per_km * x, grid_origin.lat + lat_deg_per_km * y,
                      grid_origin.lon + lon_deg_per_km * (x + size),
                      grid_origin.lat + lat_deg_per_km * (y + size)};
    };
    EXPECT_THAT(villages(cell(0.2, 0.2, 0.5)), testing::ElementsAre(village_code('C').str()));
    EXPECT_THAT(villages(cell(0.5, 0.5, 1)),
                testing::ElementsAre(village_code('A').str(), village_code('C').str()));
    EXPECT_THAT(
        villages(cell(-3, -3, 9)),
        testing::ElementsAre(village_code('A').str(), village_code('B').str(), village_code('C').str()));
    EXPECT_TRUE(villages({0, 0, 1, 1}).empty());
}

TEST_F(LayerViewTest, WhatHasNoBoundaryLiesInEveryRectangle) {
    std::vector<Area> areas(edition_->areas->areas().begin(), edition_->areas->areas().end());
    for (Area& area : areas)
        if (area.code == village_code('B')) area.boundary = {};
    auto edition = std::make_shared<EditionPicture>(*edition_);
    edition->areas = std::make_shared<const AreaTree>(AreaTree::of(std::move(areas)).value());
    edition_ = edition;
    const LayerView some = view({no_area, {Bounds{0, 0, 1, 1}}}, {AreaLevel::village});
    EXPECT_THAT(ids(some, some.all()), testing::ElementsAre(village_code('B').str()));
}

TEST_F(LayerViewTest, AreasAreFoundByTheirCodeAsItStands) {
    const LayerView villages = view({}, {AreaLevel::village});
    EXPECT_TRUE(villages.find(village_code('A').str()));
    EXPECT_FALSE(villages.find("410199101"));
    EXPECT_FALSE(villages.find(" " + village_code('A').str()));
    EXPECT_FALSE(villages.find("nothing"));
}

}  // namespace
}  // namespace courtyard
