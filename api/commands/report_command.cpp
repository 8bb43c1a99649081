// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <memory>

#include "api/access.h"
#include "api/commands/workspace.h"
#include "api/report_json.h"
#include "api/report_source.h"

namespace courtyard {
namespace {

struct ReportArguments {
    std::string data;
    std::string area;
    std::string from;
    std::string to;
    Revision revision = -1;
    std::string language = "zh";
    std::string format = "text";
};

std::string report_text(const Report& report, const ReportAsked& asked, const std::string& format) {
    if (format == "md") return report.markdown();
    if (format == "html") return report_html(report, asked.language);
    if (format == "text") return report.text();
    Json json;
    json.object().member("revision", asked.revision).member("text", report.text()).key("parts");
    write_report_parts(json, report, asked);
    json.end();
    return json.text() + "\n";
}

Exit show_report(const ReportArguments& arguments) {
    const auto from = Day::parse(arguments.from);
    const auto to = Day::parse(arguments.to);
    for (const auto* day : {&from, &to})
        if (!*day) return complain(day->error());
    if (*from > *to) {
        complain({ErrorCode::invalid_input,
                  "parameter.invalid",
                  {"--from 不能晚于 --to", "--from must not be later than --to"},
                  "--from"});
        return Exit::usage;
    }
    auto workspace = Workspace::open(arguments.data);
    if (!workspace) return complain(workspace.error());
    const auto moment = moment_of(AskedTimes{arguments.to, arguments.revision}, *workspace->atlas);
    if (!moment) return complain(moment.error());
    const AreaTree& areas = moment->areas();
    const auto area = arguments.area.empty() && areas.roots().size() == 1
                          ? Result<AreaIndex>(areas.roots().front())
                          : visible_area({}, areas, arguments.area);
    if (!area) return complain(area.error());
    const ReportAsked asked{{*from, *to},
                            areas[*area].code,
                            moment->snapshot->revision,
                            arguments.language == "en" ? ReportLanguage::en : ReportLanguage::zh};
    const Report report = write_report(half_year_report(), asked.question,
                                       report_source(moment->snapshot, asked.area, *to), asked.language);
    fmt::print("{}", report_text(report, asked, arguments.format));
    return Exit::done;
}

}  // namespace

void add_report_command(CLI::App& program, Exit& exit) {
    auto a = std::make_shared<ReportArguments>();
    auto* command = program.add_subcommand("report", "The half-year report, written again from data");
    command->add_option("--data", a->data, "Data directory")->required();
    command->add_option("--area", a->area, "Area code; the whole when absent");
    command->add_option("--from", a->from, "First day")->required();
    command->add_option("--to", a->to, "Last day, inclusive")->required();
    command->add_option("--revision", a->revision, "What was known at this revision; the newest when absent")
        ->check(CLI::NonNegativeNumber);
    command->add_option("--lang", a->language, "zh or en")
        ->capture_default_str()
        ->check(CLI::IsMember({"zh", "en"}));
    command->add_option("--format", a->format, "text, md, html or json")
        ->capture_default_str()
        ->check(CLI::IsMember({"text", "md", "html", "json"}));
    command->footer("Example: courtyard report --data courtyard-data --from 2023-01-01 --to 2023-06-30");
    command->callback([a, &exit] { exit = show_report(*a); });
}

}  // namespace courtyard
