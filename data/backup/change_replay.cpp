// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/backup/change_replay.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <system_error>

#include "data/backup/change_segment.h"
#include "data/scratch_folder.h"
#include "data/store/file_handle.h"
#include "data/store/sqlite_connection.h"

namespace courtyard {
namespace {

tl::unexpected<Error> gap(const std::filesystem::path& file) {
    return fail(ErrorCode::invalid_input, "backup.gap",
                {fmt::format("变更段不连续：{} 之前缺了一段或混入了别的；--no-changes 只恢复完整备份本身",
                             file.string()),
                 fmt::format("the changes have a gap before {}; --no-changes restores the backup alone",
                             file.string())},
                file.string());
}

std::vector<std::filesystem::path> segments_of(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> files;
    std::error_code absent;
    for (const auto& entry : std::filesystem::directory_iterator(folder, absent))
        if (entry.path().extension() == ".changes") files.push_back(entry.path());
    std::ranges::sort(files);
    return files;
}

/// A database file that commits are carried into.
class PageFile {
  public:
    explicit PageFile(const std::filesystem::path& file) : name_(file), file_(file, O_RDWR) {}

    void apply(const ReplayedCommit& commit) {
        for (const auto& [page, bytes] : commit.pages) {
            const auto at = static_cast<off_t>(std::uint64_t{page - 1} * bytes.size());
            if (::pwrite(file_.get(), bytes.data(), bytes.size(), at) != static_cast<ssize_t>(bytes.size()))
                refuse();
            page_bytes_ = bytes.size();
        }
        pages_ = commit.pages_in_database;
    }
    void finish() {
        if (pages_ != 0 && ::ftruncate(file_.get(), static_cast<off_t>(pages_ * page_bytes_)) != 0) refuse();
    }

  private:
    [[noreturn]] void refuse() const {
        throw std::system_error(errno, std::generic_category(), name_.string());
    }

    std::filesystem::path name_;
    FileHandle file_;
    std::uint64_t pages_ = 0;
    std::uint64_t page_bytes_ = 0;
};

std::int64_t accesses_in(const std::filesystem::path& database) {
    SqliteConnection connection(database, Access::read_only);
    SQLite::Statement& row = connection.statement("access_count");
    row.executeStep();
    const std::int64_t count = row.getColumn(0).getInt64();
    row.reset();
    return count;
}

/// Every change of the counts leaves a line in their log, so the longer log is the newer file.
void put_children(const std::string& database, const std::filesystem::path& file) {
    const ScratchFolder scratch(file.parent_path());
    const auto draft = scratch.path() / file.filename();
    std::ofstream out(draft, std::ios::binary);
    out.write(database.data(), static_cast<std::streamsize>(database.size()));
    if (!out.flush()) throw std::system_error(errno, std::generic_category(), draft.string());
    if (accesses_in(draft) > accesses_in(file)) std::filesystem::rename(draft, file);
}

/// Numbers by which the stream is seen to be whole.
struct Thread {
    std::uint64_t number = 0;
    std::uint64_t ordinal = 0;
    std::string sum;

    bool goes_on(const SegmentHead& head, const std::string& stream) const {
        if (head.stream != stream) return false;
        if (number != 0 && (head.number != number + 1 || head.before != sum)) return false;
        // The first may begin before the backup was made, but not after.
        return head.first == 0 || (number == 0 ? head.first <= ordinal + 1 : head.first == ordinal + 1);
    }
};

}  // namespace

Result<Replayed> replay_changes(const RestoreOrder& order, const BackupManifest& manifest,
                                const std::filesystem::path& folder) {
    const auto files = segments_of(order.file.parent_path() / "changes" / manifest.stream);
    PageFile database(folder / "courtyard.db");
    Replayed replayed;
    Thread thread{0, manifest.ordinal, {}};
    bool reached = false;
    for (std::size_t i = 0; i < files.size() && !reached; ++i) {
        order.progress("changes", i, files.size());
        auto segment = Segment::read(files[i], order.key);
        if (!segment) return tl::unexpected(segment.error());
        const SegmentHead& head = segment->head;
        // All of it is in the backup already.
        if (thread.number == 0 && head.first != 0 && head.last <= manifest.ordinal) continue;
        if (!thread.goes_on(head, manifest.stream)) return gap(files[i]);
        const auto done = segment->replay([&](const ReplayedCommit& commit) {
            if (commit.ordinal <= manifest.ordinal) return true;
            reached = order.until && commit.revision > *order.until;
            if (reached) return false;
            database.apply(commit);
            ++replayed.commits;
            return true;
        });
        if (!done) return tl::unexpected(done.error());
        if (!reached && segment->children) put_children(*segment->children, folder / "children.db");
        thread.number = head.number;
        thread.ordinal = std::max(thread.ordinal, head.last);
        thread.sum = segment->sum;
        ++replayed.segments;
    }
    database.finish();
    return replayed;
}

}  // namespace courtyard
