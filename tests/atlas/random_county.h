// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <iterator>
#include <memory>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "atlas/atlas.h"
#include "data/store/sqlite_store.h"
#include "tests/data/sample_records.h"
#include "tests/data/scratch.h"
#include "tests/data/unit_of_work.h"
#include "tests/geo/grid_county.h"
#include "tiles/point_tiles.h"

namespace courtyard {

/// A county whose facts come at random: single ones, and imports that are staged, prepared, revealed, dropped
/// and undone.
class RandomCounty : public testing::Test {
  protected:
    RandomCounty() : county(grid("AAB\nAAB\nCCB")), store(opened(scratch)) {
        write([&](Transaction& t) {
            for (const Area& area : county.areas()) t.append(AreaFact{Day::of(2020, 1, 1), area}, {});
            t.append(a_target("410199", std::nullopt, 40), {});
            t.append(a_target("410199", 2023, 9), {});
        });
    }

    static std::unique_ptr<Store> opened(const Scratch& place) {
        return std::move(open_sqlite_store(place.folder()).value());
    }
    void write(const std::function<void(Transaction&)>& work) { ASSERT_TRUE(write_to(*store, work)); }
    Day any_day() { return Day{18'700 + static_cast<std::int32_t>(random() % 1500)}; }
    LonLat anywhere() {
        // Some lie outside every village.
        return {grid_origin.lon + lon_deg_per_km * (static_cast<double>(random() % 4000) / 1000 - 0.5),
                grid_origin.lat + lat_deg_per_km * (static_cast<double>(random() % 4000) / 1000 - 0.5)};
    }
    /// An import of five at most that is on its way with its first household.
    StagedId import_begun(const HouseholdRecord& first) {
        StagedId id = 0;
        write([&](Transaction& t) {
            id = t.open_import(5, {"importer", "batch-x"});
            t.enter_import(id);
            t.append(first, {"importer", "batch-x"});
        });
        return id;
    }
    void reveal(StagedId id) {
        write([&](Transaction& t) {
            t.reveal_import(id);
            t.save_batch({"batch-x", "households", "hash", "importer", "户.csv", "{}"});
        });
    }
    std::string some_household() { return "h" + std::to_string(random() % 60); }
    /// One that is on the list: the store takes no word about any other.
    std::string known_household() {
        auto at = listed.begin();
        std::advance(at, static_cast<std::ptrdiff_t>(random() % listed.size()));
        return *at;
    }
    HouseholdRecord any_household(const std::string& id) {
        HouseholdRecord household = a_household(id, anywhere());
        household.registered_on = any_day();
        if (random() % 5 == 0) household.position.reset();
        return household;
    }
    CaseRecord any_case(const std::string& id) {
        CaseRecord dispute;
        dispute.id = id;
        dispute.campaign = "dispute-cases";
        dispute.area = village_code(static_cast<char>('A' + random() % 3));
        dispute.opened_on = any_day();
        return dispute;
    }
    InspectionFact any_inspection() {
        return an_inspection("i" + std::to_string(++inspections), known_household(), anywhere());
    }
    void follow(Atlas& atlas) {
        store->on_commit([&](Store::Commit&& commit) { atlas.follow(std::move(commit)); });
        store->on_prepare([&](StagedId id) { atlas.prepare(id); });
    }
    void follow_no_more() {
        store->on_commit([](Store::Commit&&) {});
        store->on_prepare([](StagedId) {});
    }

    void learn(int facts) {
        for (int i = 0; i < facts; ++i)
            if (listed.empty() || random() % 3 != 0)
                learn_something();
            else
                go_on_with_an_import();
    }

    void learn_something() {
        write([&](Transaction& t) {
            switch (listed.empty() ? 0 : random() % 11) {
                case 0:
                case 1: {
                    const HouseholdRecord household = any_household(some_household());
                    listed.insert(household.id);
                    t.append(household, {});
                    break;
                }
                case 2:
                    t.append(
                        a_decision(known_household(), random() % 3 == 0 ? "revoked" : "accepted", any_day()),
                        {});
                    break;
                case 3:
                    t.append(any_inspection(), {});
                    break;
                case 4: {
                    BaseRecord base;
                    base.id = "b" + std::to_string(random() % 9);
                    base.name = "合作社";
                    base.level = random() % 2 == 0 ? "county" : "province";
                    const LonLat at = anywhere();
                    base.position = SourcePosition{at, Datum::wgs84, at};
                    base.recognised_on = any_day();
                    HelpPointRecord point;
                    point.id = "p" + std::to_string(random() % 9);
                    point.name = "儿童之家";
                    point.kind = "childrens_home";
                    point.position = base.position;
                    point.opened_on = any_day();
                    // What is not there cannot be taken back.
                    base.withdrawn = random() % 4 == 0 && t.base(base.id, base.level);
                    point.withdrawn = random() % 4 == 0 && t.help_point(point.id);
                    if (!base.withdrawn) bases.insert(base.id);
                    t.append(base, {});
                    t.append(point, {});
                    break;
                }
                case 5: {
                    // A reviewer settles a field: the value is a new version, the word stands beside it.
                    HouseholdRecord settled = any_household(known_household());
                    settled.address = "改正的地址";
                    t.append(settled, {"reviewer", {}});
                    t.save_resolution({settled.id, "address", "核对过", "reviewer", Instant::now(), 0});
                    break;
                }
                case 6: {
                    const CaseRecord dispute = any_case("c" + std::to_string(random() % 20));
                    cases.insert(dispute.id);
                    t.append(dispute, {});
                    break;
                }
                case 7: {
                    if (cases.empty()) break;
                    DecisionRecord step =
                        a_decision(*cases.begin(), random() % 2 == 0 ? "mediated" : "closed", any_day());
                    step.id += "/" + std::to_string(++decisions);
                    step.campaign = "dispute-cases";
                    step.subject = Subject::dispute;
                    t.append(step, {});
                    break;
                }
                case 8: {
                    DecisionRecord step = a_decision("b" + std::to_string(random() % 9),
                                                     random() % 2 == 0 ? "prefecture" : "revoked", any_day());
                    step.id += "/" + std::to_string(++decisions);
                    step.campaign = "skilled-wife";
                    step.subject = Subject::base;
                    if (bases.contains(step.household)) t.append(step, {});
                    break;
                }
                case 9: {
                    FigureRecord figure;
                    figure.campaign = "dispute-mediation";
                    figure.indicator = random() % 2 == 0 ? "found" : "teams";
                    figure.area = village_code(static_cast<char>('A' + random() % 3));
                    const Day day = any_day();
                    figure.period = Period::of_month(day.year(), day.month());
                    figure.value = static_cast<std::int64_t>(random() % 9);
                    figure.reported_on = day;
                    t.append(figure, {});
                    break;
                }
                default: {
                    TargetRecord target = a_target("410199", 2024, 3 + static_cast<int>(random() % 9));
                    target.approved_on = any_day();
                    t.append(target, {});
                }
            }
        });
    }

    /// The next step of the import that is on its way, or its first, or the undo of one that came.
    void go_on_with_an_import() {
        const auto drop = [&] {
            write([&](Transaction& t) {
                while (t.drop_import(import, 3)) continue;
            });
            import = 0;
        };
        const std::size_t choice = random() % 8;
        if (import == 0 && choice == 0 && !batches.empty()) {
            const std::string undone = batches[random() % batches.size()];
            write([&](Transaction& t) { t.undo_batch(undone, {"importer", {}}); });
            std::erase_if(listed, [&](const std::string& id) { return !store->household(id); });
        } else if (import == 0) {
            batch = "import-" + std::to_string(++imports);
            write([&](Transaction& t) { import = t.open_import(40, {"importer", batch}); });
            fresh.clear();
            staged = 0;
        } else if (choice < 4 && staged < 30) {
            write([&](Transaction& t) {
                t.enter_import(import);
                const HouseholdRecord household =
                    any_household(random() % 2 == 0 ? some_household() : known_household());
                fresh.insert(household.id);
                t.append(household, {"importer", batch});
                t.append(any_inspection(), {"importer", batch});
                if (random() % 2 == 0)
                    t.append(a_decision(household.id, "accepted", any_day()), {"importer", batch});
                t.append(any_case("imported-" + std::to_string(random() % 9)), {"importer", batch});
                staged += 4;
            });
        } else if (choice < 6) {
            store->prepare_import(import);
        } else if (choice == 6) {
            drop();
        } else {
            write([&](Transaction& t) {
                t.reveal_import(import);
                t.save_batch({batch, "households", batch, "importer", "户.csv", "{}"});
            });
            listed.insert(fresh.begin(), fresh.end());
            batches.push_back(batch);
            import = 0;
        }
    }

    static void expect_same_progress(const Snapshot& a, const Snapshot& b, const Campaign& campaign) {
        for (std::int32_t day = 18'650; day < 20'300; day += 97) {
            const EditionPicture& left = a.edition_on(Day{day});
            const EditionPicture& right = b.edition_on(Day{day});
            for (AreaIndex area = 0; area < left.areas->size(); ++area) {
                const Progress one = progress_of(a.progress_source(campaign, left), area, Day{day});
                const Progress other = progress_of(b.progress_source(campaign, right), area, Day{day});
                EXPECT_EQ(one.registered, other.registered);
                EXPECT_EQ(one.proposed, other.proposed);
                EXPECT_EQ(one.completed, other.completed);
                EXPECT_EQ(one.completed_year, other.completed_year);
                EXPECT_EQ(one.target_plan, other.target_plan);
                EXPECT_EQ(one.target_year, other.target_year);
                const Campaign& disputes = *find_campaign("dispute-mediation");
                for (const Indicator& indicator : disputes.indicators) {
                    const Progress here =
                        progress_of(a.progress_source(disputes, left, &indicator), area, Day{day});
                    const Progress there =
                        progress_of(b.progress_source(disputes, right, &indicator), area, Day{day});
                    EXPECT_EQ(here.completed, there.completed) << indicator.id;
                    EXPECT_EQ(here.completed_year, there.completed_year) << indicator.id;
                    EXPECT_EQ(here.value, there.value) << indicator.id;
                }
            }
        }
    }

    /// Progress and tiles of two pictures are the same, to the byte.
    void expect_same(const Snapshot& a, const Snapshot& b) const {
        ASSERT_EQ(a.revision, b.revision);
        ASSERT_EQ(a.editions.size(), b.editions.size());
        for (const char* id : {"beautiful-courtyard", "skilled-wife", "dispute-cases"})
            expect_same_progress(a, b, *find_campaign(id));
        ASSERT_EQ(a.cases->size(), b.cases->size());
        for (const CaseFile* file : a.cases->all()) EXPECT_EQ(*b.cases->find(file->record.id), *file);
        for (std::int32_t day = 18'650; day < 20'300; day += 97) {
            for (const unsigned zoom : {6U, 10U, 13U, 14U, 16U})
                for (const PointKind kind : point_kinds)
                    for (const double east : {-0.4, 0.5, 1.5, 2.6})
                        for (const double north : {-0.4, 0.5, 1.5, 2.6}) {
                            const Tile tile = tile_at({grid_origin.lon + lon_deg_per_km * east,
                                                       grid_origin.lat + lat_deg_per_km * north},
                                                      zoom);
                            const LowZooms low =
                                kind == PointKind::bases ? LowZooms::points : LowZooms::cells;
                            EXPECT_EQ(point_tile(a.layer(kind).points, tile, Day{day}, low).mvt,
                                      point_tile(b.layer(kind).points, tile, Day{day}, low).mvt);
                        }
        }
        const Tile tile = tile_at(grid_origin, 11);
        EXPECT_EQ(a.newest_edition().layer->tile(tile), b.newest_edition().layer->tile(tile));
    }

    unsigned seed = std::random_device{}();
    std::mt19937 random{seed};
    std::set<std::string> listed;
    std::set<std::string> bases;
    std::set<std::string> cases;
    int inspections = 0;
    int decisions = 0;
    int imports = 0;
    std::vector<std::string> batches;  ///< that came
    StagedId import = 0;               ///< on its way; 0: none
    std::string batch;
    std::set<std::string> fresh;  ///< households of the import on its way
    int staged = 0;
    AreaTree county;
    Scratch scratch;
    std::unique_ptr<Store> store;
};

}  // namespace courtyard
