// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <memory>
#include <optional>

#include "api/commands/key_options.h"
#include "api/commands/workspace.h"
#include "data/backup/full_backup.h"

namespace courtyard {
namespace {

struct BackupArguments {
    std::string out;
    std::string data;
    std::string new_key;
    std::string photos = "inside";
    KeyOptions key;
};

Exit make_key(const std::string& file) {
    if (auto made = BackupKey::make(file); !made) return complain(made.error());
    fmt::print("{}\n",
               speaks_chinese()
                   ? fmt::format("{}：新的备份密钥。请另存一份到别处：没有它，任何备份都打不开", file)
                   : fmt::format("{}: a new key. Keep a copy elsewhere: without it no backup opens", file));
    return Exit::done;
}

void print_made(const BackupArguments& arguments, const BackupManifest& made) {
    const bool chinese = speaks_chinese();
    const auto file = std::filesystem::path(arguments.out);
    fmt::print("{}\t{}\n", chinese ? "备份" : "backup", file.string());
    fmt::print("{}\t{}\n", chinese ? "修订号" : "revision", made.revision);
    fmt::print("{}\t{}\n", chinese ? "照片" : "photos", made.photos);
    fmt::print("{}\t{}\n", chinese ? "字节" : "bytes", std::filesystem::file_size(file));
}

Exit back_up(const BackupArguments& arguments) {
    if (!arguments.new_key.empty()) return make_key(arguments.new_key);
    const auto refuse = [](ErrorCode code, std::string name, Text said, std::string subject) {
        complain({code, std::move(name), std::move(said), std::move(subject)});
        return Exit::usage;
    };
    if (arguments.out.empty() || arguments.data.empty())
        return refuse(ErrorCode::not_found, "backup.what",
                      {"请用 --data 和 --out 指明数据目录与备份文件",
                       "name the data directory and the file: --data DIR --out FILE"},
                      "--out");
    const std::filesystem::path out = std::filesystem::absolute(arguments.out);
    if (std::filesystem::exists(out))
        return complain({ErrorCode::conflict,
                         "backup.exists",
                         {"文件已存在，没有覆盖它", "the file is there already and was left alone"},
                         out.string()});
    if (!std::filesystem::exists(std::filesystem::path(arguments.data) / "courtyard.db"))
        return refuse(ErrorCode::not_found, "backup.no_data",
                      {"那里没有数据目录", "there is no data directory there"}, arguments.data);
    if (!arguments.key.key_file.empty())
        if (auto apart = key_lies_apart(arguments.key.key_file, out.parent_path()); !apart)
            return complain(apart.error());
    const auto key = arguments.key.key();
    if (!key) return complain(key.error());
    if (arguments.photos == "beside" && key->kind() == BackupKey::Kind::password)
        return refuse(ErrorCode::invalid_input, "backup.photos",
                      {"照片放在旁边时要用密钥文件", "photos beside the backup need a key file"}, "--photos");
    const auto directory = DataDirectory::open(arguments.data);
    if (!directory)
        return complain(with_request(directory.error(), "请让服务器自己备份", "let the server back itself up",
                                     "/api/backups"));
    if (key->kind() == BackupKey::Kind::none)
        fmt::print(stderr, "courtyard: {}\n",
                   speaks_chinese()
                       ? "没有给密钥：备份不加密，谁拿到都能读（--key-file 或 --password-file）"
                       : "no key is given: whoever gets the backup reads it (--key-file or --password-file)");
    std::optional<PhotoVault> vault;
    if (arguments.photos == "beside") vault.emplace(out.parent_path() / "photos", *key);
    std::filesystem::create_directories(out.parent_path() / (vault ? "photos" : ""));
    std::unique_ptr<ProgressBar> bar;
    std::string doing;
    BackupOrder order{arguments.data, out, *key, vault ? &*vault : nullptr, COURTYARD_VERSION, {}, {}};
    order.progress = [&](std::string_view what, std::size_t done, std::size_t total) {
        if (doing != what) bar = std::make_unique<ProgressBar>(doing = what);
        bar->show(done, total);
    };
    const auto made = make_backup(order);
    bar.reset();
    if (!made) return complain(made.error());
    print_made(arguments, *made);
    return Exit::done;
}

}  // namespace

void add_backup_command(CLI::App& program, Exit& exit) {
    auto a = std::make_shared<BackupArguments>();
    auto* command = program.add_subcommand(
        "backup", "Write one file from which everything can be restored; or make the key that seals backups");
    command->add_option("--out", a->out, "File to write");
    command->add_option("--data", a->data,
                        "Data directory; one that a server works in is backed up by that server");
    a->key.add_to(*command);
    command
        ->add_option("--photos", a->photos,
                     "inside: in the file itself; beside: in photos/ beside it, each once for all backups")
        ->capture_default_str()
        ->check(CLI::IsMember({"inside", "beside"}));
    command->add_option("--new-key", a->new_key, "Write a new key into this file, and do nothing else");
    command->footer(
        "Example: courtyard backup --new-key /root/courtyard.key\n"
        "         courtyard backup --data /var/lib/courtyard --out /backup/2026-11-28.backup --key-file "
        "/root/courtyard.key");
    command->callback([a, &exit] { exit = back_up(*a); });
}

}  // namespace courtyard
