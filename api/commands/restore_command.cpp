// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <memory>

#include "api/commands/key_options.h"
#include "api/commands/workspace.h"
#include "api/json.h"
#include "data/backup/restore.h"
#include "data/backup/sealed_file.h"

namespace courtyard {
namespace {

struct RestoreArguments {
    std::string file;
    std::string data;
    std::string format = "table";
    Revision until = -1;
    bool no_changes = false;
    KeyOptions key;
};

void print_restored(const RestoreArguments& arguments, const Restored& restored) {
    if (arguments.format == "json") {
        Json json;
        json.object()
            .member("data", arguments.data)
            .member("made_at", to_string(restored.manifest.made_at))
            .member("backup_revision", restored.manifest.revision)
            .member("revision", restored.revision)
            .member("segments", restored.segments)
            .member("commits", restored.commits)
            .member("photos", restored.photos)
            .end();
        fmt::print("{}\n", json.text());
        return;
    }
    const bool chinese = speaks_chinese();
    fmt::print("{}\t{}\n", chinese ? "数据目录" : "data", arguments.data);
    fmt::print("{}\t{}\n", chinese ? "备份时间" : "made at", to_string(restored.manifest.made_at));
    fmt::print("{}\t{}\n", chinese ? "备份的修订号" : "backup revision", restored.manifest.revision);
    fmt::print("{}\t{}\n", chinese ? "变更段" : "segments", restored.segments);
    fmt::print("{}\t{}\n", chinese ? "其中的提交" : "commits", restored.commits);
    fmt::print("{}\t{}\n", chinese ? "恢复到修订号" : "revision", restored.revision);
    fmt::print("{}\t{}\n", chinese ? "照片" : "photos", restored.photos);
}

Exit restore(const RestoreArguments& arguments) {
    const auto kind = SealedReader::kind_of_key(arguments.file, backup_magic);
    if (!kind) return complain(kind.error());
    if (*kind != BackupKey::Kind::none && !arguments.key.given())
        return complain(
            {ErrorCode::not_found, "backup.wrong_key",
             *kind == BackupKey::Kind::file
                 ? Text{"这个备份用密钥文件加密：请给 --key-file",
                        "this backup is sealed with a key: name it with --key-file"}
                 : Text{"这个备份用密码加密：请给 --password-file",
                        "this backup is sealed with a password: name its file with --password-file"},
             arguments.file});
    const auto key = arguments.key.key();
    if (!key) return complain(key.error());
    std::unique_ptr<ProgressBar> bar;
    std::string doing;
    RestoreOrder order{
        std::filesystem::absolute(arguments.file), arguments.data, *key, {}, !arguments.no_changes};
    if (arguments.until >= 0) order.until = arguments.until;
    order.progress = [&](std::string_view what, std::size_t done, std::size_t total) {
        if (doing != what) bar = std::make_unique<ProgressBar>(doing = what);
        bar->show(done, total);
    };
    const auto restored = restore_backup(order);
    bar.reset();
    if (!restored) return complain(restored.error());
    print_restored(arguments, *restored);
    return Exit::done;
}

}  // namespace

void add_restore_command(CLI::App& program, Exit& exit) {
    auto a = std::make_shared<RestoreArguments>();
    auto* command = program.add_subcommand("restore",
                                           "Make a data directory of a backup and the changes beside it; "
                                           "nothing is put in place before all is examined");
    command->add_option("file", a->file, "The backup")->required();
    command->add_option("--data", a->data, "Data directory to make: not there yet, or empty")->required();
    a->key.add_to(*command);
    command->add_option("--until", a->until, "Nothing after this revision; everything when absent")
        ->check(CLI::NonNegativeNumber);
    command->add_flag("--no-changes", a->no_changes,
                      "The backup alone, without the changes that continue it");
    command->add_option("--format", a->format, "table or json")
        ->capture_default_str()
        ->check(CLI::IsMember({"table", "json"}));
    command->footer(
        "Exit code 1: the backup was refused (wrong key, cut short, altered), nothing was written.\n"
        "Example: courtyard restore /backup/courtyard-20261128T150000Z-r123.backup --data "
        "/var/lib/courtyard-new "
        "--key-file /root/courtyard.key");
    command->callback([a, &exit] { exit = restore(*a); });
}

}  // namespace courtyard
