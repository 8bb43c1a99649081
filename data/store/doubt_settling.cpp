// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/store/doubt_settling.h"

#include <algorithm>

#include "data/store/photo_evidence.h"
#include "data/store/sqlite_doubts.h"
#include "data/store/sqlite_facts.h"
#include "data/store/sqlite_photos.h"

namespace courtyard {
namespace {

constexpr std::array photo_flags{Flag::photo_far, Flag::photo_time, Flag::photo_reused,
                                 Flag::photo_no_position};
/// Some 200 photos that look like no other, or 20 that look like a thousand: tens of milliseconds.
constexpr std::size_t most_cost_of_photos = 20'000;
constexpr std::size_t cost_of_a_photo = 100;

template <class... Parts>
std::vector<Fix> joined(std::vector<Fix> whole, Parts... parts) {
    (whole.insert(whole.end(), std::make_move_iterator(parts.begin()), std::make_move_iterator(parts.end())),
     ...);
    return whole;
}

Fix fix_of(const InspectionRecord& record, std::int64_t line) {
    return {record.observed_at, record.id, line, record.position.wgs84, record.accuracy_m};
}

}  // namespace

std::optional<Leap> DoubtSettling::leap_of(const InspectionRecord& record, const std::string& account) {
    if (!is_fix(record)) return std::nullopt;
    const auto at = record.observed_at.ms;
    auto before = two_before(account, at, record.id);
    auto after = two_after(account, at, record.id);
    if (before.size() > 1) before.pop_back();
    if (after.size() > 1) after.pop_back();
    const std::size_t own = before.size();
    const auto track = joined(std::move(before), std::vector{fix_of(record, 0)}, std::move(after));
    return impossible_leaps(track, limits_)[own];
}

void DoubtSettling::take(std::int64_t line, const InspectionFact& fact, const std::string& account) {
    const InspectionRecord& record = fact.record;
    for (const Flag flag : fact.finding.flags.list())
        if (flag != Flag::impossible_speed) add(line, flag);
    if (is_fix(record)) {
        const auto at = record.observed_at.ms;
        auto before = two_before(account, at, record.id);
        auto after = two_after(account, at, record.id);
        SQLite::Statement& insert = bound(connection_.statement("insert_track"), account, at, record.id, line,
                                          record.position.wgs84.lon, record.position.wgs84.lat);
        if (record.accuracy_m) insert.bind(7, *record.accuracy_m);
        exec(insert);
        judge(std::move(before), {fix_of(record, line)}, std::move(after));
    }
    SQLite::Statement& photos = bound(connection_.statement("has_photos"), record.id, account);
    const bool brought = photos.executeStep();
    photos.reset();
    if (!brought) return;
    PhotoSlice slice(connection_);
    look_at_photos(record.id, slice);
}

void DoubtSettling::mark_lines(const std::string& import, std::int64_t first, std::int64_t last) {
    SQLite::Statement& end = bound(connection_.statement("end_of_lines"), first, last, 1);
    end.executeStep();
    const bool any = end.getColumn(1).getInt() > 0;
    end.reset();
    if (any) exec(bound(connection_.statement("mark_lines"), import, first, last));
}

void DoubtSettling::mark_photos(const std::string& inspection) {
    exec(bound(connection_.statement("mark_photos"), inspection));
}

void DoubtSettling::settle_photos(const std::string& inspection) {
    PhotoSlice slice(connection_);
    look_at_photos(inspection, slice);
    finish("photos", inspection);
}

std::optional<DoubtSettling::Mark> DoubtSettling::next_mark() {
    SQLite::Statement& row = connection_.statement("next_unsettled");
    std::optional<Mark> mark;
    if (row.executeStep())
        mark = Mark{row.getColumn(0), row.getColumn(1), row.getColumn(2).getInt64(), row.getColumn(3),
                    row.getColumn(4).getInt64()};
    row.reset();
    return mark;
}

bool DoubtSettling::anything_left() { return next_mark().has_value(); }

bool DoubtSettling::settle(std::size_t at_most) {
    auto mark = next_mark();
    if (!mark) return false;
    if (mark->what == "lines")
        settle_lines(*mark, at_most);
    else if (mark->what == "photos")
        settle_photos(std::move(*mark));
    else
        settle_track(*mark, at_most);
    return true;
}

void DoubtSettling::settle_photos(Mark mark) {
    PhotoSlice slice(connection_);
    for (std::optional<Mark> next = std::move(mark); next && next->what == "photos"; next = next_mark()) {
        look_at_photos(next->subject, slice);
        finish(next->what, next->subject);
        if (slice.cost >= most_cost_of_photos) break;
    }
}

void DoubtSettling::settle_lines(const Mark& mark, std::size_t at_most) {
    SQLite::Statement& slice = bound(connection_.statement("end_of_lines"), mark.first, mark.last,
                                     static_cast<std::int64_t>(at_most));
    slice.executeStep();
    const std::int64_t end = slice.getColumn(0).getInt64();
    const bool any = slice.getColumn(1).getInt() > 0;
    slice.reset();
    if (!any) return finish(mark.what, mark.subject);
    std::vector<std::pair<std::int64_t, Flags>> flagged;
    SQLite::Statement& rows = bound(connection_.statement("flagged_lines"), mark.first, end);
    while (rows.executeStep())
        flagged.emplace_back(rows.getColumn(0).getInt64(), Flags(rows.getColumn(1).getUInt()));
    rows.reset();
    for (const auto& [line, flags] : flagged)
        for (const Flag flag : flags.list())
            if (flag != Flag::impossible_speed) add(line, flag);
    for (const char* statement : {"track_lines", "mark_tracks_of_lines", "mark_photos_of_lines"})
        exec(bound(connection_.statement(statement), mark.first, end));
    move(mark, end + 1, {});
}

void DoubtSettling::settle_track(const Mark& mark, std::size_t at_most) {
    const std::string& account = mark.subject;
    auto slice = fixes(bound(connection_.statement("track_between"), account, mark.first,
                             mark.first_inspection, mark.last, static_cast<std::int64_t>(at_most)));
    auto before = two_before(account, mark.first, mark.first_inspection);
    const bool whole = slice.size() < at_most;
    const std::int64_t end = slice.empty() ? mark.first : slice.back().at.ms;
    const std::string end_inspection = slice.empty() ? mark.first_inspection : slice.back().inspection;
    auto after = two_after(account, end, end_inspection);
    judge(std::move(before), std::move(slice), std::move(after));
    if (whole) return finish(mark.what, account);
    move(mark, end, end_inspection);
}

void DoubtSettling::look_at_photos(const std::string& inspection, PhotoSlice& slice) {
    SQLite::Statement& row = bound(connection_.statement("inspection_by_id"), inspection);
    std::optional<RecordedFact> found;
    if (row.executeStep()) found = fact_of_row("inspection", row);
    row.reset();
    if (!found) return;
    const InspectionRecord& record = std::get<InspectionFact>(found->fact).record;
    Flags flags;
    for (const Blob& photo : stored_photos(connection_, inspection, found->account)) {
        const auto uses = slice.uses.of(photo);
        slice.cost += cost_of_a_photo + uses.size();
        const PhotoEvidence evidence = evidence_of(photo, record, uses, limits_);
        flags = Flags(flags.bits() | evidence.flags.bits());
        for (const std::string& other : evidence.elsewhere) {
            if (!slice.reused.insert(other).second) continue;
            if (const auto line = visible_line(other)) add(*line, Flag::photo_reused);
        }
    }
    for (const Flag flag : photo_flags) {
        if (flags.has(flag))
            add(found->line, flag);
        else
            remove(found->line, flag);
    }
    if (!flags.has(Flag::photo_reused)) slice.reused.erase(inspection);
}

std::optional<std::int64_t> DoubtSettling::visible_line(const std::string& inspection) {
    SQLite::Statement& row = bound(connection_.statement("visible_line"), inspection);
    std::optional<std::int64_t> line;
    if (row.executeStep()) line = row.getColumn(0).getInt64();
    row.reset();
    return line;
}

void DoubtSettling::judge(std::vector<Fix> before, std::vector<Fix> slice, std::vector<Fix> after) {
    std::ranges::reverse(before);
    const std::size_t first = before.size() == 2 ? 1 : 0;
    const std::size_t beyond = after.size() == 2 ? 1 : 0;
    const auto track = joined(std::move(before), std::move(slice), std::move(after));
    const auto leaps = impossible_leaps(track, limits_);
    for (std::size_t i = first; i + beyond < track.size(); ++i) set_leap(track[i].line, leaps[i]);
}

void DoubtSettling::set_leap(std::int64_t line, const std::optional<Leap>& leap) {
    const auto known = read_doubts(
        bound(connection_.statement("doubt_of_line"), line, static_cast<int>(Flag::impossible_speed)));
    if (known.empty() ? !leap : known.front().leap == leap) return;
    // Another leap is another doubt: what a reviewer said of the old one does not settle it.
    if (!known.empty()) remove(line, Flag::impossible_speed);
    if (leap) add(line, Flag::impossible_speed, leap);
}

void DoubtSettling::forget_lines(std::int64_t first, std::int64_t last) {
    exec(bound(connection_.statement("mark_tracks_of_lines"), first, last));
    exec(bound(connection_.statement("mark_reused_photos_beside"), first, last,
               static_cast<int>(Flag::photo_reused)));
    exec(bound(connection_.statement("forget_track_of_lines"), first, last));
    exec(bound(connection_.statement("forget_doubts_of_lines"), first, last));
}

std::vector<Fix> DoubtSettling::two_before(const std::string& account, std::int64_t at,
                                           const std::string& inspection) {
    return fixes(bound(connection_.statement("track_before"), account, at, inspection));
}

std::vector<Fix> DoubtSettling::two_after(const std::string& account, std::int64_t at,
                                          const std::string& inspection) {
    return fixes(bound(connection_.statement("track_after"), account, at, inspection));
}

std::vector<Fix> DoubtSettling::fixes(SQLite::Statement& rows) {
    std::vector<Fix> list;
    while (rows.executeStep()) {
        Fix fix{Instant{rows.getColumn(0).getInt64()},
                rows.getColumn(1),
                rows.getColumn(2).getInt64(),
                {rows.getColumn(3).getDouble(), rows.getColumn(4).getDouble()},
                std::nullopt};
        if (!rows.getColumn(5).isNull()) fix.accuracy_m = rows.getColumn(5).getDouble();
        list.push_back(std::move(fix));
    }
    rows.reset();
    return list;
}

void DoubtSettling::add(std::int64_t line, Flag flag, const std::optional<Leap>& leap) {
    SQLite::Statement& insert =
        bound(connection_.statement("insert_doubt"), line, static_cast<int>(flag), Instant::now().ms);
    if (leap) {
        insert.bind(4, leap->metres);
        insert.bind(5, leap->seconds);
        insert.bind(6, leap->other);
    }
    exec(insert);
}

void DoubtSettling::remove(std::int64_t line, Flag flag) {
    exec(bound(connection_.statement("delete_doubt"), line, static_cast<int>(flag)));
}

void DoubtSettling::move(const Mark& mark, std::int64_t first, const std::string& first_inspection) {
    exec(bound(connection_.statement("move_mark"), mark.what, mark.subject, first, first_inspection));
}

void DoubtSettling::finish(const std::string& what, const std::string& subject) {
    exec(bound(connection_.statement("delete_mark"), what, subject));
}

void DoubtSettling::exec(SQLite::Statement& statement) {
    statement.exec();
    statement.reset();
}

}  // namespace courtyard
