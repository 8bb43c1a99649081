// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <memory>

#include "api/accounts.h"
#include "api/commands/workspace.h"

namespace courtyard {
namespace {

struct TokenArguments {
    std::string data;
    std::string name;
    std::string device;
    std::string id;
    std::vector<std::string> verbs;
    int days = 365;
};

Exit create_token(const TokenArguments& arguments) {
    Accounts::TokenTerms terms{.device = arguments.device, .days = arguments.days};
    for (const std::string& word : arguments.verbs) {
        const auto verb = parse_verb(word);
        if (!verb) return complain(verb.error());
        terms.verbs.push_back(*verb);
    }
    const auto books = Books::open(arguments.data);
    if (!books) return complain(books.error());
    Accounts accounts(*books->store, PublicLevel::nothing);
    const auto token = accounts.create_token(arguments.name, terms, {machine_user(), {}});
    if (!token) return complain(token.error());
    fmt::print("{}\n", token->secret);
    return Exit::done;
}

Exit list_tokens(const TokenArguments& arguments) {
    const auto books = Books::open(arguments.data);
    if (!books) return complain(books.error());
    const Accounts accounts(*books->store, PublicLevel::nothing);
    for (const Account& account : accounts.list()) {
        if (!arguments.name.empty() && account.name != arguments.name) continue;
        for (const Credential& one : accounts.credentials_of(account.name, "token"))
            fmt::print("{}\t{}\t{}\t{}\t{}\t{}\n", one.id(), one.account,
                       one.device.empty() ? "-" : one.device, one.verbs.empty() ? "all" : one.verbs,
                       to_string(one.expires), one.last_used.ms == 0 ? "-" : to_string(one.last_used));
    }
    return Exit::done;
}

Exit revoke_token(const TokenArguments& arguments) {
    const auto books = Books::open(arguments.data);
    if (!books) return complain(books.error());
    Accounts accounts(*books->store, PublicLevel::nothing);
    const auto ended = accounts.end(arguments.name, "token", arguments.id, {machine_user(), {}});
    return ended ? Exit::done : complain(ended.error());
}

}  // namespace

void add_token_commands(CLI::App& program, Exit& exit) {
    auto a = std::make_shared<TokenArguments>();
    auto* token = program.add_subcommand("token", "Manage tokens for programs");
    token->require_subcommand(1);

    auto* create = token->add_subcommand("create", "Create a token for an account and print it once");
    create->add_option("name", a->name, "Account")->required();
    create->add_option("--device", a->device, "What it is for, such as the phone that gets it");
    create
        ->add_option("--verbs,--scope", a->verbs,
                     "What it may do, of what its role may: see_places,upload_inspections,...")
        ->delimiter(',');
    create->add_option("--days", a->days, "Days until it expires")
        ->capture_default_str()
        ->check(CLI::Range(1, 3650));
    create->add_option("--data", a->data, "Data directory")->required();
    create->footer(
        "Example: courtyard token create qgis --device 办公室QGIS --verbs see_aggregates,see_places --days "
        "90 --data courtyard-data");
    create->callback([a, &exit] { exit = create_token(*a); });

    auto* list = token->add_subcommand("list", "List tokens: id, account, device, rights, expiry, last use");
    list->add_option("name", a->name, "Account; all when absent");
    list->add_option("--data", a->data, "Data directory")->required();
    list->footer("Example: courtyard token list 李干事 --data courtyard-data");
    list->callback([a, &exit] { exit = list_tokens(*a); });

    auto* revoke = token->add_subcommand("revoke", "End a token");
    revoke->add_option("name", a->name, "Account")->required();
    revoke->add_option("id", a->id, "Id, as `token list` shows it")->required();
    revoke->add_option("--data", a->data, "Data directory")->required();
    revoke->footer("Example: courtyard token revoke 李干事 0f3a9c... --data courtyard-data");
    revoke->callback([a, &exit] { exit = revoke_token(*a); });
}

}  // namespace courtyard
