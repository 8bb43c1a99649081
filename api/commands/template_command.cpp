// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <filesystem>
#include <memory>

#include "api/commands/workspace.h"
#include "data/export/template.h"

namespace courtyard {
namespace {

struct TemplateArguments {
    std::string kind;
    std::string out;
};

Exit write_empty_table(const TemplateArguments& arguments) {
    const auto kind = parse_record_kind(arguments.kind);
    const std::filesystem::path file(arguments.out);
    const std::string ending = file.extension().string();
    const auto format = parse_template_format(ending.empty() ? ending : ending.substr(1));
    if (!kind || !format) {
        complain(kind ? format.error() : kind.error());
        return Exit::usage;
    }
    write_template(*kind, *format, file);
    fmt::print("{}\n", arguments.out);
    return Exit::done;
}

}  // namespace

void add_template_command(CLI::App& program, Exit& exit) {
    auto a = std::make_shared<TemplateArguments>();
    auto* command = program.add_subcommand("template", "Write an empty table to fill in and load");
    command
        ->add_option("kind", a->kind,
                     "areas, households, bases, help-points, children, targets, decisions, inspections, "
                     "cases or relief")
        ->required();
    command->add_option("--out", a->out, "FILE.xlsx or FILE.csv")->required();
    command->footer("Example: courtyard template households --out 户表.xlsx");
    command->callback([a, &exit] { exit = write_empty_table(*a); });
}

}  // namespace courtyard
