// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/store/sqlite_reports.h"

namespace courtyard {
namespace {

PublishedReport report_of_row(SQLite::Statement& row) {
    PublishedReport report;
    report.id = row.getColumn(0).getString();
    report.area = AreaCode::parse(row.getColumn(1).getString()).value();
    report.from = Day{row.getColumn(2).getInt()};
    report.to = Day{row.getColumn(3).getInt()};
    report.language = row.getColumn(4).getString();
    report.revision = row.getColumn(5).getInt64();
    report.recorded_at = Instant{row.getColumn(6).getInt64()};
    report.account = row.getColumn(7).getString();
    report.text = row.getColumn(8).getString();
    report.parts = row.getColumn(9).getString();
    return report;
}

}  // namespace

void insert_report(SqliteConnection& connection, const PublishedReport& report) {
    SQLite::Statement& insert = connection.statement("insert_report");
    bound(insert, report.id, std::string(report.area.view()), report.from.since_epoch, report.to.since_epoch,
          report.language, report.revision, report.recorded_at.ms, report.account, report.text, report.parts)
        .exec();
    insert.reset();
}

std::optional<PublishedReport> stored_report(SqliteConnection& connection, const std::string& id) {
    SQLite::Statement& row = bound(connection.statement("report_by_id"), id);
    std::optional<PublishedReport> report;
    if (row.executeStep()) report = report_of_row(row);
    row.reset();
    return report;
}

std::vector<PublishedReport> stored_reports(SqliteConnection& connection) {
    SQLite::Statement& rows = connection.statement("reports");
    std::vector<PublishedReport> list;
    while (rows.executeStep()) list.push_back(report_of_row(rows));
    rows.reset();
    return list;
}

std::int64_t undone_imports_since(SqliteConnection& connection, Revision revision) {
    SQLite::Statement& rows = bound(connection.statement("undone_since"), revision);
    std::int64_t undone = 0;
    while (rows.executeStep()) ++undone;
    rows.reset();
    return undone;
}

}  // namespace courtyard
