// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "atlas/atlas.h"
#include "data/store/child_store.h"
#include "data/store/data_directory.h"
#include "data/store/store.h"

#include "api/commands/commands.h"
#include "api/moment.h"

namespace courtyard {

/// A data directory that this process works in: locked, its store open, its picture drawn and following.
struct Workspace {
    std::unique_ptr<DataDirectory> directory;
    std::unique_ptr<ChildStore> children;
    std::unique_ptr<Store> store;
    std::unique_ptr<Atlas> atlas;

    /// Errors   those of `DataDirectory::open`, `add_definitions` and `open_sqlite_store`
    static Result<Workspace> open(const std::filesystem::path& folder, const EvidenceLimits& limits = {});

    Workspace() = default;
    Workspace(Workspace&&) = default;
    Workspace& operator=(Workspace&&) = default;
    /// The store stops writing before the atlas that follows it goes.
    ~Workspace() {
        if (atlas) atlas->rest();
        if (store) store.reset();
    }
};

/// A data directory that this process works in, without its picture: for what asks for no map.
struct Books {
    std::unique_ptr<DataDirectory> directory;
    std::unique_ptr<Store> store;

    /// Errors   those of `DataDirectory::open` and `open_sqlite_store`
    static Result<Books> open(const std::filesystem::path& folder);
};

/// What a command that reads data is asked for: `--as-of` and `--revision`.
struct AskedTimes {
    std::string as_of;       ///< empty: today
    Revision revision = -1;  ///< below zero: the newest

    void add_to(CLI::App& command);
};

/// The day and the picture of a reading command.
/// Errors   invalid_input: day.*; those of `Atlas::at`
Result<Moment> moment_of(const AskedTimes& asked, const Atlas& atlas);

/// Who works at this machine, as the audit calls it: `os:` and the name that the system knows.
std::string machine_user();

/// Says what was wrong, in the language of the terminal, and gives the exit code of its kind.
Exit complain(const Error& error);

/// A bar on a terminal, plain lines every tenth otherwise.
class ProgressBar {
  public:
    explicit ProgressBar(std::string what);
    ~ProgressBar();
    void show(std::size_t done, std::size_t total);

  private:
    std::string what_;
    bool terminal_;
    int last_ = -1;
};

/// Chinese when LANG or LC_ALL says so.
bool speaks_chinese();

}  // namespace courtyard
