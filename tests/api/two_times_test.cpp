// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
// A figure given for (day, revision) stays what it was, whatever is learnt later.
#include <gtest/gtest.h>

#include <map>

#include "api/finished_tile.h"
#include "api/layer_rows.h"
#include "api/progress_json.h"
#include "tests/atlas/random_county.h"

namespace courtyard {
namespace {

/// What one picture answers, asked in every way in which the figures of a day can be asked for.
class Answers {
  public:
    Answers(std::shared_ptr<const Snapshot> snapshot, Day day) {
        Moment moment{day, std::move(snapshot), nullptr};
        moment.edition = &moment.snapshot->edition_on(day);
        progress(moment);
        matrix(moment);
        Caller township;
        township.account = "team";
        township.scope = area_code("410199101");
        for (const Caller& caller : {Caller{}, township}) {
            layers(moment, caller);
            tiles(moment, caller);
        }
    }

    bool operator==(const Answers&) const = default;
    const std::map<std::string, std::string>& told() const { return told_; }

  private:
    void progress(const Moment& moment) {
        for (const Campaign& campaign : catalogue()) {
            const ProgressSource source = moment.snapshot->progress_source(campaign, *moment.edition);
            Json json;
            json.array();
            for (AreaIndex area = 0; area < moment.areas().size(); ++area)
                write_progress_row(json, source.measured(), progress_of(source, area, moment.day),
                                   moment.areas()[area]);
            told_["progress of " + campaign.id] = json.end_array().text();
        }
    }
    void matrix(const Moment& moment) {
        std::vector<Day> days;
        for (Day day = Day::of(2021, 1, 31); day <= moment.day; day = (day + 1).last_of_month())
            days.push_back(day);
        const ProgressSource source = moment.snapshot->progress_source(catalogue().front(), *moment.edition);
        std::string text;
        for (const AreaIndex root : moment.areas().roots())
            for (const ProgressLine& line : progress_lines(source, root, AreaLevel::village, days)) {
                text += "\n" + std::to_string(line.area);
                for (const auto completed : line.completed) text += " " + std::to_string(completed);
                for (const auto expected : line.expected) text += " " + std::to_string(expected.value_or(-1));
            }
        told_["matrix"] = text;
    }
    /// Features and what an export writes: the same rows.
    void layers(const Moment& moment, const Caller& caller) {
        ScopedLayers scoped;
        std::vector<LayerName> names = loaded_layers(moment.areas());
        names.push_back({AreaLevel::village, true});
        for (const LayerName& name : names) {
            const LayerRows rows =
                LayerRows::of(name, {no_area, {}, &catalogue().front()}, moment, scoped, caller);
            std::map<std::string, std::string> by_id;
            for (std::size_t i = 0; i < rows.size(); ++i) by_id[rows.id(i)] = text_of(rows.row(i));
            std::string text;
            for (const auto& [id, row] : by_id) text += id + ": " + row + "\n";
            told_[name.str() + " of " + caller.name()] = text;
        }
    }
    static std::string text_of(const ExportRow& row) {
        struct Text {
            std::string operator()(std::monostate) const { return "-"; }
            std::string operator()(const std::string& text) const { return text; }
            std::string operator()(std::int64_t number) const { return std::to_string(number); }
            std::string operator()(double number) const { return std::to_string(number); }
            std::string operator()(Day day) const { return to_string(day); }
        };
        std::string text;
        for (const ExportValue& value : row.values) text += std::visit(Text{}, value) + "|";
        return text;
    }
    void tiles(const Moment& moment, const Caller& caller) {
        ScopedLayers scoped;
        const TileLayers all{true, {point_kinds.begin(), point_kinds.end()}};
        for (const unsigned zoom : {9U, 14U})
            for (const double east : {0.5, 2.5}) {
                const Tile tile = tile_at(
                    {grid_origin.lon + lon_deg_per_km * east, grid_origin.lat + lat_deg_per_km * 0.7}, zoom);
                told_["tile " + tile.str() + " of " + caller.name()] =
                    tile_content(all, tile, moment, scoped, caller);
            }
    }

    std::map<std::string, std::string> told_;
};

class TwoTimes : public RandomCounty {
  protected:
    /// Now and then boundaries change, from a day of the past or again in an edition that is there.
    void redraw_boundaries() {
        const std::array shapes{"AAB\nAAB\nCCB", "AAA\nAAA\nCCA", "ADB\nADB\nCCB", "AAB\nAAB\nCCC"};
        const AreaTree edition = grid(shapes[random() % shapes.size()]);
        const Day from = random() % 3 == 0 ? Day::of(2020, 1, 1) : any_day();
        const bool as_import = random() % 2 == 0;
        const std::string name = "areas-" + std::to_string(++area_imports);
        write([&](Transaction& t) {
            if (as_import) t.save_batch({name, "areas", name, "importer", "区划.geojson", "{}"});
            for (const Area& area : edition.areas())
                t.append(AreaFact{from, area}, {"importer", as_import ? name : std::string()});
        });
        if (as_import) batches.push_back(name);
    }
    void learn_more() {
        learn(4);
        if (random() % 6 == 0) redraw_boundaries();
    }
    int area_imports = 0;
};

TEST_F(TwoTimes, WhatWasAnsweredOnceIsAnsweredAgainAfterEverythingThatComesLater) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Atlas atlas(*store);
    follow(atlas);
    std::map<std::pair<Revision, Day>, Answers> remembered;
    for (int round = 0; round < 40; ++round) {
        learn_more();
        const auto now = atlas.now();
        const Day day = any_day();
        remembered.emplace(std::pair(now->revision, day), Answers(now, day));
    }
    ASSERT_GT(remembered.size(), 10U);
    for (const auto& [times, then] : remembered) {
        const auto again = atlas.at(times.first);
        ASSERT_TRUE(again);
        const Answers later(*again, times.second);
        for (const auto& [question, answer] : then.told())
            ASSERT_EQ(later.told().at(question), answer)
                << question << ", as of " << to_string(times.second) << ", revision " << times.first;
        ASSERT_EQ(later, then);
    }
    follow_no_more();
}

/// One cache for all revisions and scopes: whatever is in it under a key is the tile that is asked for.
TEST_F(TwoTimes, TilesOfOlderRevisionsAreNotMistakenForOthersInTheCache) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Atlas atlas(*store);
    follow(atlas);
    TileCache cache(std::size_t{64} << 20U, tile_head);
    ScopedLayers scoped;
    std::map<std::string, std::string> versions;
    Caller township;
    township.account = "team";
    township.scope = area_code("410199101");
    const auto check = [&](const std::shared_ptr<const Snapshot>& snapshot, Day day) {
        for (const TileLayers& layers :
             {TileLayers{true, {}}, TileLayers{false, {PointKind::courtyards, PointKind::inspections}}})
            for (const Caller& caller : {Caller{}, township})
                for (const unsigned zoom : {9U, 14U}) {
                    const Tile tile = tile_at(
                        {grid_origin.lon + lon_deg_per_km * 0.5, grid_origin.lat + lat_deg_per_km * 0.7},
                        zoom);
                    const Moment moment{day, snapshot, &snapshot->edition_on(day)};
                    const TileQuery query{layers, tile, moment};
                    ScopedLayers anew;
                    const std::string content = tile_content(layers, tile, moment, anew, caller);
                    ASSERT_EQ(finished_tile(cache, scoped, query, caller)->identity, content)
                        << "revision " << snapshot->revision << ", zoom " << zoom;
                    // An address names one content for as long as it may be kept.
                    const auto address = tileset_version(layers, moment) + "/" + layers.str() + "/" +
                                         tile.str() + "/" + caller.name() +
                                         (snapshot->older ? std::to_string(snapshot->revision) : "");
                    ASSERT_EQ(versions.emplace(address, content).first->second, content) << address;
                }
    };
    for (int round = 0; round < 60; ++round) {
        learn_more();
        const auto now = atlas.now();
        const Day day = Day{19'000 + static_cast<std::int32_t>(random() % 3) * 300};
        check(now, day);
        if (round % 4 == 0) {
            const Revision past = static_cast<Revision>(random() % static_cast<unsigned>(now->revision));
            check(*atlas.at(past), day);
        }
        if (HasFatalFailure()) return;
    }
    follow_no_more();
}

TEST_F(TwoTimes, BoundariesOfAnUndoneImportAreNotShownFromTheCache) {
    Atlas atlas(*store);
    follow(atlas);
    TileCache cache(std::size_t{64} << 20U, tile_head);
    ScopedLayers scoped;
    const Day edition = Day::of(2020, 1, 1);
    const auto shown = [&] {
        const auto now = atlas.now();
        const Moment moment{Day::of(2023, 6, 30), now, &now->edition_on(Day::of(2023, 6, 30))};
        const TileQuery query{{true, {}}, tile_at({grid_origin.lon, grid_origin.lat}, 9), moment};
        ScopedLayers anew;
        EXPECT_EQ(finished_tile(cache, scoped, query, {})->identity,
                  tile_content(query.layers, query.address, moment, anew, {}));
        return std::pair(tileset_version(query.layers, moment),
                         finished_tile(cache, scoped, query, {})->identity);
    };
    const AreaTree split = grid("ADB\nADB\nCCB");
    write([&](Transaction& t) {
        t.save_batch({"split", "areas", "split", "importer", "区划.geojson", "{}"});
        for (const Area& area : split.areas()) t.append(AreaFact{edition, area}, {"importer", "split"});
    });
    // Later work on all of them but D: the last fact about the edition stays when the import is undone.
    write([&](Transaction& t) {
        for (const Area& area : county.areas()) t.append(AreaFact{edition, area}, {});
    });
    const auto [version_before, with_d] = shown();
    write([&](Transaction& t) { t.undo_batch("split", {"importer", {}}); });
    const auto [version_after, without_d] = shown();
    EXPECT_NE(with_d, without_d);
    EXPECT_NE(version_before, version_after) << "an address that may be kept for a day names one content";
    follow_no_more();
}

TEST_F(TwoTimes, ALateUploadChangesAnEarlierDayTodayAndNotAsItWasKnownThen) {
    Atlas atlas(*store);
    follow(atlas);
    const Day june = Day::of(2023, 6, 30);
    HouseholdRecord home = a_household("h1", household_at(county, 'B', 0.5_km, 0.5_km));
    home.registered_on = Day::of(2021, 3, 1);
    write([&](Transaction& t) { t.append(home, {}); });
    const auto completed = [&](Revision revision) {
        const auto snapshot = atlas.at(revision).value();
        const EditionPicture& edition = snapshot->edition_on(june);
        return progress_of(snapshot->progress_source(*find_campaign("beautiful-courtyard"), edition),
                           edition.areas->find(village_code('B')), june)
            .completed;
    };
    const Revision reported = store->revision();
    EXPECT_EQ(completed(reported), 0);
    write([&](Transaction& t) { t.append(a_decision("h1", "accepted", Day::of(2023, 6, 1)), {}); });
    EXPECT_EQ(completed(store->revision()), 1);
    EXPECT_EQ(completed(reported), 0);
    const Revision late = store->revision();
    write([&](Transaction& t) { t.append(a_decision("h1", "revoked", Day::of(2023, 6, 20)), {}); });
    EXPECT_EQ(completed(store->revision()), 0);
    EXPECT_EQ(completed(late), 1);
    follow_no_more();
}

}  // namespace
}  // namespace courtyard
