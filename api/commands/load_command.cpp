// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <array>
#include <memory>

#include "api/asked_area.h"
#include "api/commands/options.h"
#include "api/commands/workspace.h"
#include "api/exported_places.h"
#include "data/read/load.h"

namespace courtyard {
namespace {

struct LoadArguments {
    std::string kind;
    std::string file;
    std::string data;
    std::string datum = "wgs84";
    std::string layer;
    std::string level;
    std::string valid_from;
    std::vector<std::string> renamed;
    std::vector<std::string> fixed;
    bool dry_run = false;
    bool keep_rest = false;
};

Result<LoadOptions> options_of(const LoadArguments& arguments, const Snapshot& now) {
    LoadOptions options;
    const auto kind = parse_record_kind(arguments.kind);
    if (!kind) return tl::unexpected(kind.error());
    options.kind = *kind;
    if (!arguments.layer.empty()) options.table.layer = arguments.layer;
    if (!arguments.level.empty()) {
        const auto level = parse_area_level(arguments.level);
        if (!level) return tl::unexpected(level.error());
        options.rows.level = *level;
    }
    const auto datum = parse_load_datum(arguments.datum, *now.edition_on(today()).areas);
    if (!datum) return tl::unexpected(datum.error());
    options.datum = *datum;
    auto renamed = pairs_of(arguments.renamed, "--map");
    if (!renamed) return tl::unexpected(renamed.error());
    auto fixed = pairs_of(arguments.fixed, "--set");
    if (!fixed) return tl::unexpected(fixed.error());
    options.rows.renamed = std::move(*renamed);
    options.rows.fixed = std::move(*fixed);
    options.mode = arguments.dry_run ? LoadMode::dry_run : LoadMode::all_or_nothing;
    // New boundaries join the newest edition unless they say from which day they are valid.
    options.edition =
        now.newest_edition().areas->empty() ? Day::of(2000, 1, 1) : now.newest_edition().valid_from;
    if (!arguments.valid_from.empty()) {
        const auto day = Day::parse(arguments.valid_from);
        if (!day) return tl::unexpected(day.error());
        options.edition = *day;
    }
    options.rest = arguments.keep_rest ? Rest::kept : Rest::left_out;
    options.by = {"command line", {}};
    return options;
}

/// The first rows; when there are more, how many there are for each reason.
void print_rows(const ToldRows& rows, std::string_view word) {
    constexpr std::size_t most = 50;
    const bool chinese = speaks_chinese();
    std::size_t told = 0;
    for (const Rejection& one : rows.told()) {
        if (++told > most) break;
        fmt::print("{}\trow {}\t{}\t{}\t{}\n", word, one.row, one.column, one.code,
                   chinese ? one.detail.zh : one.detail.en);
    }
    if (rows.count() <= most) return;
    fmt::print("... and {} more\n", rows.count() - most);
    for (const auto& [code, reason] : rows.most_frequent())
        fmt::print("{}\t{} rows\t{}\n", word, reason->rows, code);
}

/// What the file says of its own datum, reading by reading; the notes say what it means.
void print_datum(const LoadReport& report) {
    const DatumEvidence& evidence = report.evidence;
    if (evidence.readings.empty()) return;
    fmt::print("datum\t{} ({}); evidence: {}\n", to_string(report.datum),
               report.declared ? "declared" : "auto", to_string(evidence.finding));
    for (const ReadingEvidence& one : evidence.readings) {
        const std::string residual =
            one.measured == 0
                ? "-"
                : fmt::format("{:+.0f} m east {:+.0f} m north", one.residual_east_m, one.residual_north_m);
        fmt::print("datum\tread as {}: {} of {} inside, mean residual {}\n", to_string(one.reading),
                   one.inside, evidence.witnesses, residual);
    }
}

/// What the file does to what is held; of what is changed and missing the first ones by name.
void print_changes(const LoadReport& report) {
    if (!report.changes) return;
    const ChangeTable& changes = *report.changes;
    constexpr std::size_t most = 20;
    std::array<std::size_t, change_kinds> told{};
    for (const RowChange& one : changes.rows()) {
        if (one.kind == ChangeKind::unchanged || one.kind == ChangeKind::fresh) continue;
        if (++told[static_cast<std::size_t>(one.kind)] > most) continue;
        std::string what;
        for (const Difference& field : one.fields)
            what += fmt::format("\t{}: {} -> {}", field.field, field.held, field.given);
        if (one.moved) what += fmt::format("\tmoved {:.2f} m", one.moved->value);
        if (one.outline && one.kind == ChangeKind::changed)
            what += fmt::format("\tgained {:.1f} m2, lost {:.1f} m2", one.outline->between.gained_m2,
                                one.outline->between.lost_m2);
        fmt::print("{}\t{}\t{}{}\n", to_string(one.kind), one.id, one.name, what);
    }
    fmt::print("against what is held: {} new, {} changed, {} unchanged, {} not in the file{}\n",
               changes.count(ChangeKind::fresh), changes.count(ChangeKind::changed),
               changes.count(ChangeKind::unchanged), changes.count(ChangeKind::missing),
               changes.count(ChangeKind::missing) == 0 ? ""
               : report.missing_stay                   ? " (they stay)"
                                                       : " (they are not in the new edition)");
}

Exit load(const LoadArguments& arguments) {
    auto workspace = Workspace::open(arguments.data);
    if (!workspace) return complain(workspace.error());
    const auto now = workspace->atlas->now();
    auto options = options_of(arguments, *now);
    if (!options) {
        complain(options.error());
        return Exit::usage;
    }
    ProgressBar bar(fmt::format("load {}", arguments.kind));
    options->progress = [&](std::size_t done, std::size_t total) { bar.show(done, total); };
    BlobStore blobs(workspace->directory->folder());
    options->photos.blobs = &blobs;
    options->photos.spool = workspace->directory->spool();
    options->exported = [&](RecordKind kind) { return exported_places(now, kind); };
    options->area_known = [&](AreaCode code) { return in_some_edition(*now, code); };
    const EditionPicture& edition = now->edition_on(today());
    const auto report = load_file(*workspace->store, *workspace->children, edition.places(), arguments.file,
                                  std::move(*options));
    if (!report) return complain(report.error());
    print_rows(report->rejections, "rejected");
    print_rows(report->warnings, "doubt");
    print_datum(*report);
    for (const Text& note : report->notes) fmt::print("note\t{}\n", speaks_chinese() ? note.zh : note.en);
    print_changes(*report);
    for (const std::string& column : report->columns.ignored) fmt::print("ignored column\t{}\n", column);
    fmt::print("{}: {} rows ({}{}{}), {} accepted, {} unchanged, {} rejected, {} doubts{}\n", arguments.kind,
               report->rows, report->format, report->encoding.empty() ? "" : ", ", report->encoding,
               report->accepted, report->unchanged, report->rejections.count(), report->warnings.count(),
               report->stored ? "" : "; nothing was stored");
    return report->stored || (arguments.dry_run && report->rejections.empty()) ? Exit::done : Exit::refused;
}

}  // namespace

void add_load_command(CLI::App& program, Exit& exit) {
    auto a = std::make_shared<LoadArguments>();
    auto* command = program.add_subcommand("load", "Load boundaries or records from a file, all or nothing");
    command
        ->add_option(
            "kind", a->kind,
            "areas, households, bases, help-points, children, targets, figures, decisions, inspections, "
            "cases or relief")
        ->required();
    command
        ->add_option("file", a->file,
                     "CSV, XLSX, GeoJSON, GPX, KML, Shapefile (zip), GeoPackage, TopoJSON or FlatGeobuf; for "
                     "inspections "
                     "also a zip or a folder of photos")
        ->required();
    command->add_option("--data", a->data, "Data directory")->required();
    command
        ->add_option(
            "--datum", a->datum,
            "wgs84, cgcs2000, gcj02, bd09, bd09mc, EPSG:3857, EPSG:4491 to EPSG:4554, gk, gk-zone, or auto")
        ->capture_default_str();
    command->add_option("--layer", a->layer, "Layer of a file that has several");
    command->add_option("--level", a->level, "Level of areas without a level column");
    command->add_option("--valid-from", a->valid_from, "First day of a new boundary edition");
    command->add_flag("--keep-rest", a->keep_rest,
                      "Areas that the file of a new edition does not have go on as they are");
    command->add_option("--map", a->renamed, "column=field, for headers that are not recognised");
    command->add_option("--set", a->fixed, "field=value, the same for every row");
    command->add_flag("--dry-run", a->dry_run, "Report only, store nothing");
    command->footer(
        "Example: courtyard load households 户表.csv --data courtyard-data --datum gcj02 --dry-run\n"
        "         courtyard load inspections 照片.zip --data courtyard-data --set "
        "campaign=beautiful-courtyard");
    command->callback([a, &exit] { exit = load(*a); });
}

}  // namespace courtyard
