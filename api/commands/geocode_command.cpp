// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <chrono>
#include <memory>
#include <thread>

#include "api/commands/options.h"
#include "api/commands/workspace.h"
#include "data/geocode/geocode_file.h"
#include "data/read/code_list.h"

namespace courtyard {
namespace {

struct GeocodeArguments {
    std::string file;
    std::string areas;
    std::string areas_layer;
    std::string data;
    std::string codes;
    std::string code_changes;
    std::string within;
    std::string out;
    std::string layer;
    std::string level;
    std::string datum = "wgs84";
    std::vector<std::string> renamed;
    unsigned threads = std::max(1U, std::thread::hardware_concurrency());
};

using Seconds = std::chrono::duration<double>;

/// What to geocode into: boundaries from a file, or those of today in a data directory; a code list.
struct Villages {
    std::shared_ptr<const AreaTree> areas = std::make_shared<const AreaTree>();
    std::shared_ptr<const VillageIndex> index;
    std::shared_ptr<const Gazetteer> names;
};

Result<Villages> villages_of_file(const GeocodeArguments& arguments) {
    TableOptions options;
    if (!arguments.areas_layer.empty()) options.layer = arguments.areas_layer;
    auto table = open_table(arguments.areas, options);
    if (!table) return tl::unexpected(table.error());
    RowOptions rows;
    if (!arguments.level.empty()) {
        const auto level = parse_area_level(arguments.level);
        if (!level) return tl::unexpected(level.error());
        rows.level = *level;
    }
    auto read = read_areas(**table, rows);
    if (!read) return tl::unexpected(read.error());
    if (!read->rejections.empty()) {
        const auto& first = read->rejections[0];
        return fail(ErrorCode::invalid_input, "areas.refused",
                    {fmt::format("{} 个区划不能用，第一个是第 {} 行：{}", read->rejections.count(), first.row,
                                 first.detail.zh),
                     fmt::format("{} areas cannot be used, the first is row {}: {}", read->rejections.count(),
                                 first.row, first.detail.en)},
                    arguments.areas);
    }
    auto tree = AreaTree::of(std::move(read->accepted));
    if (!tree) return tl::unexpected(tree.error());
    Villages villages;
    villages.areas = std::make_shared<const AreaTree>(std::move(*tree));
    return villages;
}

Result<Villages> villages_of_data(const GeocodeArguments& arguments) {
    const auto workspace = Workspace::open(arguments.data);
    if (!workspace) return tl::unexpected(workspace.error());
    const auto now = workspace->atlas->now();
    const EditionPicture& edition = now->edition_on(today());
    return Villages{edition.areas, edition.villages, {}};
}

/// Of the code list when there is one, else of the boundaries.
Result<Gazetteer> names_of(const GeocodeArguments& arguments, const AreaTree& areas) {
    if (arguments.codes.empty() && arguments.code_changes.empty()) return Gazetteer::of(areas);
    Gazetteer::Builder builder;
    if (arguments.codes.empty()) {
        for (const Area& area : areas.areas()) builder.add({area.code, area.name, area.level, area.parent});
    } else if (auto read = add_code_list(builder, arguments.codes); !read) {
        return tl::unexpected(read.error());
    }
    if (!arguments.code_changes.empty()) {
        if (auto read = add_code_changes(builder, arguments.code_changes); !read)
            return tl::unexpected(read.error());
    }
    return std::move(builder).build();
}

Result<Villages> villages_of(const GeocodeArguments& arguments) {
    const bool both = !arguments.areas.empty() && !arguments.data.empty();
    if (both || (arguments.areas.empty() && arguments.data.empty() && arguments.codes.empty())) {
        return fail(
            ErrorCode::not_found, "option.areas",
            {"请指明村界：--areas 文件 或 --data 目录（二选一）；只按代码和地址定位时用 --codes 代码表",
             "say where the villages are: --areas FILE or --data DIR, one of them; or --codes LIST, for "
             "codes and addresses alone"},
            "--areas");
    }
    Result<Villages> villages;
    if (!arguments.areas.empty()) villages = villages_of_file(arguments);
    if (!arguments.data.empty()) villages = villages_of_data(arguments);
    if (!villages) return villages;
    auto names = names_of(arguments, *villages->areas);
    if (!names) return tl::unexpected(names.error());
    villages->names = std::make_shared<const Gazetteer>(std::move(*names));
    if (!villages->index) villages->index = std::make_shared<const VillageIndex>(*villages->areas);
    return villages;
}

Result<GeocodeJob> job_of(const GeocodeArguments& arguments) {
    GeocodeJob job;
    job.file = arguments.file;
    job.out = arguments.out;
    job.threads = arguments.threads;
    job.table.max_rows = std::numeric_limits<std::size_t>::max();
    if (!arguments.layer.empty()) job.table.layer = arguments.layer;
    const auto datum = parse_datum(arguments.datum);
    if (!datum) return tl::unexpected(datum.error());
    job.datum = *datum;
    auto renamed = pairs_of(arguments.renamed, "--map");
    if (!renamed) return tl::unexpected(renamed.error());
    job.renamed = std::move(*renamed);
    if (arguments.within.empty()) return job;
    const auto within = AreaCode::parse(arguments.within);
    if (!within) return tl::unexpected(within.error());
    job.within = *within;
    return job;
}

void print(const GeocodeSummary& summary, double load_s, double seconds) {
    const bool chinese = speaks_chinese();
    for (const auto& broken : summary.broken)
        fmt::print("broken\trow {}\t{}\t{}\n", broken.row, broken.code,
                   chinese ? broken.detail.zh : broken.detail.en);
    for (const auto& [method, count] : summary.methods) fmt::print("method\t{}\t{}\n", method, count);
    for (const auto& [flag, count] : summary.flags) fmt::print("flag\t{}\t{}\n", flag, count);
    fmt::print("loaded in {:.2f} s; {} rows ({}{}{}) in {:.2f} s, {:.0f} rows/s\n", load_s, summary.rows,
               summary.format, summary.encoding.empty() ? "" : ", ", summary.encoding, seconds,
               static_cast<double>(summary.rows) / std::max(seconds, 1e-9));
}

Exit geocode_to_file(const GeocodeArguments& arguments) {
    auto job = job_of(arguments);
    if (!job) {
        complain(job.error());
        return Exit::usage;
    }
    const auto start = std::chrono::steady_clock::now();
    const auto villages = villages_of(arguments);
    if (!villages) return complain(villages.error());
    const Places places{*villages->areas, *villages->index, *villages->names};
    job->places = &places;
    ProgressBar bar("geocode");
    job->progress = [&](std::size_t done, std::size_t total) { bar.show(done, total); };
    const auto loaded = std::chrono::steady_clock::now();
    const auto summary = geocode_file(*job);
    if (!summary) return complain(summary.error());
    bar.show(1, 1);
    print(*summary, Seconds(loaded - start).count(),
          Seconds(std::chrono::steady_clock::now() - loaded).count());
    return summary->broken.empty() ? Exit::done : Exit::refused;
}

}  // namespace

void add_geocode_command(CLI::App& program, Exit& exit) {
    auto a = std::make_shared<GeocodeArguments>();
    auto* command = program.add_subcommand("geocode", "Give every row of a file the village it lies in");
    command
        ->add_option("file", a->file,
                     "CSV with columns lon and lat, an area code, or an address; or any format with points")
        ->required();
    command->add_option("--areas", a->areas, "File of boundaries: GeoPackage, Shapefile (zip), GeoJSON, ...");
    command->add_option("--data", a->data, "Data directory, instead of --areas: its boundaries of today");
    command->add_option(
        "--codes", a->codes,
        "List of area codes and names for addresses: a CSV, or a folder of the national list");
    command->add_option("--code-changes", a->code_changes, "CSV of revoked codes: old_code, new_code, from");
    command->add_option("--within", a->within, "Code of the area that all addresses are known to lie in");
    command->add_option("--out", a->out, "File to write; its ending says the format")->required();
    command->add_option("--threads", a->threads, "Threads for CSV")
        ->capture_default_str()
        ->check(CLI::Range(1U, 256U));
    command->add_option("--datum", a->datum, "wgs84, cgcs2000, gcj02 or bd09")->capture_default_str();
    command->add_option("--layer", a->layer, "Layer of a file that has several");
    command->add_option("--areas-layer", a->areas_layer, "Layer of the file of boundaries");
    command->add_option("--level", a->level, "Level of areas without a level column");
    command->add_option("--map", a->renamed, "column=field, for headers that are not recognised");
    command->footer(
        "Example: courtyard geocode 走访记录.csv --areas 村界.gpkg --out 走访记录_村.csv --datum gcj02");
    command->callback([a, &exit] { exit = geocode_to_file(*a); });
}

}  // namespace courtyard
