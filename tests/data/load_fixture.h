// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "data/read/load.h"
#include "data/store/sqlite_store.h"
#include "tests/data/scratch.h"
#include "tests/geo/grid_county.h"

namespace courtyard {

/// A county of three villages and an empty store, into which files are loaded.
class LoadTest : public testing::Test {
  protected:
    LoadTest()
        : county(grid("AAB\nAAB\nCCB")),
          villages(county),
          store(std::move(open_sqlite_store(scratch.folder()).value())),
          children(std::move(ChildStore::open(scratch.folder()).value())) {}

    Result<LoadReport> load(RecordKind kind, const std::string& text,
                            LoadMode mode = LoadMode::all_or_nothing,
                            std::optional<Datum> datum = Datum::wgs84) {
        LoadOptions options;
        options.kind = kind;
        options.mode = mode;
        options.datum = datum;
        options.edition = edition;
        options.rest = rest;
        options.rows.fixed = fixed;
        options.progress = progress;
        options.area_known = area_known;
        return load_file(*store, children, {county, villages, names}, scratch.write("file.csv", text),
                         options);
    }
    std::string household_row(const std::string& id, char letter, LonLat at) const {
        return fmt::format("{},王**,三组,{},{},{},2021-03-01,registered\n", id, village_code(letter).view(),
                           at.lon, at.lat);
    }

    /// Households all over the three villages, as a source in `datum` would list them.
    std::string households_in(Datum datum, const std::string& prefix = "h", int count = 120) {
        std::mt19937_64 random(20230630);
        std::uniform_real_distribution<double> km(0.02, 2.98);
        std::string rows;
        homes.clear();
        while (static_cast<int>(homes.size()) < count) {
            const LonLat home = position_at(Metres{km(random) * 1'000}, Metres{km(random) * 1'000});
            const char letter = letter_of(county, villages.find(home).village);
            if (letter == '.') continue;
            rows += household_row(fmt::format("{}{}", prefix, homes.size()), letter, from_wgs84(home, datum));
            homes.push_back(home);
        }
        return rows;
    }
    static std::size_t rows_flagged(const LoadReport& report, std::string_view flag) {
        const auto found = report.warnings.reasons().find(std::string(flag));
        return found == report.warnings.reasons().end() ? 0 : found->second.rows;
    }

    static inline const std::string header = "id,name,address,area,lon,lat,registered_on,status\n";

    AreaTree county;
    VillageIndex villages;
    Gazetteer names;
    std::vector<LonLat> homes;  ///< of the last `households_in`, WGS 84
    Scratch scratch;
    std::unique_ptr<Store> store;
    ChildStore children;
    Day edition = Day::of(2020, 1, 1);  ///< that a file of areas brings
    Rest rest = Rest::left_out;
    std::map<std::string, std::string> fixed;
    std::function<void(std::size_t, std::size_t)> progress;
    std::function<bool(AreaCode)> area_known;
};

}  // namespace courtyard
