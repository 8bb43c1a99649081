// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <array>
#include <memory>

#include "api/commands/tile_source.h"
#include "api/tile_json.h"
#include "tiles/mvt.h"

namespace courtyard {
namespace {

struct TileArguments {
    std::string address;
    std::string data;
    std::string layers = "areas,courtyards";
    std::string area;
    AskedTimes times;
    std::string format = "table";
};

Result<Tile> parse_address(const std::string& text) {
    const auto first = text.find('/');
    const auto second = text.find('/', std::min(first, text.size() - 1) + 1);
    if (first == std::string::npos || second == std::string::npos)
        return fail(ErrorCode::invalid_input, "tile.address",
                    {"瓦片地址应为 级/列/行，例如 13/6670/3262",
                     "a tile's address is z/x/y, for example 13/6670/3262"},
                    "tile");
    const std::string_view view(text);
    return Tile::parse(view.substr(0, first), view.substr(first + 1, second - first - 1),
                       view.substr(second + 1));
}

void print_table(const TileSource& source, Tile tile, std::string_view mvt,
                 std::span<const MvtReadLayer> layers) {
    fmt::print("{}  {} bytes, {} with gzip\n", tile.str(), mvt.size(), gzip(mvt, 1).size());
    fmt::print("{:<24} {:>9} {:>9} {:>10}\n", "layer", "bytes", "features", "positions");
    for (const MvtReadLayer& layer : layers)
        fmt::print("{:<24} {:>9} {:>9} {:>10}\n", layer.name, layer.bytes, layer.features.size(),
                   layer.positions());
    for (const PointKind kind : source.layers.points)
        if (const std::size_t dropped = source.dropped(kind, tile); dropped > 0)
            fmt::print("{}: {} points left out by the limit of one tile\n", to_string(kind), dropped);
}

Exit show_tile(const TileArguments& arguments) {
    const auto tile = parse_address(arguments.address);
    if (!tile) {
        complain(tile.error());
        return Exit::usage;
    }
    auto workspace = Workspace::open(arguments.data);
    if (!workspace) return complain(workspace.error());
    auto source = TileSource::of(*workspace->atlas, arguments.layers, arguments.area, arguments.times);
    if (!source) return complain(source.error());
    const std::string mvt = source->content(*tile);
    const auto layers = read_mvt(mvt);
    if (!layers) return complain(layers.error());
    if (arguments.format == "json") {
        Json json;
        write_tile(json, *tile, mvt, *layers);
        fmt::print("{}\n", json.text());
    } else {
        print_table(*source, *tile, mvt, *layers);
    }
    return Exit::done;
}

}  // namespace

void add_tile_command(CLI::App& program, Exit& exit) {
    auto a = std::make_shared<TileArguments>();
    auto* command = program.add_subcommand("tile", "Show what is in one vector tile");
    command->add_option("tile", a->address, "Address z/x/y")->required();
    command->add_option("--data", a->data, "Data directory")->required();
    command
        ->add_option("--layers", a->layers, "areas, courtyards, bases, help-points, inspections, by commas")
        ->capture_default_str();
    command->add_option("--area", a->area, "Only this area and what lies beneath");
    a->times.add_to(*command);
    command->add_option("--format", a->format, "table or json")
        ->check(CLI::IsMember({"table", "json"}))
        ->capture_default_str();
    command->footer("Example: courtyard tile 13/6670/3262 --data courtyard-data");
    command->callback([a, &exit] { exit = show_tile(*a); });
}

}  // namespace courtyard
