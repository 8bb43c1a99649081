// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/store/household_conflicts.h"

#include <gtest/gtest.h>

#include "data/store/intake.h"
#include "data/store/sqlite_store.h"
#include "tests/data/sample_records.h"
#include "tests/data/scratch.h"

namespace courtyard {
namespace {

struct HouseholdConflicts : testing::Test {
    Scratch scratch;
    std::unique_ptr<Store> store = std::move(open_sqlite_store(scratch.folder()).value());

    void import(const std::string& batch, const HouseholdRecord& household) {
        store
            ->write([&](Transaction& t) -> Result<void> {
                t.save_batch({batch, "households", batch, "team " + batch, "f.csv", "{}"});
                const auto stored = store_household(t, household, {"team " + batch, batch});
                if (!stored) return tl::unexpected(stored.error());
                return {};
            })
            .get();
    }
    void settle(const HouseholdRecord& household, const std::string& field) {
        store
            ->write([&](Transaction& t) -> Result<void> {
                const auto stored = store_household(t, household, {"reviewer", {}});
                if (!stored) return tl::unexpected(stored.error());
                t.save_resolution({household.id, field, "seen on the spot", "reviewer", Instant::now(), 0});
                return {};
            })
            .get();
    }
    std::vector<FieldConflict> conflicts(const std::string& id) const {
        return conflicts_in(store->history_of(id), store->resolutions_of(id));
    }
    static HouseholdRecord living_at(const std::string& address) {
        HouseholdRecord household = a_household("h1");
        household.address = address;
        return household;
    }
};

TEST_F(HouseholdConflicts, KeepEveryValueWithWhoGaveItFieldByField) {
    import("a", living_at("河湾村1号"));
    import("b", living_at("河湾村2号"));
    const auto found = conflicts("h1");
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].field, "address");
    ASSERT_EQ(found[0].values.size(), 2U);
    EXPECT_EQ(found[0].values[0].value, "河湾村1号");
    EXPECT_EQ(found[0].values[0].account, "team a");
    EXPECT_EQ(found[0].values[1].batch, "b");
    EXPECT_EQ(store->household("h1")->address, "河湾村2号");
}

TEST_F(HouseholdConflicts, SilenceContradictsNothing) {
    import("a", living_at("河湾村1号"));
    HouseholdRecord silent = living_at("");
    silent.position.reset();
    import("b", silent);
    EXPECT_TRUE(conflicts("h1").empty());
}

TEST_F(HouseholdConflicts, AreOverWhenAReviewerSaysSoAndBeginAnewWithTheNextContradiction) {
    import("a", living_at("河湾村1号"));
    import("b", living_at("河湾村2号"));
    ASSERT_EQ(store->contested_households().size(), 1U);
    settle(living_at("河湾村1号"), "address");
    EXPECT_TRUE(conflicts("h1").empty());
    EXPECT_TRUE(store->contested_households().empty());
    EXPECT_EQ(store->household("h1")->address, "河湾村1号");
    ASSERT_EQ(store->resolutions_of("h1").size(), 1U);
    EXPECT_EQ(store->resolutions_of("h1")[0].reason, "seen on the spot");

    import("c", living_at("河湾村3号"));
    const auto found = conflicts("h1");
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].values[0].value, "河湾村1号");
    EXPECT_EQ(found[0].values[1].value, "河湾村3号");
}

TEST_F(HouseholdConflicts, OfTheNewestValueAreSettledWithoutANewVersion) {
    import("a", living_at("河湾村1号"));
    import("b", living_at("河湾村2号"));
    const Revision before = store->revision();
    settle(living_at("河湾村2号"), "address");
    EXPECT_EQ(store->revision(), before);
    EXPECT_TRUE(conflicts("h1").empty());
}

TEST_F(HouseholdConflicts, GoWithTheImportThatBroughtThem) {
    import("a", living_at("河湾村1号"));
    import("b", living_at("河湾村2号"));
    store
        ->write([](Transaction& t) -> Result<void> {
            t.undo_batch("b", {"team b", {}});
            return {};
        })
        .get();
    EXPECT_TRUE(conflicts("h1").empty());
}

TEST_F(HouseholdConflicts, OfPositionsAreToldAsTheyWereGiven) {
    import("a", a_household("h1", {113.61, 34.71}));
    import("b", a_household("h1", {113.62, 34.71}));
    const auto found = conflicts("h1");
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].field, "position");
    EXPECT_EQ(found[0].values[1].value, "113.62, 34.71 (wgs84)");
}

}  // namespace
}  // namespace courtyard
