// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <exception>

#include "api/commands/commands.h"

int main(int argc, char** argv) {
    using courtyard::Exit;
    CLI::App program("Courtyard: campaigns, targets and places of a Women's Federation, village by village",
                     "courtyard");
    program.set_version_flag("--version", COURTYARD_VERSION);
    program.require_subcommand(1);
    Exit exit = Exit::done;
    courtyard::add_sample_command(program, exit);
    courtyard::add_demo_command(program, exit);
    courtyard::add_load_command(program, exit);
    courtyard::add_template_command(program, exit);
    courtyard::add_geocode_command(program, exit);
    courtyard::add_check_command(program, exit);
    courtyard::add_progress_command(program, exit);
    courtyard::add_report_command(program, exit);
    courtyard::add_editions_command(program, exit);
    courtyard::add_coverage_command(program, exit);
    courtyard::add_export_command(program, exit);
    courtyard::add_tile_command(program, exit);
    courtyard::add_tiles_command(program, exit);
    courtyard::add_serve_command(program, exit);
    courtyard::add_user_commands(program, exit);
    courtyard::add_backup_command(program, exit);
    courtyard::add_restore_command(program, exit);
    courtyard::add_doctor_command(program, exit);
    courtyard::add_token_commands(program, exit);
    courtyard::add_audit_commands(program, exit);
    courtyard::add_parse_worker_command(program, exit);
    try {
        program.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return program.exit(error) == 0 ? 0 : static_cast<int>(Exit::usage);
    } catch (const std::exception& error) {
        fmt::print(stderr, "courtyard: {}\n", error.what());
        return static_cast<int>(Exit::broken);
    }
    return static_cast<int>(exit);
}
