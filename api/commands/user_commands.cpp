// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <unistd.h>

#include <iostream>
#include <memory>

#include "api/accounts.h"
#include "api/commands/workspace.h"

namespace courtyard {
namespace {

struct UserArguments {
    std::string data;
    std::string name;
    std::string role;
    std::string area;
    int days = 365;
};

Result<AreaCode> area_of(const std::string& text) {
    return text.empty() ? Result<AreaCode>(AreaCode{}) : AreaCode::parse(text);
}

Exit add_user(const UserArguments& arguments) {
    auto workspace = Workspace::open(arguments.data);
    if (!workspace) return complain(workspace.error());
    const auto role = parse_role(arguments.role);
    if (!role) return complain(role.error());
    const auto area = area_of(arguments.area);
    if (!area) return complain(area.error());
    std::string password;
    if (isatty(STDIN_FILENO) == 0) std::getline(std::cin, password);
    const bool made_up = password.empty();
    if (made_up) password = random_password();
    Accounts accounts(*workspace->store, PublicLevel::nothing);
    if (auto saved = accounts.save(arguments.name, *role, *area, password); !saved)
        return complain(saved.error());
    fmt::print("{} {}\n", arguments.name, made_up ? fmt::format("password {}", password) : "");
    return Exit::done;
}

Exit list_users(const UserArguments& arguments) {
    auto workspace = Workspace::open(arguments.data);
    if (!workspace) return complain(workspace.error());
    for (const Account& account : workspace->store->accounts())
        fmt::print("{}\t{}\t{}\n", account.name, account.role,
                   account.area.empty() ? "-" : account.area.str());
    return Exit::done;
}

Exit create_token(const UserArguments& arguments) {
    auto workspace = Workspace::open(arguments.data);
    if (!workspace) return complain(workspace.error());
    Accounts accounts(*workspace->store, PublicLevel::nothing);
    const auto token = accounts.create_token(arguments.name, arguments.days);
    if (!token) return complain(token.error());
    fmt::print("{}\n", *token);
    return Exit::done;
}

}  // namespace

void add_user_commands(CLI::App& program, Exit& exit) {
    auto a = std::make_shared<UserArguments>();
    auto* user = program.add_subcommand("user", "Manage accounts");
    user->require_subcommand(1);
    auto* add = user->add_subcommand(
        "add", "Add an account or give it a new role and password (read from standard input, else made up)");
    add->add_option("name", a->name, "Name")->required();
    add->add_option("--role", a->role,
                    "viewer, field, reviewer, planner, caseworker, security, auditor or admin")
        ->required();
    add->add_option("--area", a->area, "Code of the area it sees; everything when absent");
    add->add_option("--data", a->data, "Data directory")->required();
    add->footer("Example: courtyard user add 李干事 --role field --area 410199101 --data courtyard-data");
    add->callback([a, &exit] { exit = add_user(*a); });
    auto* list = user->add_subcommand("list", "List accounts");
    list->add_option("--data", a->data, "Data directory")->required();
    list->callback([a, &exit] { exit = list_users(*a); });

    auto* token = program.add_subcommand("token", "Manage tokens for programs");
    token->require_subcommand(1);
    auto* create = token->add_subcommand("create", "Create a token for an account and print it once");
    create->add_option("name", a->name, "Account")->required();
    create->add_option("--days", a->days, "Days until it expires")
        ->capture_default_str()
        ->check(CLI::Range(1, 3650));
    create->add_option("--data", a->data, "Data directory")->required();
    create->footer("Example: courtyard token create qgis --days 90 --data courtyard-data");
    create->callback([a, &exit] { exit = create_token(*a); });
}

}  // namespace courtyard
