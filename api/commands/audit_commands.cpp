// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <cstdio>
#include <fstream>
#include <iostream>
#include <memory>

#include "api/audit_file.h"
#include "api/audit_office.h"
#include "api/commands/seal_options.h"
#include "api/commands/workspace.h"
#include "data/store/content_hash.h"
#include "data/store/hex_array.h"

namespace courtyard {
namespace {

struct AuditArguments {
    std::string data;
    SealOptions seals;
    std::string format = "csv";
    std::string out;
    std::string from;
    std::string to;
    std::string kind;
    std::string name;
};

/// Of a folder that is there: nothing is made by looking for it.
Result<Books> opened(const std::string& folder) {
    if (std::filesystem::exists(folder)) return Books::open(folder);
    return fail(ErrorCode::not_found, "data.missing",
                {"没有数据目录 " + folder, "there is no data directory " + folder}, folder);
}

Exit verify(const AuditArguments& arguments) {
    const auto books = opened(arguments.data);
    if (!books) return complain(books.error());
    const auto [anchors, key_file] = arguments.seals.in(arguments.data);
    const bool zh = speaks_chinese();
    std::optional<AuditPublicKey> key;
    if (std::filesystem::exists(key_file)) {
        const auto sealing = AuditKey::open(key_file);
        if (!sealing) return complain(sealing.error());
        key = sealing->public_key();
    }
    const auto known = read_anchors(anchors);
    if (!known) return complain(known.error());
    if (known->seals.empty())
        fmt::print(stderr, "{}\n",
                   zh ? "没有封存记录：末尾被截去的话看不出来"
                      : "there are no seals: a tail that was cut cannot be seen");
    const AuditVerdict verdict = verify_audit_of(*books->store, *known, key);
    if (verdict.fault) {
        fmt::print("{} {} {}\n", to_string(verdict.fault->kind), verdict.fault->seq,
                   zh ? verdict.fault->detail.zh : verdict.fault->detail.en);
        return Exit::refused;
    }
    fmt::print("{}\n",
               zh ? fmt::format("审计链完整：{} 条，核对了 {} 个封存", verdict.entries, verdict.seals)
                  : fmt::format("the audit is whole: {} entries, {} seals", verdict.entries, verdict.seals));
    if (verdict.head) fmt::print("{} {}\n", verdict.head->seq, to_hex(verdict.head->hash));
    return Exit::done;
}

Exit rotate_key(const AuditArguments& arguments) {
    const auto books = opened(arguments.data);
    if (!books) return complain(books.error());
    const auto [anchors, key_file] = arguments.seals.in(arguments.data);
    if (!std::filesystem::exists(key_file))
        return complain({ErrorCode::not_found,
                         "audit.key",
                         {"没有审计签名密钥", "there is no key of the audit"},
                         key_file.string()});
    const auto handover = rotate_audit_key(*books->store, key_file, anchors, machine_user(), Instant::now());
    if (!handover) return complain(handover.error());
    fmt::print("{}\n",
               speaks_chinese()
                   ? fmt::format("已换新密钥，旧密钥封存到第 {} 条为止", handover->seq)
                   : fmt::format("a new key seals from now on, the old one up to entry {}", handover->seq));
    fmt::print("{}\n{}\n", hex_of(handover->old_key), hex_of(handover->new_key));
    return Exit::done;
}

Result<AuditQuery> stretch(const AuditArguments& arguments) {
    AuditQuery query;
    query.order = AuditQuery::Order::oldest_first;
    for (const auto& [text, bound] :
         {std::pair(&arguments.from, &query.from), std::pair(&arguments.to, &query.until)}) {
        if (text->empty()) continue;
        const auto day = Day::parse(*text);
        if (!day) return tl::unexpected(day.error());
        auto instant = Instant::parse(to_string(*day) + "T00:00:00+08:00");
        if (!instant) return tl::unexpected(instant.error());
        if (bound == &query.until) instant->ms += std::int64_t{24} * 3'600'000;
        *bound = *instant;
    }
    return query;
}

Exit export_audit(const AuditArguments& arguments) {
    const auto query = stretch(arguments);
    if (!query) return complain(query.error());
    const auto books = opened(arguments.data);
    if (!books) return complain(books.error());
    const auto told =
        books->store
            ->write([](Transaction& transaction) -> Result<void> {
                transaction.note({.verb = "look", .account = machine_user(), .detail = "audit export"});
                return {};
            })
            .get();
    if (!told) return complain(told.error());
    std::ofstream file;
    if (!arguments.out.empty()) file.open(arguments.out, std::ios::binary);
    std::ostream& out = arguments.out.empty() ? std::cout : file;
    const auto format = arguments.format == "csv" ? AuditFormat::csv : AuditFormat::json_lines;
    const auto always = [] { return true; };
    if (write_audit(out, *books->store, *query, format, always) && out) return Exit::done;
    return complain({ErrorCode::unavailable,
                     "file.unwritable",
                     {"文件写不下去", "the file cannot be written"},
                     arguments.out});
}

Exit shred(const AuditArguments& arguments) {
    const auto books = opened(arguments.data);
    if (!books) return complain(books.error());
    bool there = false;
    const auto done =
        books->store
            ->write([&](Transaction& transaction) -> Result<void> {
                there = transaction.shred(arguments.kind, arguments.name, {.account = machine_user()});
                return {};
            })
            .get();
    if (!done) return complain(done.error());
    if (there) return Exit::done;
    return complain({ErrorCode::not_found,
                     "name.unknown",
                     {"审计中没有这个名称", "the audit does not know this name"},
                     arguments.name});
}

}  // namespace

void add_audit_commands(CLI::App& program, Exit& exit) {
    auto a = std::make_shared<AuditArguments>();
    auto* audit = program.add_subcommand("audit", "Who did what, and who looked at what");
    audit->require_subcommand(1);

    auto* check = audit->add_subcommand("verify", "Go along the chain and name the first bad entry");
    check->add_option("--data", a->data, "Data directory")->required();
    a->seals.add_to(*check);
    check->footer(
        "Example: courtyard audit verify --data courtyard-data --anchors /mnt/other-disk/audit-anchors.log");
    check->callback([a, &exit] { exit = verify(*a); });

    auto* rotate = audit->add_subcommand(
        "rotate-key",
        "Put a new key in the place of the seals' key: the old one hands over to it, and prints both");
    rotate->add_option("--data", a->data, "Data directory")->required();
    a->seals.add_to_sealing(*rotate);
    rotate->footer(
        "Example: courtyard audit rotate-key --data courtyard-data --anchors "
        "/mnt/other-disk/audit-anchors.log");
    rotate->callback([a, &exit] { exit = rotate_key(*a); });

    auto* write = audit->add_subcommand("export", "Write the entries, the oldest first");
    write->add_option("--data", a->data, "Data directory")->required();
    write->add_option("--format", a->format, "csv or jsonl")
        ->capture_default_str()
        ->check(CLI::IsMember({"csv", "jsonl"}));
    write->add_option("--out", a->out, "File; standard output when absent");
    write->add_option("--from", a->from, "First day");
    write->add_option("--to", a->to, "Last day");
    write->footer(
        "Example: courtyard audit export --format jsonl --from 2026-01-01 --out audit.jsonl --data "
        "courtyard-data");
    write->callback([a, &exit] { exit = export_audit(*a); });

    auto* destroy = audit->add_subcommand("shred",
                                          "Destroy a name in the audit for ever: the chain still holds, and "
                                          "tells nobody any more whom it meant");
    destroy->add_option("kind", a->kind, "account, address, household, inspection, base, case, ...")
        ->required();
    destroy->add_option("name", a->name, "The account, address or id")->required();
    destroy->add_option("--data", a->data, "Data directory")->required();
    destroy->footer("Example: courtyard audit shred household H-0007 --data courtyard-data");
    destroy->callback([a, &exit] { exit = shred(*a); });
}

}  // namespace courtyard
