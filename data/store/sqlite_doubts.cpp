// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/store/sqlite_doubts.h"

#include <fmt/format.h>

namespace courtyard {
namespace {

AreaCode code_of(const std::string& stored) {
    return stored.empty() ? AreaCode{} : AreaCode::parse(stored).value();
}

/// Codes are letters and digits, so they need no escaping.
std::string json_list(const std::vector<AreaCode>& codes) {
    std::string list = "[";
    for (const AreaCode& code : codes)
        list += fmt::format("{}\"{}\"", list.size() == 1 ? "" : ",", code.view());
    return list + "]";
}

}  // namespace

std::vector<Doubt> read_doubts(SQLite::Statement& rows) {
    std::vector<Doubt> doubts;
    while (rows.executeStep()) {
        Doubt doubt{rows.getColumn(0).getInt64(),
                    rows.getColumn(1).getInt64(),
                    static_cast<Flag>(rows.getColumn(2).getInt()),
                    rows.getColumn(3),
                    code_of(rows.getColumn(4)),
                    rows.getColumn(5),
                    Instant{rows.getColumn(6).getInt64()},
                    std::nullopt,
                    static_cast<Verdict>(rows.getColumn(10).getInt())};
        if (!rows.getColumn(7).isNull())
            doubt.leap = Leap{rows.getColumn(7).getDouble(), rows.getColumn(8).getDouble(),
                              rows.getColumn(9).getString()};
        doubts.push_back(std::move(doubt));
    }
    rows.reset();
    return doubts;
}

std::vector<Doubt> stored_doubts(SqliteConnection& connection, const DoubtQuery& query) {
    const bool open = query.state == DoubtQuery::State::open;
    SQLite::Statement& rows = connection.statement(open ? "open_doubts" : "doubts");
    if (!open) rows.bind(":state", static_cast<int>(query.state));
    rows.bind(":after", query.after);
    rows.bind(":kind", query.flag ? static_cast<int>(*query.flag) : -1);
    rows.bind(":campaign", query.campaign);
    rows.bind(":areas", query.areas ? json_list(*query.areas) : std::string());
    rows.bind(":most", static_cast<std::int64_t>(query.at_most));
    return read_doubts(rows);
}

std::vector<Doubt> doubts_of_inspection(SqliteConnection& connection, const std::string& inspection) {
    return read_doubts(bound(connection.statement("doubts_of_inspection"), inspection));
}

std::vector<DoubtCount> doubt_counts(SqliteConnection& connection, const std::string& campaign) {
    SQLite::Statement& rows = bound(connection.statement("doubt_counts"), campaign);
    std::vector<DoubtCount> counts;
    while (rows.executeStep())
        counts.push_back({code_of(rows.getColumn(0)), static_cast<Flag>(rows.getColumn(1).getInt()),
                          static_cast<Verdict>(rows.getColumn(2).getInt()), rows.getColumn(3).getInt64()});
    rows.reset();
    return counts;
}

std::vector<DoubtResolution> resolutions_of_line(SqliteConnection& connection, std::int64_t line) {
    SQLite::Statement& rows = bound(connection.statement("resolutions_of_line"), line);
    std::vector<DoubtResolution> list;
    while (rows.executeStep())
        list.push_back({rows.getColumn(0).getInt64(), rows.getColumn(1).getInt64(),
                        rows.getColumn(2).getInt64(), static_cast<Flag>(rows.getColumn(3).getInt()),
                        rows.getColumn(4), static_cast<Verdict>(rows.getColumn(5).getInt()),
                        rows.getColumn(6), rows.getColumn(7), Instant{rows.getColumn(8).getInt64()},
                        rows.getColumn(9).getInt64(), rows.getColumn(10).getInt64()});
    rows.reset();
    return list;
}

std::int64_t insert_resolution(SqliteConnection& connection, const DoubtResolution& r) {
    SQLite::Statement& insert = connection.statement("insert_doubt_resolution");
    bound(insert, r.doubt, r.line, static_cast<int>(r.flag), r.inspection, static_cast<int>(r.verdict),
          r.reason, r.account, r.recorded_at.ms, r.after, r.supersedes)
        .exec();
    insert.reset();
    const std::int64_t id = connection.database().getLastInsertRowid();
    SQLite::Statement& set = bound(connection.statement("set_verdict"), static_cast<int>(r.verdict), r.doubt);
    set.exec();
    set.reset();
    return id;
}

}  // namespace courtyard
