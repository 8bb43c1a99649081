// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/names/code_changes.h"

#include <gtest/gtest.h>

#include <functional>
#include <random>
#include <set>
#include <string>

#include "tests/geo/grid_county.h"

namespace courtyard {
namespace {

AreaCode numbered(unsigned number) { return area_code(std::to_string(100 + number)); }

TEST(CodeChanges, EndWhereTheSlowTwinEnds) {
    for (unsigned seed = 1; seed <= 50; ++seed) {
        SCOPED_TRACE(seed);
        std::mt19937 random(seed);
        std::set<std::pair<unsigned, unsigned>> steps;
        for (int i = 0; i < 40; ++i) {
            const auto from = static_cast<unsigned>(random() % 29);
            steps.emplace(from, from + 1 + static_cast<unsigned>(random() % (29 - from)));
        }
        std::vector<CodeChange> changes;
        for (const auto& [from, to] : steps) changes.push_back({numbered(from), numbered(to), {}});
        const auto made = CodeChanges::of(changes).value();
        const std::function<std::set<AreaCode>(unsigned)> twin = [&](unsigned code) {
            std::set<AreaCode> last;
            for (const auto& [from, to] : steps) {
                if (from != code) continue;
                auto further = twin(to);
                if (further.empty()) further.insert(numbered(to));
                last.merge(further);
            }
            return last;
        };
        for (unsigned code = 0; code < 30; ++code) {
            const auto found = made.last_codes(numbered(code));
            EXPECT_EQ(std::set<AreaCode>(found.begin(), found.end()), twin(code));
        }
    }
}

TEST(CodeChanges, RefuseAnyCircle) {
    for (unsigned size = 1; size < 8; ++size) {
        std::vector<CodeChange> changes{{numbered(50), numbered(0), {}}, {numbered(0), numbered(60), {}}};
        for (unsigned i = 0; i < size; ++i) changes.push_back({numbered(i), numbered((i + 1) % size), {}});
        EXPECT_EQ(CodeChanges::of(changes).error().name, "code_change.cycle");
    }
}

TEST(CodeChanges, OfNothingRevokeNothing) {
    EXPECT_TRUE(CodeChanges().last_codes(numbered(1)).empty());
    EXPECT_TRUE(CodeChanges().of_code(numbered(1)).empty());
    EXPECT_TRUE(CodeChanges::of({}).value().empty());
}

}  // namespace
}  // namespace courtyard
