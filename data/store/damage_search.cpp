// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/store/damage_search.h"

#include <sqlite3.h>
#include <sys/resource.h>
#include <unistd.h>

#include "data/store/sqlite_connection.h"

namespace courtyard {

DamageSearch::DamageSearch(const std::filesystem::path& file, std::function<void(std::string)> tell)
    : thread_([this, file, tell = std::move(tell)] { run(file, tell); }) {}

DamageSearch::~DamageSearch() {
    stopping_ = true;
    thread_.join();
}

void DamageSearch::run(const std::filesystem::path& file, const std::function<void(std::string)>& tell) {
    constexpr int low = 15;
    constexpr int steps_between_looks = 10'000;
    // Of this thread alone, on Linux.
    ::setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), low);
    try {
        SqliteConnection connection(file, Access::read_only);
        sqlite3_progress_handler(
            connection.database().getHandle(), steps_between_looks,
            [](void* stopping) { return static_cast<std::atomic<bool>*>(stopping)->load() ? 1 : 0; },
            &stopping_);
        connection.refuse_damage();
    } catch (const SQLite::Exception& error) {
        if (!stopping_) tell(error.what());
    }
}

}  // namespace courtyard
