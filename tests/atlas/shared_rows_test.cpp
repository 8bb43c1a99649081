// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "atlas/shared_rows.h"

#include <gtest/gtest.h>

#include <random>

namespace courtyard {
namespace {

using Plain = std::vector<std::vector<int>>;

Plain told(const SharedRows<int>& rows) {
    Plain list;
    for (std::size_t i = 0; i < rows.size(); ++i) list.emplace_back(rows[i].begin(), rows[i].end());
    return list;
}

TEST(SharedRows, AreWhatAPlainListIsAndCopiesStayAsTheyWere) {
    const unsigned seed = std::random_device{}();
    SCOPED_TRACE("seed " + std::to_string(seed));
    std::mt19937 random(seed);
    SharedRows<int> rows(3);
    Plain plain;
    std::vector<std::pair<SharedRows<int>, Plain>> copies;
    for (int step = 0; step < 60; ++step) {
        const std::size_t more = random() % 700;
        rows.grow(rows.size() + more, step);
        plain.resize(plain.size() + more, std::vector<int>(rows.width(), step));
        for (int writes = 0; writes < 20 && !plain.empty(); ++writes) {
            const std::size_t row = random() % plain.size();
            rows.open(row)[1] = plain[row][1] = static_cast<int>(random());
        }
        if (step % 10 == 0) copies.emplace_back(rows.shared(), plain);
        if (step == 40) {
            rows.assign(5'000, 2, -1);
            plain.assign(5'000, std::vector<int>(2, -1));
            rows.grow(5'001, 7);
            plain.push_back({7, 7});
        }
    }
    EXPECT_EQ(told(rows), plain);
    for (const auto& [copy, expected] : copies) EXPECT_EQ(told(copy), expected);
}

}  // namespace
}  // namespace courtyard
