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

constexpr const char* role_names = "viewer, field, reviewer, planner, caseworker, security, auditor or admin";

struct UserArguments {
    std::string data;
    std::string name;
    std::string role;
    std::string area;
    bool everywhere = false;
    bool activate = false;
};

Result<AreaCode> area_of(const std::string& text) {
    return text.empty() ? Result<AreaCode>(AreaCode{}) : AreaCode::parse(text);
}

/// From standing input, or made up for one use.
struct GivenPassword {
    std::string text;
    Accounts::PasswordUse use = Accounts::PasswordUse::lasting;

    static GivenPassword read() {
        GivenPassword password;
        if (isatty(STDIN_FILENO) == 0) std::getline(std::cin, password.text);
        if (!password.text.empty()) return password;
        return {random_password(), Accounts::PasswordUse::once};
    }

    void tell(const std::string& name) const {
        if (use == Accounts::PasswordUse::once) {
            fmt::print("{} password {}\n", name, text);
            fmt::print(stderr, "{}\n",
                       speaks_chinese() ? "一次性密码，首次登录时须更改"
                                        : "for one use: it must be changed at the first sign-in");
        } else {
            fmt::print("{} \n", name);
        }
    }
};

/// Opens the data directory and runs `work(accounts)`, which says what was wrong or nothing.
template <class Work>
Exit with_accounts(const UserArguments& arguments, Work work) {
    const auto books = Books::open(arguments.data);
    if (!books) return complain(books.error());
    Accounts accounts(*books->store, PublicLevel::nothing);
    const Result<void> done = work(accounts);
    return done ? Exit::done : complain(done.error());
}

Exit add_user(const UserArguments& arguments) {
    const auto role = parse_role(arguments.role);
    if (!role) return complain(role.error());
    const auto area = area_of(arguments.area);
    if (!area) return complain(area.error());
    const GivenPassword password = GivenPassword::read();
    return with_accounts(arguments, [&](Accounts& accounts) -> Result<void> {
        auto saved =
            accounts.save(arguments.name, *role, *area, password.text, {machine_user(), {}}, password.use);
        if (saved) password.tell(arguments.name);
        return saved;
    });
}

Exit set_password(const UserArguments& arguments) {
    const GivenPassword password = GivenPassword::read();
    return with_accounts(arguments, [&](Accounts& accounts) -> Result<void> {
        auto saved = accounts.set_password(arguments.name, password.text, {machine_user(), {}}, password.use);
        if (saved) password.tell(arguments.name);
        return saved;
    });
}

Exit change_user(const UserArguments& arguments, Accounts::Change change) {
    if (!arguments.role.empty()) {
        const auto role = parse_role(arguments.role);
        if (!role) return complain(role.error());
        change.role = *role;
    }
    if (!arguments.area.empty() || arguments.everywhere) {
        const auto area = area_of(arguments.everywhere ? std::string() : arguments.area);
        if (!area) return complain(area.error());
        change.area = *area;
    }
    if (arguments.activate) change.active = true;
    return with_accounts(arguments, [&](Accounts& accounts) -> Result<void> {
        const auto changed = accounts.change(arguments.name, change, {machine_user(), {}});
        if (!changed) return tl::unexpected(changed.error());
        return {};
    });
}

Exit list_users(const UserArguments& arguments) {
    return with_accounts(arguments, [&](Accounts& accounts) -> Result<void> {
        for (const Account& account : accounts.list())
            fmt::print("{}\t{}\t{}\t{}\t{}\t{}\n", account.name, account.role,
                       account.area.empty() ? "-" : account.area.str(),
                       account.active ? "active" : "inactive", account.factor_on ? "second factor" : "-",
                       account.last_seen ? to_string(*account.last_seen) : "-");
        return {};
    });
}

}  // namespace

void add_user_commands(CLI::App& program, Exit& exit) {
    auto a = std::make_shared<UserArguments>();
    auto* user = program.add_subcommand("user", "Manage accounts");
    user->require_subcommand(1);
    const auto command = [&](const char* name, const char* what, bool named) {
        auto* sub = user->add_subcommand(name, what);
        if (named) sub->add_option("name", a->name, "Name")->required();
        sub->add_option("--data", a->data, "Data directory")->required();
        return sub;
    };

    auto* add = command("add",
                        "Add an account or give it a new role and password (read from standard input, else "
                        "made up for one use)",
                        true);
    add->add_option("--role", a->role, role_names)->required();
    add->add_option("--area", a->area, "Code of the area it sees; everything when absent");
    add->footer("Example: courtyard user add 李干事 --role field --area 410199101 --data courtyard-data");
    add->callback([a, &exit] { exit = add_user(*a); });

    auto* list = command("list", "List accounts: name, role, area, state, second factor, last seen", false);
    list->footer("Example: courtyard user list --data courtyard-data");
    list->callback([a, &exit] { exit = list_users(*a); });

    auto* set = command("set", "Give an account another role or area, or put it in use again", true);
    set->add_option("--role", a->role, role_names);
    auto* area = set->add_option("--area", a->area, "Code of the area it sees");
    set->add_flag("--everywhere", a->everywhere, "It sees every area")->excludes(area);
    set->add_flag("--activate", a->activate, "Put it in use again");
    set->footer("Example: courtyard user set 李干事 --role reviewer --data courtyard-data");
    set->callback([a, &exit] { exit = change_user(*a, {}); });

    auto* password = command(
        "password", "Set an account's password (read from standard input, else made up for one use)", true);
    password->footer("Example: courtyard user password 李干事 --data courtyard-data");
    password->callback([a, &exit] { exit = set_password(*a); });

    auto* factor = command("remove-factor", "Remove the second factor of an account that lost it", true);
    factor->footer("Example: courtyard user remove-factor 李干事 --data courtyard-data");
    factor->callback([a, &exit] { exit = change_user(*a, {.remove_factor = true}); });

    auto* deactivate =
        command("deactivate", "Put an account out of use: its sessions and tokens end at once", true);
    deactivate->footer("Example: courtyard user deactivate 李干事 --data courtyard-data");
    deactivate->callback([a, &exit] { exit = change_user(*a, {.active = false}); });
}

}  // namespace courtyard
