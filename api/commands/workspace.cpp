// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/commands/workspace.h"

#include <fmt/format.h>
#include <pwd.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>

#include "api/definition_files.h"
#include "data/store/sqlite_store.h"

namespace courtyard {

Result<Workspace> Workspace::open(const std::filesystem::path& folder, const EvidenceLimits& limits) {
    Workspace workspace;
    auto directory = DataDirectory::open(folder);
    if (!directory) return tl::unexpected(directory.error());
    auto children = ChildStore::open(folder);
    if (!children) return tl::unexpected(children.error());
    if (auto added = add_definitions(folder); !added) return tl::unexpected(added.error());
    auto store = open_sqlite_store(folder, limits);
    if (!store) return tl::unexpected(store.error());
    workspace.directory = std::make_unique<DataDirectory>(std::move(*directory));
    workspace.children = std::make_unique<ChildStore>(std::move(*children));
    workspace.store = std::move(*store);
    workspace.atlas = std::make_unique<Atlas>(*workspace.store, folder / "picture.checkpoint");
    Atlas* atlas = workspace.atlas.get();
    workspace.store->on_commit([atlas](Store::Commit&& commit) { atlas->follow(std::move(commit)); });
    workspace.store->on_prepare([atlas](StagedId import) { atlas->prepare(import); });
    return workspace;
}

Result<Books> Books::open(const std::filesystem::path& folder) {
    auto directory = DataDirectory::open(folder);
    if (!directory) return tl::unexpected(directory.error());
    auto store = open_sqlite_store(folder);
    if (!store) return tl::unexpected(store.error());
    return Books{std::make_unique<DataDirectory>(std::move(*directory)), std::move(*store)};
}

void AskedTimes::add_to(CLI::App& command) {
    command.add_option("--as-of", as_of, "Day, inclusive; today when absent");
    command.add_option("--revision", revision, "What was known at this revision; the newest when absent")
        ->check(CLI::NonNegativeNumber);
}

Result<Moment> moment_of(const AskedTimes& asked, const Atlas& atlas) {
    const auto day = asked.as_of.empty() ? Result<Day>(today()) : Day::parse(asked.as_of);
    if (!day) return tl::unexpected(day.error());
    Moment moment{*day, atlas.now(), nullptr};
    if (asked.revision >= 0) {
        auto older = atlas.at(asked.revision);
        if (!older) return tl::unexpected(older.error());
        moment.snapshot = std::move(*older);
    }
    moment.edition = &moment.snapshot->edition_on(moment.day);
    return moment;
}

std::string machine_user() {
    const passwd* entry = getpwuid(getuid());
    return entry != nullptr ? fmt::format("os:{}", entry->pw_name) : fmt::format("os:{}", getuid());
}

bool speaks_chinese() {
    for (const char* name : {"LC_ALL", "LANG"})
        if (const char* value = std::getenv(name); value != nullptr && *value != '\0')
            return std::string_view(value).starts_with("zh");
    return false;
}

Exit complain(const Error& error) {
    fmt::print(stderr, "courtyard: {}{}\n", speaks_chinese() ? error.detail.zh : error.detail.en,
               error.subject.empty() ? "" : fmt::format(" [{}: {}]", error.name, error.subject));
    switch (error.code) {
        case ErrorCode::unavailable:
            return Exit::broken;
        case ErrorCode::conflict:
            return error.name == "data.in_use" ? Exit::broken : Exit::refused;
        case ErrorCode::not_found:
            return Exit::usage;
        default:
            return Exit::refused;
    }
}

ProgressBar::ProgressBar(std::string what) : what_(std::move(what)), terminal_(isatty(STDERR_FILENO) == 1) {}

ProgressBar::~ProgressBar() {
    if (terminal_ && last_ >= 0) fmt::print(stderr, "\n");
}

void ProgressBar::show(std::size_t done, std::size_t total) {
    constexpr std::size_t width = 40;
    const int percent = total == 0 ? 100 : static_cast<int>(100 * done / total);
    if (percent == last_ || (!terminal_ && percent / 10 == last_ / 10 && last_ >= 0)) return;
    last_ = percent;
    if (!terminal_) {
        fmt::print(stderr, "{} {} %\n", what_, percent);
        return;
    }
    const auto full = width * static_cast<std::size_t>(percent) / 100;
    fmt::print(stderr, "\r{} [{}{}] {:3} %", what_, std::string(full, '#'), std::string(width - full, '.'),
               percent);
    std::fflush(stderr);
}

}  // namespace courtyard
