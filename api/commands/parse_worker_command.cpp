// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include <memory>

#include "api/commands/commands.h"
#include "data/sandbox/parse_worker.h"

namespace courtyard {

void add_parse_worker_command(CLI::App& program, Exit& exit) {
    auto limits = std::make_shared<WorkerLimits>(WorkerLimits::usual());
    auto* command = program.add_subcommand("parse-worker", "Started by the server for uploads");
    command->group("");
    command->add_option("--data-mib", limits->data_mib);
    command->add_option("--address-mib", limits->address_mib);
    command->add_option("--cpu-s", limits->cpu_s);
    command->callback([limits, &exit] { exit = static_cast<Exit>(run_parsing_spawner(*limits)); });
}

}  // namespace courtyard
