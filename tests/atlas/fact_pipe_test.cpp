// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "atlas/fact_pipe.h"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <vector>

#include "data/store/sqlite_store.h"
#include "tests/data/sample_records.h"
#include "tests/data/scratch.h"
#include "tests/data/unit_of_work.h"

namespace courtyard {
namespace {

/// Many facts: an import, one that was undone, and single ones between and after them.
class FactPipe : public testing::Test {
  protected:
    FactPipe() : store(std::move(open_sqlite_store(scratch.folder()).value())) {
        append(20, {"tester", {}}, "single");
        import("stands", 24'000);
        append(20, {"tester", {}}, "between");
        import("undone", 50);
        write([](Transaction& t) { t.undo_batch("undone", {"importer", {}}); });
        append(20, {"tester", {}}, "after");
    }
    void write(const std::function<void(Transaction&)>& work) { ASSERT_TRUE(write_to(*store, work)); }
    void append(int count, const WriteContext& by, const std::string& name) {
        write([&](Transaction& t) {
            for (int i = 0; i < count; ++i) t.append(a_household(name + std::to_string(i)), by);
        });
    }
    void import(const std::string& batch, int count) {
        write([&](Transaction& t) {
            t.save_batch({batch, "households", batch, "importer", "户.csv", "{}"});
            for (int i = 0; i < count; ++i)
                t.append(a_household(batch + std::to_string(i)), {"importer", batch});
        });
    }

    Scratch scratch;
    std::unique_ptr<Store> store;
};

TEST_F(FactPipe, GivesEveryFactInOrderWithWhoBroughtIt) {
    std::vector<std::string> read;
    std::vector<std::string> piped;
    const auto line = [](const RecordedFact& fact) {
        return std::to_string(fact.seq) + " " + std::to_string(fact.line) + " " + fact.account + " " +
               fact.batch + " " + std::get<HouseholdRecord>(fact.fact).id;
    };
    store->read_facts(0, store->revision(), [&](RecordedFact&& fact) { read.push_back(line(fact)); });
    each_fact(*store, 0, store->revision(), [&](const RecordedFact& fact) { piped.push_back(line(fact)); });
    EXPECT_EQ(piped, read);
    ASSERT_EQ(piped.size(), 24'060U);
    EXPECT_EQ(piped[0], "1 1 tester  single0");
    EXPECT_EQ(piped[20], "21 21 importer stands stands0");
    EXPECT_EQ(piped[24'020], "24021 24021 tester  between0");
    EXPECT_EQ(piped[24'040], "24092 24092 tester  after0");
}

TEST_F(FactPipe, ShowsAnUndoneImportToThoseWhoAskForABeforeRevision) {
    std::size_t facts = 0;
    each_fact(*store, 0, 24'090, [&](const RecordedFact&) { ++facts; });
    EXPECT_EQ(facts, 24'090U);
}

TEST_F(FactPipe, PassesOnWhatTheTakerThrows) {
    std::size_t taken = 0;
    const auto take = [&](const RecordedFact&) {
        if (++taken == 5'000) throw std::runtime_error("no more");
    };
    EXPECT_THROW(each_fact(*store, 0, store->revision(), take), std::runtime_error);
    EXPECT_EQ(taken, 5'000U);
}

}  // namespace
}  // namespace courtyard
