// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>
#include <poll.h>
#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "data/sandbox/parsing_pool.h"
#include "tests/data/given_file.h"

namespace courtyard {

/// A pool of the built program's workers.
inline std::unique_ptr<ParsingPool> given_pool(ParsingOptions options = {}) {
    options.program = COURTYARD_PROGRAM;
    auto pool = ParsingPool::start(std::move(options));
    if (!pool) throw std::runtime_error(pool.error().detail.en);
    return std::move(*pool);
}

/// Processes that a process has started and that still run.
inline std::vector<int> children_of(int process) {
    std::vector<int> children;
    const std::filesystem::path tasks = "/proc/" + std::to_string(process) + "/task";
    for (const auto& task : std::filesystem::directory_iterator(tasks)) {
        std::ifstream list(task.path() / "children");
        for (int child = 0; list >> child;) children.push_back(child);
    }
    return children;
}

/// The spawners that this test has started.
inline std::vector<int> spawners() { return children_of(getpid()); }

/// Sends every worker a signal that ends it, and returns when they have ended.
inline void kill_workers(int signal) {
    std::vector<pollfd> ends;
    for (const int spawner : spawners()) {
        for (const int worker : children_of(spawner)) {
            const auto process = static_cast<int>(syscall(SYS_pidfd_open, worker, 0));
            if (process < 0) continue;
            ends.push_back({process, POLLIN, 0});
            kill(worker, signal);
        }
    }
    for (pollfd& end : ends) {
        EXPECT_EQ(poll(&end, 1, 10'000), 1) << "a worker outlives its signal";
        close(end.fd);
    }
}

/// What reading to the end gives: every row as text, and how it ended.
struct ReadTable {
    std::string refused;  ///< the stable name of the error, at opening or later
    std::string format;
    std::string encoding;
    std::vector<std::string> columns;
    std::vector<std::string> rows;

    bool operator==(const ReadTable&) const = default;
};

ReadTable read_all(const TableOpener& open, const std::filesystem::path& path,
                   const TableOptions& options = {});
void PrintTo(const ReadTable& read, std::ostream* out);

}  // namespace courtyard
