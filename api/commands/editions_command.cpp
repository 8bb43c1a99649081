// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <memory>

#include "api/commands/workspace.h"
#include "api/edition_rows.h"
#include "data/read/code_list.h"

namespace courtyard {
namespace {

struct EditionsArguments {
    std::string data;
    std::string from;
    std::string to;
    std::string code_changes;
    std::string format = "table";
};

std::size_t villages_of(const EditionPicture& edition) {
    return static_cast<std::size_t>(
        std::ranges::count(edition.areas->areas(), AreaLevel::village, &Area::level));
}

void list(const Snapshot& now, const std::string& format) {
    if (format == "table") fmt::print("{:<12} {:>9} {:>11}\n", "valid from", "villages", "changed at");
    if (format == "csv") fmt::print("valid_from,villages,changed_at\r\n");
    Json json;
    json.array();
    for (const auto& edition : now.editions) {
        if (edition->areas->empty()) continue;
        const std::string day = to_string(edition->valid_from);
        const std::size_t villages = villages_of(*edition);
        if (format == "table") fmt::print("{:<12} {:>9} {:>11}\n", day, villages, edition->changed_at);
        if (format == "csv") fmt::print("{},{},{}\r\n", day, villages, edition->changed_at);
        json.object()
            .member("valid_from", edition->valid_from)
            .member("villages", std::uint64_t{villages})
            .member("changed_at", edition->changed_at)
            .end();
    }
    json.end_array();
    if (format == "json") fmt::print("{}\n", json.text());
}

void compare(const EditionsAsked& asked, const std::string& format) {
    if (format == "csv") {
        fmt::print("{}", edition_rows_csv(edition_rows(asked)));
    } else if (format == "json") {
        Json json;
        json.object();
        write_edition_changes(json, asked);
        json.end();
        fmt::print("{}\n", json.text());
    } else {
        auto rows = edition_rows(asked);
        std::erase_if(rows, [](const EditionRow& row) { return row.kind == VillageChange::unchanged; });
        fmt::print("{} -> {}\n{}", to_string(asked.before.valid_from), to_string(asked.after.valid_from),
                   edition_rows_text(rows));
        for (const auto& [kind, count] : edition_counts(asked))
            if (count > 0) fmt::print("{:<13}{}\n", to_string(kind), count);
        for (const AreaCode code : asked.changes.reused_codes)
            fmt::print("code for other ground: {}\n", code.view());
    }
}

Result<CodeChanges> declared_changes(const std::string& file) {
    auto changes = read_code_changes(file);
    if (!changes) return tl::unexpected(changes.error());
    return CodeChanges::of(std::move(*changes));
}

Exit editions(const EditionsArguments& arguments) {
    auto workspace = Workspace::open(arguments.data);
    if (!workspace) return complain(workspace.error());
    const auto now = workspace->atlas->now();
    if (arguments.from.empty() && arguments.to.empty()) {
        list(*now, arguments.format);
        return Exit::done;
    }
    const auto to = arguments.to.empty() ? Result<Day>(today()) : Day::parse(arguments.to);
    if (!to) return complain(to.error());
    const EditionPicture& after = now->edition_on(*to);
    const EditionPicture* before = &now->edition_before(after);
    if (!arguments.from.empty()) {
        const auto from = Day::parse(arguments.from);
        if (!from) return complain(from.error());
        before = &now->edition_on(*from);
    }
    if (before->valid_from > after.valid_from)
        return complain({ErrorCode::invalid_input,
                         "parameter.invalid",
                         {"--from 应早于 --to", "--from must not be later than --to"},
                         arguments.from});
    if (arguments.code_changes.empty()) {
        const auto changes = workspace->atlas->changes_between(*before, after);
        compare({*before, after, *changes, {}, {}, {}}, arguments.format);
        return Exit::done;
    }
    const auto declared = declared_changes(arguments.code_changes);
    if (!declared) return complain(declared.error());
    const auto changes = compare_editions(*before->areas, *after.areas, *declared);
    compare({*before, after, changes, {}, {}, {}}, arguments.format);
    return Exit::done;
}

}  // namespace

void add_editions_command(CLI::App& program, Exit& exit) {
    auto a = std::make_shared<EditionsArguments>();
    auto* command = program.add_subcommand(
        "editions", "Editions of boundaries; between two days, what became of each village");
    command->add_option("--data", a->data, "Data directory")->required();
    command->add_option("--from", a->from, "A day of the old edition; the edition before when absent");
    command->add_option("--to", a->to, "A day of the new edition; today when absent");
    command->add_option("--code-changes", a->code_changes,
                        "CSV of declared successors: old_code, new_code, from");
    command->add_option("--format", a->format, "table (without what is unchanged), csv or json")
        ->capture_default_str()
        ->check(CLI::IsMember({"table", "csv", "json"}));
    command->footer(
        "Example: courtyard editions --data courtyard-data --from 2021-01-01 --to 2024-01-01 --format csv");
    command->callback([a, &exit] { exit = editions(*a); });
}

}  // namespace courtyard
