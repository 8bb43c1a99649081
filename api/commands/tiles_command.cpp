// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <memory>
#include <span>
#include <thread>

#include "api/commands/tile_source.h"
#include "data/archive/tile_archive.h"
#include "tiles/mvt.h"

namespace courtyard {
namespace {

/// What never changes again is worth packing well.
constexpr int archive_gzip_level = 9;
/// So many tiles are built before they are written, in order.
constexpr std::size_t tiles_at_once = 256;

struct TilesArguments {
    std::string data;
    std::string out;
    std::string layers = "areas";
    unsigned minzoom = 4;
    unsigned maxzoom = 14;
    std::string area;
    AskedTimes times;
};

/// Every address of the zooms within the bounds, in the archive's order.
std::vector<TileAddress> pyramid(const Bounds& bounds, unsigned minzoom, unsigned maxzoom) {
    std::vector<TileAddress> tiles;
    for (unsigned z = minzoom; z <= maxzoom; ++z) {
        const Tile north_west = tile_at({bounds.west, bounds.north}, z);
        const Tile south_east = tile_at({bounds.east, bounds.south}, z);
        for (std::uint32_t x = north_west.x(); x <= south_east.x(); ++x)
            for (std::uint32_t y = north_west.y(); y <= south_east.y(); ++y) tiles.push_back({z, x, y});
    }
    std::ranges::sort(tiles, {}, hilbert_number);
    return tiles;
}

/// Builds a stretch of tiles on all cores; empty where there is nothing.
std::vector<std::string> packed(std::span<const TileAddress> tiles, const TileSource& source) {
    std::vector<std::string> bytes(tiles.size());
    std::atomic<std::size_t> next{0};
    const auto work = [&] {
        for (std::size_t i = next++; i < tiles.size(); i = next++) {
            const std::string content = source.content(Tile::of(tiles[i].z, tiles[i].x, tiles[i].y).value());
            if (!content.empty()) bytes[i] = gzip(content, archive_gzip_level);
        }
    };
    std::vector<std::jthread> others;
    for (unsigned i = 1; i < std::thread::hardware_concurrency(); ++i) others.emplace_back(work);
    work();
    others.clear();
    return bytes;
}

Result<TilesetFacts> facts_of(const TilesArguments& arguments, const TileSource& source) {
    const auto& [layers, moment, caller, scoped] = source;
    TilesetFacts facts;
    facts.bounds = tileset_bounds(caller, moment);
    if (facts.bounds.empty())
        return fail(ErrorCode::not_found, "areas.none",
                    {"还没有区划，没有可打包的瓦片", "there are no areas yet, and so no tiles to pack"},
                    "--data");
    facts.minzoom = arguments.minzoom;
    facts.maxzoom = arguments.maxzoom;
    facts.name = layers.str();
    facts.version = fmt::format("{}", moment.snapshot->revision);
    const AreaIndex top = scope_root(caller, moment.areas());
    facts.description = fmt::format("{} {}", top == no_area ? std::string() : moment.areas()[top].name,
                                    to_string(moment.day));
    Json json;
    json.object()
        .member("name", facts.name)
        .member("description", facts.description)
        .member("version", facts.version)
        .member("type", "overlay");
    write_vector_layers(json, layers, moment, *scoped, caller);
    json.end();
    facts.metadata = json.text();
    return facts;
}

Exit write_tiles(const TilesArguments& arguments) {
    if (arguments.minzoom > arguments.maxzoom) {
        complain({ErrorCode::invalid_input,
                  "tile.zoom",
                  {"--minzoom 不能大于 --maxzoom", "--minzoom must not be above --maxzoom"},
                  "--minzoom"});
        return Exit::usage;
    }
    auto workspace = Workspace::open(arguments.data);
    if (!workspace) return complain(workspace.error());
    const auto source = TileSource::of(*workspace->atlas, arguments.layers, arguments.area, arguments.times);
    if (!source) return complain(source.error());
    auto facts = facts_of(arguments, *source);
    if (!facts) return complain(facts.error());
    const auto tiles = pyramid(facts->bounds, facts->minzoom, facts->maxzoom);
    auto archive = create_tile_archive(arguments.out, std::move(*facts), [](std::string_view bytes) {
        return gzip(bytes, archive_gzip_level);
    });
    if (!archive) return complain(archive.error());

    ProgressBar bar("tiles");
    for (std::size_t at = 0; at < tiles.size(); at += tiles_at_once) {
        const auto part = std::span(tiles).subspan(at, std::min(tiles_at_once, tiles.size() - at));
        const auto bytes = packed(part, *source);
        for (std::size_t i = 0; i < part.size(); ++i)
            if (!bytes[i].empty()) (*archive)->add(part[i], bytes[i]);
        bar.show(at + part.size(), tiles.size());
    }
    const ArchiveSummary summary = (*archive)->finish();
    fmt::print("{}: {} tiles, {} different, {} bytes\n", arguments.out, summary.tiles, summary.contents,
               summary.bytes);
    return Exit::done;
}

}  // namespace

void add_tiles_command(CLI::App& program, Exit& exit) {
    auto a = std::make_shared<TilesArguments>();
    auto* command = program.add_subcommand("tiles", "Pack vector tiles into one file: PMTiles or MBTiles");
    command->add_option("--data", a->data, "Data directory")->required();
    command->add_option("--out", a->out, "File to write, ending in .pmtiles or .mbtiles")->required();
    command
        ->add_option("--layers", a->layers, "areas, courtyards, bases, help-points, inspections, by commas")
        ->capture_default_str();
    command->add_option("--minzoom", a->minzoom, "Lowest zoom")
        ->check(CLI::Range(0U, served_zooms))
        ->capture_default_str();
    command->add_option("--maxzoom", a->maxzoom, "Highest zoom")
        ->check(CLI::Range(0U, served_zooms))
        ->capture_default_str();
    command->add_option("--area", a->area, "Only this area and what lies beneath: one township's pack");
    a->times.add_to(*command);
    command->footer(
        "Example: courtyard tiles --data courtyard-data --out 红旗镇.pmtiles --layers areas,courtyards "
        "--area "
        "410199001");
    command->callback([a, &exit] { exit = write_tiles(*a); });
}

}  // namespace courtyard
