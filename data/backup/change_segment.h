// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "data/backup/backup_key.h"
#include "data/store/store.h"

namespace courtyard {

/// What continues a backup: commits of one stream, numbered without a gap, each as the pages it left.
struct SegmentHead {
    std::string stream;        ///< random, one for each run of the server that missed nothing
    std::uint64_t number = 0;  ///< of the segment in its stream, from 1
    std::uint64_t first = 0;   ///< ordinals of its commits
    std::uint64_t last = 0;
    Revision revision = 0;  ///< after its last commit
    std::string before;     ///< sum of the segment before, hex; empty for the first
};

/// Collects commits until they are written out.
class SegmentDraft {
  public:
    void begin_commit(std::uint64_t ordinal, Revision revision);
    void page(std::uint32_t page, std::string_view bytes);
    void end_commit(std::uint32_t pages_in_database);
    /// children.db as a whole, when it changed.
    void children(std::string database) { children_ = std::move(database); }

    bool empty() const { return first_ == 0 && !children_; }
    std::size_t bytes() const { return commits_.size(); }
    std::uint64_t last() const { return last_; }
    Revision revision() const { return revision_; }

    /// Writes it out durably. @return   the sum of the file, hex
    std::string write(const std::filesystem::path& file, SegmentHead head, const BackupKey& key) const;

  private:
    std::string commits_;
    std::size_t commit_at_ = 0;
    std::uint64_t first_ = 0;
    std::uint64_t last_ = 0;
    Revision revision_ = 0;
    std::optional<std::string> children_;
};

/// A commit as it is replayed.
struct ReplayedCommit {
    std::uint64_t ordinal = 0;
    Revision revision = 0;
    std::uint32_t pages_in_database = 0;
    struct Page {
        std::uint32_t page = 0;
        std::string_view bytes;
    };
    std::vector<Page> pages;
};

/// A segment that was read and found whole.
struct Segment {
    SegmentHead head;
    std::string sum;
    std::string commits;
    std::optional<std::string> children;

    /// Errors   those of `SealedReader`
    static Result<Segment> read(const std::filesystem::path& file, const BackupKey& key);
    /// Visits its commits in order until told to stop. Errors   invalid_input: backup.damaged
    Result<void> replay(const std::function<bool(const ReplayedCommit&)>& visit) const;
};

/// `changes/<stream>/<number>.changes` of a backup folder.
std::filesystem::path segment_path(const std::filesystem::path& changes, const std::string& stream,
                                   std::uint64_t number);

}  // namespace courtyard
