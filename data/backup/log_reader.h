// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string_view>

#include "data/store/file_handle.h"
#include "data/store/page_source.h"

namespace courtyard {

/// A page as a commit left it.
struct LoggedPage {
    std::uint32_t page = 0;   ///< from 1
    std::uint32_t pages = 0;  ///< how many the database has after this; 0: the commit goes on
    std::string_view bytes;
};

/// Reads SQLite's write-ahead log behind the writer, commit after commit, and believes nothing that its
/// checksums do not say. Only the log's file is opened: it carries no locks that closing it could drop.
///
/// The writer waits for nobody. When it starts the log anew, what it had written before is still there until
/// the new pages reach it: who is behind by less than a log's length misses nothing, and who missed something
/// is told so.
///
/// Source   https://www.sqlite.org/fileformat2.html#walformat
class LogReader {
  public:
    /// @param from   what was committed up to here is known
    LogReader(std::filesystem::path log, const LogPosition& from) : path_(std::move(log)), at_(from) {}

    /// Visits every page from where the last reading ended up to `until`.
    /// @return   false: some of it is gone
    bool read(const LogPosition& until, const std::function<void(const LoggedPage&)>& visit);
    std::uint32_t page_size() const { return page_size_; }

  private:
    struct Sum {
        std::uint32_t first = 0;
        std::uint32_t second = 0;
    };
    bool begin();
    bool go_on();

    std::filesystem::path path_;
    LogPosition at_;
    std::optional<FileHandle> file_;
    std::uint32_t page_size_ = 0;
    bool big_endian_ = false;
    bool summing_ = false;  ///< whether `sum_` is that of the frames up to `at_`
    Sum sum_;
};

}  // namespace courtyard
