// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/commands/key_options.h"

#include <fmt/format.h>

#include <fstream>
#include <iostream>

namespace courtyard {
namespace {

constexpr std::size_t shortest_password = 12;

}  // namespace

void KeyOptions::add_to(CLI::App& command) {
    auto* key =
        command.add_option("--key-file", key_file, "Key of the backup (courtyard backup --new-key FILE)");
    command
        .add_option("--password-file", password_file,
                    "File with the backup's password in its first line; - reads standard input")
        ->excludes(key);
}

Result<BackupKey> KeyOptions::key() const {
    if (!key_file.empty()) return BackupKey::read(key_file);
    if (password_file.empty()) return BackupKey::none();
    std::string password;
    std::ifstream file;
    if (password_file != "-") file.open(password_file);
    if (!std::getline(password_file == "-" ? std::cin : file, password))
        return fail(
            ErrorCode::not_found, "key.missing",
            {fmt::format("读不到密码：{}", password_file), fmt::format("no password in {}", password_file)},
            "--password-file");
    if (password.size() < shortest_password)
        return fail(ErrorCode::invalid_input, "key.short_password",
                    {fmt::format("备份密码至少 {} 个字符", shortest_password),
                     fmt::format("a backup's password has at least {} characters", shortest_password)},
                    "--password-file");
    return BackupKey::of_password(std::move(password));
}

Error with_request(Error error, const std::string& zh, const std::string& en, const std::string& path) {
    if (error.name != "data.in_use") return error;
    const auto begin = error.detail.en.find("server http");
    if (begin == std::string::npos) return error;
    const auto url_at = begin + std::string("server ").size();
    const auto url = error.detail.en.substr(url_at, error.detail.en.find(' ', url_at) - url_at);
    const auto end = error.detail.en.find(" (load");
    const auto holder = error.detail.en.substr(0, end);
    error.detail = {fmt::format("数据目录正在被使用：{}；{}", url, zh), fmt::format("{}; {}", holder, en)};
    if (!path.empty()) {
        const auto call = fmt::format(": curl -X POST -H 'Authorization: Bearer TOKEN' '{}{}'", url, path);
        error.detail.zh += call;
        error.detail.en += call;
    }
    return error;
}

}  // namespace courtyard
