// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0

// Writes tiles of a made-up county into a folder, one file z-x-y-layer.mvt each, and expected.json: what a
// reader should find in them. With a file of boundaries: the tiles of its areas as FOLDER/z/x/y.pbf, zooms 0
// to 14. Run by tests/clients/decode_tiles.test.mjs and normandy_tiles.test.mjs.
#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <string>

#include "data/read/rows.h"
#include "tests/tiles/sample_areas.h"
#include "tiles/area_layer.h"
#include "tiles/point_tiles.h"

namespace courtyard {
namespace {

/// The files of one folder and what they should hold, as text for expected.json.
class Dump {
  public:
    explicit Dump(std::filesystem::path folder) : folder_(std::move(folder)) {
        std::filesystem::create_directories(folder_);
    }

    void write(Tile tile, std::string_view layer, const std::string& mvt, const std::string& expected) {
        if (mvt.empty()) {
            return;
        }
        const std::string name = fmt::format("{}-{}-{}-{}.mvt", tile.z(), tile.x(), tile.y(), layer);
        save(name, mvt);
        files_ += fmt::format("{}\n    \"{}\": {}", files_.empty() ? "" : ",", name, expected);
    }

    void finish(const std::string& totals) {
        save("expected.json",
             fmt::format("{{\n  \"extent\": 4096,\n  {},\n  \"files\": {{{}\n  }}\n}}\n", totals, files_));
    }

  private:
    void save(const std::string& name, const std::string& bytes) {
        std::ofstream file(folder_ / name, std::ios::binary);
        file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
        file.exceptions(std::ios::failbit | std::ios::badbit);
        file.close();
    }

    std::filesystem::path folder_;
    std::string files_;
};

template <class Visit>
void each_tile(const Bounds& bounds, unsigned z, Visit visit) {
    const Tile north_west = tile_at({bounds.west, bounds.north}, z);
    const Tile south_east = tile_at({bounds.east, bounds.south}, z);
    for (std::uint32_t x = north_west.x(); x <= south_east.x(); ++x) {
        for (std::uint32_t y = north_west.y(); y <= south_east.y(); ++y) {
            visit(Tile::of(z, x, y).value());
        }
    }
}

void dump(const std::filesystem::path& folder) {
    const sample::CountyPlan plan;
    const Bounds bounds = sample::county_bounds(plan);
    const AreaLayer areas(sample::county(plan));
    constexpr std::size_t count = 20'000;
    const PointLayer courtyards = sample::courtyards().rebuilt_with(sample::households(bounds, count, 1));
    const Day day = Day::of(2023, 6, 30);
    const PointCounts whole = courtyards.counts_in(Tile::of(0, 0, 0).value(), day);

    Dump files(folder);
    for (const unsigned z : {0U, 5U, 8U, 10U, 12U, 13U, 14U}) {
        each_tile(bounds, z, [&](Tile tile) {
            files.write(tile, "areas", areas.tile(tile), "{\"layer\": \"areas\"}");
            const PointCounts counts = courtyards.counts_in(tile, day);
            const std::string expected = fmt::format(
                "{{\"layer\": \"{}\", \"count\": {}, \"completed\": {}, \"registered\": {}, \"accepted\": "
                "{}, "
                "\"revoked\": {}}}",
                z < first_point_zoom ? "courtyards_cells" : "courtyards", counts.count, counts.completed,
                counts.per_status[0], counts.per_status[1], counts.per_status[2]);
            files.write(tile, "courtyards", point_tile(courtyards, tile, day, LowZooms::cells).mvt, expected);
        });
    }
    files.finish(fmt::format(
        "\"households\": {}, \"completed\": {}, \"villages\": 100, \"townships\": 4, \"counties\": 1",
        whole.count, whole.completed));
}

int dump_areas(const std::filesystem::path& folder, const std::filesystem::path& boundaries) {
    const auto table = open_table(boundaries, {});
    RowOptions options;
    options.level = AreaLevel::village;
    auto rows = table ? read_areas(**table, options) : tl::unexpected(table.error());
    if (!rows) {
        std::cerr << rows.error().detail.en << "\n";
        return 1;
    }
    std::uint64_t fid = 0;
    for (Area& area : rows->accepted) {
        area.fid = ++fid;
    }
    const auto tree = AreaTree::of(std::move(rows->accepted));
    if (!tree) {
        std::cerr << tree.error().detail.en << "\n";
        return 1;
    }
    const AreaLayer areas(*tree);
    for (unsigned z = 0; z <= 14; ++z) {
        each_tile(areas.bounds(), z, [&](Tile tile) {
            const std::string mvt = areas.tile(tile);
            if (mvt.empty()) {
                return;
            }
            const auto column = folder / std::to_string(z) / std::to_string(tile.x());
            std::filesystem::create_directories(column);
            std::ofstream file(column / (std::to_string(tile.y()) + ".pbf"), std::ios::binary);
            file.write(mvt.data(), static_cast<std::streamsize>(mvt.size()));
        });
    }
    return 0;
}

}  // namespace
}  // namespace courtyard

int main(int argc, char** argv) {
    if (argc == 3) {
        return courtyard::dump_areas(argv[1], argv[2]);
    }
    if (argc != 2) {
        std::cerr << "tile_dump FOLDER [BOUNDARIES]\n";
        return 2;
    }
    courtyard::dump(argv[1]);
    return 0;
}
