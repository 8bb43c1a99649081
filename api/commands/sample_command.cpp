// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <memory>

#include "api/commands/workspace.h"
#include "data/sample/sample_county.h"

namespace courtyard {
namespace {

struct SampleArguments {
    std::string out;
    SampleOptions options;
};

Exit write_sample(const SampleArguments& arguments) {
    ProgressBar bar("sample county");
    const auto written = write_sample_county(arguments.out, arguments.options, [&](int percent) {
        bar.show(static_cast<std::size_t>(percent), 100);
    });
    if (!written) return complain(written.error());
    fmt::print("{}\n", arguments.out);
    return Exit::done;
}

}  // namespace

void add_sample_command(CLI::App& program, Exit& exit) {
    auto arguments = std::make_shared<SampleArguments>();
    auto* command = program.add_subcommand("sample", "Write a fictional county as ordinary files");
    command->add_option("--out", arguments->out, "Folder to write to")->required();
    command->add_option("--villages", arguments->options.villages, "How many villages")
        ->capture_default_str();
    command->add_option("--townships", arguments->options.townships, "How many townships")
        ->capture_default_str();
    command->add_option("--households", arguments->options.households, "How many households")
        ->capture_default_str();
    command
        ->add_option("--seed", arguments->options.seed, "Which county: the same seed writes the same bytes")
        ->capture_default_str();
    command->footer("Example: courtyard sample --out sample --villages 320 --households 60000");
    command->callback([arguments, &exit] { exit = write_sample(*arguments); });
}

}  // namespace courtyard
