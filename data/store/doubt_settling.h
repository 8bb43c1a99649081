// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include "data/store/evidence_limits.h"
#include "data/store/sqlite_connection.h"
#include "data/store/sqlite_photos.h"
#include "data/store/store.h"
#include "data/store/track_speed.h"

namespace courtyard {

/// Keeps the queue of doubts in step with the inspection points that are visible.
///
/// A single point and a single photo are looked at with their own write. What a file brings is marked in the
/// write that makes it visible and looked at afterwards, in slices, so that nobody waits for it; the marks
/// are rows, so that a start goes on where the last process ended. Whatever the order of arrival, the same
/// doubts come out.
///
/// Threads   the writer's
class DoubtSettling {
  public:
    DoubtSettling(SqliteConnection& connection, const EvidenceLimits& limits)
        : connection_(connection), limits_(limits) {}

    /// The leap that a point would make if it came now.
    std::optional<Leap> leap_of(const InspectionRecord& record, const std::string& account);
    /// A point that is visible with this write.
    void take(std::int64_t line, const InspectionFact& fact, const std::string& account);
    /// Points of an import that become visible with this write, if there are any on these lines.
    void mark_lines(const std::string& import, std::int64_t first, std::int64_t last);
    void mark_photos(const std::string& inspection);
    /// The photos of one point alone, if they are marked.
    void settle_photos(const std::string& inspection);
    bool anything_left();
    /// Looks at about so many of the points that are marked; false when none is left.
    bool settle(std::size_t at_most);
    /// The points of an import that is undone with this write, but for those that are kept.
    /// Precondition: nothing is marked.
    void forget_lines(std::int64_t first, std::int64_t last);

  private:
    struct Mark {
        std::string what;
        std::string subject;
        std::int64_t first = 0;
        std::string first_inspection;
        std::int64_t last = 0;
    };

    /// What was found out about photos in one write.
    struct PhotoSlice {
        explicit PhotoSlice(SqliteConnection& connection) : uses(connection) {}

        PhotoUses uses;
        std::unordered_set<std::string> reused;  ///< points that bear `photo_reused` by now
        std::size_t cost = 0;                    ///< uses that were compared, and some for each photo
    };

    std::optional<Mark> next_mark();
    std::vector<Fix> fixes(SQLite::Statement& rows);
    std::vector<Fix> two_before(const std::string& account, std::int64_t at, const std::string& inspection);
    std::vector<Fix> two_after(const std::string& account, std::int64_t at, const std::string& inspection);
    void settle_lines(const Mark& mark, std::size_t at_most);
    void settle_track(const Mark& mark, std::size_t at_most);
    /// As many of the marked photos as one write may take, the one of this mark first.
    void settle_photos(Mark mark);
    void look_at_photos(const std::string& inspection, PhotoSlice& slice);
    std::optional<std::int64_t> visible_line(const std::string& inspection);
    /// The first and the last two fixes only stand beside those that are judged, where there are two.
    void judge(std::vector<Fix> before, std::vector<Fix> fixes, std::vector<Fix> after);
    void set_leap(std::int64_t line, const std::optional<Leap>& leap);
    void add(std::int64_t line, Flag flag, const std::optional<Leap>& leap = std::nullopt);
    void remove(std::int64_t line, Flag flag);
    void move(const Mark& mark, std::int64_t first, const std::string& first_inspection);
    void finish(const std::string& what, const std::string& subject);
    void exec(SQLite::Statement& statement);

    SqliteConnection& connection_;
    EvidenceLimits limits_;
};

}  // namespace courtyard
