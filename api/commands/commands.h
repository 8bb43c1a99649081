// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <CLI/CLI.hpp>

/// The command line: each function adds one command to the program, with its help and an example. What a
/// command does runs from its callback and ends in an exit code.
namespace courtyard {

/// 0 done, 1 the data was refused, 2 wrong usage, 3 the world broke.
enum class Exit : int { done = 0, refused = 1, usage = 2, broken = 3 };

void add_sample_command(CLI::App& program, Exit& exit);
void add_load_command(CLI::App& program, Exit& exit);
void add_template_command(CLI::App& program, Exit& exit);
void add_geocode_command(CLI::App& program, Exit& exit);
void add_check_command(CLI::App& program, Exit& exit);
void add_progress_command(CLI::App& program, Exit& exit);
void add_report_command(CLI::App& program, Exit& exit);
void add_editions_command(CLI::App& program, Exit& exit);
void add_coverage_command(CLI::App& program, Exit& exit);
void add_export_command(CLI::App& program, Exit& exit);
void add_tile_command(CLI::App& program, Exit& exit);
void add_tiles_command(CLI::App& program, Exit& exit);
void add_serve_command(CLI::App& program, Exit& exit);
void add_user_commands(CLI::App& program, Exit& exit);
void add_backup_command(CLI::App& program, Exit& exit);
void add_restore_command(CLI::App& program, Exit& exit);
void add_doctor_command(CLI::App& program, Exit& exit);
void add_token_commands(CLI::App& program, Exit& exit);
void add_audit_commands(CLI::App& program, Exit& exit);
/// Not for people: hidden from the help.
void add_parse_worker_command(CLI::App& program, Exit& exit);
void add_demo_command(CLI::App& program, Exit& exit);

}  // namespace courtyard
