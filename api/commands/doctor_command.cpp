// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <memory>
#include <optional>

#include "api/commands/key_options.h"
#include "api/commands/seal_options.h"
#include "api/commands/workspace.h"
#include "api/json.h"
#include "data/backup/doctor.h"

namespace courtyard {
namespace {

struct DoctorArguments {
    std::string data;
    std::string backup;
    std::string format = "table";
    bool deep = false;
    KeyOptions key;
    SealOptions seals;
};

std::string_view word_of(Examination::Health health, bool chinese) {
    switch (health) {
        case Examination::Health::sound:
            return chinese ? "正常" : "sound";
        case Examination::Health::noted:
            return chinese ? "注意" : "noted";
        case Examination::Health::bad:
            return chinese ? "有问题" : "bad";
    }
    return {};
}

void write_tables(Json& json, std::string_view name, const std::vector<TableSum>& tables) {
    json.key(name).array();
    for (const TableSum& sum : tables)
        json.object().member("table", sum.table).member("rows", sum.rows).member("sum", sum.sum).end();
    json.end_array();
}

void print_json(const DoctorReport& report) {
    Json json;
    json.object()
        .member("sound", report.is_sound())
        .member("schema", report.schema)
        .member("revision", report.revision)
        .key("examinations")
        .array();
    for (const Examination& one : report.examinations)
        json.object()
            .member("name", one.name)
            .member("verdict", word_of(one.health, false))
            .member("count", one.count)
            .member("said", one.said)
            .end();
    json.end_array();
    write_tables(json, "tables", report.tables);
    write_tables(json, "child_tables", report.child_tables);
    json.end();
    fmt::print("{}\n", json.text());
}

void print_table(const DoctorReport& report) {
    const bool chinese = speaks_chinese();
    for (const Examination& one : report.examinations)
        fmt::print("{}\t{}\t{}\t{}\n", word_of(one.health, chinese), one.name, one.count,
                   chinese ? one.said.zh : one.said.en);
    for (const auto* tables : {&report.tables, &report.child_tables})
        for (const TableSum& sum : *tables) fmt::print("{}\t{}\t{}\n", sum.table, sum.rows, sum.sum);
    fmt::print("{}\t{}\n", chinese ? "修订号" : "revision", report.revision);
}

Exit examine(const DoctorArguments& arguments) {
    if (!std::filesystem::exists(std::filesystem::path(arguments.data) / "courtyard.db")) {
        complain({ErrorCode::not_found,
                  "backup.no_data",
                  {"那里没有数据目录", "there is no data directory there"},
                  arguments.data});
        return Exit::usage;
    }
    const auto directory = DataDirectory::open(arguments.data);
    if (!directory)
        return complain(with_request(
            directory.error(), "先停下服务器，或检查它的备份：restore 到别处再 doctor",
            "stop the server first, or examine a backup of it: restore it elsewhere, then doctor", {}));
    std::unique_ptr<ProgressBar> bar;
    std::string doing;
    const BackupProgress progress = [&](std::string_view what, std::size_t done, std::size_t total) {
        if (doing != what) bar = std::make_unique<ProgressBar>(doing = what);
        bar->show(done, total);
    };
    std::optional<BackupManifest> against;
    if (!arguments.backup.empty()) {
        const auto key = arguments.key.key();
        if (!key) return complain(key.error());
        auto manifest = manifest_of(arguments.backup, *key, progress);
        if (!manifest) return complain(manifest.error());
        against = std::move(*manifest);
    }
    const auto report = examine_data(arguments.data, arguments.deep ? Depth::deep : Depth::quick,
                                     arguments.seals.in(arguments.data), against, progress);
    bar.reset();
    if (!report) return complain(report.error());
    if (arguments.format == "json")
        print_json(*report);
    else
        print_table(*report);
    return report->is_sound() ? Exit::done : Exit::refused;
}

}  // namespace

void add_doctor_command(CLI::App& program, Exit& exit) {
    auto a = std::make_shared<DoctorArguments>();
    auto* command = program.add_subcommand("doctor", "Examine a data directory that no server works in");
    command->add_option("--data", a->data, "Data directory")->required();
    command->add_flag("--deep", a->deep,
                      "Also every index against its table, every photo's hash, a sum of every table");
    command->add_option("--backup", a->backup, "Compare with this backup's list of contents");
    a->key.add_to(*command);
    a->seals.add_to(*command);
    command->add_option("--format", a->format, "table or json")
        ->capture_default_str()
        ->check(CLI::IsMember({"table", "json"}));
    command->footer(
        "Exit code 0: sound; 1: something is wrong; 3: it could not be examined.\n"
        "Example: courtyard doctor --data /var/lib/courtyard --deep --anchors "
        "/mnt/other-disk/courtyard-audit.log");
    command->callback([a, &exit] { exit = examine(*a); });
}

}  // namespace courtyard
