// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <memory>

#include "api/access.h"
#include "api/asked_indicator.h"
#include "api/commands/workspace.h"
#include "api/progress_json.h"
#include "api/progress_table.h"

namespace courtyard {
namespace {

struct ProgressArguments {
    std::string data;
    std::string campaign = "beautiful-courtyard";
    std::string indicator;
    std::string area;
    std::string level;
    AskedTimes times;
    std::string format = "table";
};

Result<AreaIndex> top_area(const ProgressArguments& arguments, const AreaTree& areas) {
    if (arguments.area.empty() && areas.roots().size() == 1) return areas.roots().front();
    return visible_area({}, areas, arguments.area);
}

std::string rows_json(const Indicator& indicator, const std::vector<Progress>& rows, const AreaTree& areas) {
    Json json;
    json.array();
    for (const Progress& row : rows) write_progress_row(json, indicator, row, areas[row.area]);
    json.end_array();
    return json.text() + "\n";
}

Exit show_progress(const ProgressArguments& arguments) {
    auto workspace = Workspace::open(arguments.data);
    if (!workspace) return complain(workspace.error());
    const auto asked = named_indicator(
        arguments.campaign, arguments.indicator.empty() ? std::nullopt : std::optional(arguments.indicator));
    if (!asked) return complain(asked.error());
    const auto moment = moment_of(arguments.times, *workspace->atlas);
    if (!moment) return complain(moment.error());
    const EditionPicture& edition = *moment->edition;
    const auto area = top_area(arguments, *edition.areas);
    if (!area) return complain(area.error());
    const auto level = arguments.level.empty() ? Result<AreaLevel>((*edition.areas)[*area].level)
                                               : parse_area_level(arguments.level);
    if (!level) return complain(level.error());
    const auto rows =
        progress_by_level(moment->snapshot->progress_source(*asked->campaign, edition, asked->indicator),
                          *area, *level, moment->day);
    fmt::print("{}", arguments.format == "csv"    ? progress_csv(rows, *edition.areas)
                     : arguments.format == "json" ? rows_json(*asked->indicator, rows, *edition.areas)
                                                  : progress_text(rows, *edition.areas));
    return Exit::done;
}

}  // namespace

void add_progress_command(CLI::App& program, Exit& exit) {
    auto a = std::make_shared<ProgressArguments>();
    auto* command = program.add_subcommand("progress", "Completed against target, on any day");
    command->add_option("--data", a->data, "Data directory")->required();
    command->add_option("--campaign", a->campaign, "Campaign")->capture_default_str();
    command->add_option("--indicator", a->indicator, "Indicator of the campaign; its main one when absent");
    command->add_option("--area", a->area, "Area code; the whole when absent");
    command->add_option("--level", a->level, "village, township, county, prefecture or province");
    a->times.add_to(*command);
    command->add_option("--format", a->format, "table, csv or json")
        ->capture_default_str()
        ->check(CLI::IsMember({"table", "csv", "json"}));
    command->footer("Example: courtyard progress --data courtyard-data --level township --as-of 2023-06-30");
    command->callback([a, &exit] { exit = show_progress(*a); });
}

}  // namespace courtyard
