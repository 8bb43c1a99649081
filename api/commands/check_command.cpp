// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <cmath>
#include <memory>

#include "api/area_check_json.h"
#include "api/commands/options.h"
#include "api/commands/workspace.h"
#include "data/export/export_areas.h"
#include "data/read/given_areas.h"

namespace courtyard {
namespace {

struct CheckArguments {
    std::string what;
    std::string file;
    std::string layer;
    std::string level;
    std::string format = "table";
    std::string repair;
    double tolerance_m = 1;
    double limit_percent = 1;
    std::vector<std::string> renamed;
};

constexpr std::size_t most_lines = 50;

Language language_here() { return speaks_chinese() ? Language::zh : Language::en; }

Result<GivenAreas> read(const CheckArguments& arguments, const RowOptions& rows) {
    TableOptions options;
    if (!arguments.layer.empty()) options.layer = arguments.layer;
    auto table = open_table(arguments.file, options);
    if (!table) return tl::unexpected(table.error());
    ProgressBar bar("read");
    return read_given_areas(**table, rows,
                            [&](std::size_t done, std::size_t total) { bar.show(done, total); });
}

Result<RowOptions> row_options(const CheckArguments& arguments) {
    RowOptions rows;
    if (!arguments.level.empty()) {
        const auto level = parse_area_level(arguments.level);
        if (!level) return tl::unexpected(level.error());
        rows.level = *level;
    }
    auto renamed = pairs_of(arguments.renamed, "--map");
    if (!renamed) return tl::unexpected(renamed.error());
    rows.renamed = std::move(*renamed);
    return rows;
}

void print_finding(const AreaFinding& finding, Language language) {
    const std::string place =
        finding.where ? fmt::format("{:.6f}\t{:.6f}", finding.where->lon, finding.where->lat) : "\t";
    fmt::print("{}\t{}\t{}\t{:.3f}\t{}\n", in(language, name_of(finding.fault)),
               fmt::join(finding.codes, ","), place, finding.area_m2, in(language, finding.reason));
}

void print_findings(const AreaCheck& check, Language language) {
    const bool chinese = language == Language::zh;
    for (std::size_t i = 0; i < std::min(check.findings.size(), most_lines); ++i)
        print_finding(check.findings[i], language);
    if (check.findings.size() > most_lines)
        fmt::print("{}\n", chinese ? fmt::format("……还有 {} 处；--format json 或 geojson 全部列出",
                                                 check.findings.size() - most_lines)
                                   : fmt::format("... and {} more; --format json or geojson lists them all",
                                                 check.findings.size() - most_lines));
    fmt::print("{}\t{}\n", chinese ? "区划" : "features", check.features);
    for (std::size_t i = 0; i < area_fault_count; ++i) {
        const auto fault = static_cast<AreaFault>(i);
        const std::size_t slivers = check.slivers(fault);
        fmt::print("{}\t{}{}\n", in(language, name_of(fault)), check.count(fault),
                   slivers == 0 ? ""
                   : chinese    ? fmt::format("\t其中 {} 处不足 {} 平方米", slivers, sliver_m2)
                                : fmt::format("\tof them {} under {} m2", slivers, sliver_m2));
    }
}

void print_repair(std::span<const GivenArea> areas, const AreaRepair& repair, Language language) {
    const bool chinese = language == Language::zh;
    fmt::print("\n{}\n", chinese ? "修复\t区划\t前（平方米）\t后（平方米）\t变化（%）\t说明"
                                 : "repair\tarea\tbefore_m2\tafter_m2\tchange_percent\treason");
    for (const AreaChange& change : repair.changes) {
        if (change.outcome == RepairOutcome::unchanged) continue;
        fmt::print("{}\t{}\t{:.3f}\t{:.3f}\t{:+.6f}\t{}\n", to_string(change.outcome),
                   areas[change.area].label(), change.before_m2, change.after_m2, change.change_percent,
                   in(language, change.reason));
    }
    fmt::print("\n{}\n", chinese ? "修复后仍在：" : "Still there after the repair:");
    print_findings(repair.remaining, language);
}

/// Before minutes of work, not after.
Result<void> check_output(const CheckArguments& arguments) {
    if (arguments.repair.empty()) return {};
    std::error_code ignored;
    if (std::filesystem::equivalent(arguments.file, arguments.repair, ignored))
        return fail(ErrorCode::conflict, "check.same_file",
                    {"修复后的副本不能就是输入文件", "the repaired copy must not be the input file"},
                    arguments.repair);
    const auto format = boundary_format(arguments.repair);
    if (!format) return tl::unexpected(format.error());
    return {};
}

Exit check(const CheckArguments& arguments) {
    const auto rows = row_options(arguments);
    if (!rows) {
        complain(rows.error());
        return Exit::usage;
    }
    if (const auto sound = check_output(arguments); !sound) return complain(sound.error());
    const auto given = read(arguments, *rows);
    if (!given) return complain(given.error());
    AreaCheck found;
    {
        ProgressBar bar("check");
        found =
            check_areas(given->areas, [&](std::size_t done, std::size_t total) { bar.show(done, total); });
    }
    std::unique_ptr<AreaRepair> repair;
    if (!arguments.repair.empty()) {
        ProgressBar bar("repair");
        RepairOptions options{{arguments.tolerance_m}, arguments.limit_percent, {}};
        options.progress = [&](std::size_t done, std::size_t total) { bar.show(done, total); };
        repair = std::make_unique<AreaRepair>(repair_areas(given->areas, options));
        if (auto written = write_areas(*given, repair->boundaries, arguments.repair); !written)
            return complain(written.error());
    }
    const Language language = language_here();
    if (arguments.format == "json") {
        fmt::print("{}\n", area_check_json(found, given->areas, repair.get(), language));
    } else if (arguments.format == "geojson") {
        fmt::print("{}\n", area_check_geojson(repair ? repair->remaining : found, language));
    } else {
        print_findings(found, language);
        if (repair) print_repair(given->areas, *repair, language);
    }
    return (repair ? repair->remaining : found).clean() ? Exit::done : Exit::refused;
}

}  // namespace

void add_check_command(CLI::App& program, Exit& exit) {
    auto a = std::make_shared<CheckArguments>();
    auto* command = program.add_subcommand(
        "check", "Say what is wrong with a file of boundaries, and write a repaired copy");
    command->add_option("what", a->what, "areas")->required()->check(CLI::IsMember({"areas"}));
    command
        ->add_option("file", a->file,
                     "GeoPackage, Shapefile (zip), GeoJSON, TopoJSON, KML, FlatGeobuf or CSV")
        ->required();
    command->add_option("--layer", a->layer, "Layer of a file that has several");
    command->add_option("--map", a->renamed, "column=field, for headers that are not recognised");
    command->add_option("--level", a->level, "Level of areas without a level column");
    command->add_option("--format", a->format, "table, json or geojson (the places)")
        ->capture_default_str()
        ->check(CLI::IsMember({"table", "json", "geojson"}));
    command->add_option("--repair", a->repair,
                        "File to write the repaired copy to; its ending says the format");
    command->add_option("--tolerance", a->tolerance_m, "Widest gap or overlap to be closed, in metres")
        ->capture_default_str()
        ->check(CLI::Range(0.001, 100.0));
    command
        ->add_option("--limit", a->limit_percent, "Largest change of an area that is accepted, in per cent")
        ->capture_default_str()
        ->check(CLI::Range(0.0, 100.0));
    command->footer(
        "Exit code 0: nothing found (after the repair); 1: something found.\n"
        "Example: courtyard check areas 村界.gpkg --repair 村界_修复.gpkg --tolerance 1");
    command->callback([a, &exit] { exit = check(*a); });
}

}  // namespace courtyard
