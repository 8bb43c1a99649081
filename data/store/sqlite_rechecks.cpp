// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/store/sqlite_rechecks.h"

#include <fmt/format.h>

#include <string_view>

namespace courtyard {
namespace {

std::string lines_of(const std::vector<DrawnStratum>& drawn) {
    std::string lines;
    for (const DrawnStratum& one : drawn) {
        lines += fmt::format("{}\t{}", one.stratum.view(), one.population);
        for (const std::string& id : one.ids) lines += "\t" + id;
        lines += '\n';
    }
    return lines;
}

/// What stands before the next `end`, which is taken away with it.
std::string_view taken(std::string_view& text, char end) {
    const auto at = std::min(text.find(end), text.size());
    const auto part = text.substr(0, at);
    text.remove_prefix(std::min(at + 1, text.size()));
    return part;
}

std::vector<DrawnStratum> strata_of(std::string_view lines) {
    std::vector<DrawnStratum> drawn;
    while (!lines.empty()) {
        std::string_view line = taken(lines, '\n');
        DrawnStratum one;
        one.stratum = AreaCode::parse(taken(line, '\t')).value_or(AreaCode{});
        one.population = std::stoull(std::string(taken(line, '\t')));
        while (!line.empty()) one.ids.emplace_back(taken(line, '\t'));
        drawn.push_back(std::move(one));
    }
    return drawn;
}

std::vector<Recheck> read_all(SQLite::Statement& rows) {
    std::vector<Recheck> list;
    while (rows.executeStep()) {
        Recheck one;
        one.id = rows.getColumn(0).getString();
        one.campaign = rows.getColumn(1).getString();
        one.area = AreaCode::parse(rows.getColumn(2).getString()).value_or(AreaCode{});
        one.as_of = Day{rows.getColumn(3).getInt()};
        one.revision = rows.getColumn(4).getInt64();
        one.seed = rows.getColumn(5).getString();
        one.size = static_cast<std::size_t>(rows.getColumn(6).getInt64());
        one.due_on = Day{rows.getColumn(7).getInt()};
        one.account = rows.getColumn(8).getString();
        one.recorded_at = Instant{rows.getColumn(9).getInt64()};
        one.drawn = strata_of(rows.getColumn(10).getString());
        list.push_back(std::move(one));
    }
    rows.reset();
    return list;
}

}  // namespace

void insert_recheck(SqliteConnection& connection, const Recheck& r) {
    SQLite::Statement& insert = connection.statement("insert_recheck");
    bound(insert, r.id, r.campaign, r.area.str(), std::int64_t{r.as_of.since_epoch}, r.revision, r.seed,
          static_cast<std::int64_t>(r.size), std::int64_t{r.due_on.since_epoch}, r.account, r.recorded_at.ms,
          lines_of(r.drawn))
        .exec();
    insert.reset();
}

std::optional<Recheck> stored_recheck(SqliteConnection& connection, const std::string& id) {
    auto found = read_all(bound(connection.statement("recheck_by_id"), id));
    if (found.empty()) return std::nullopt;
    return std::move(found.front());
}

std::vector<Recheck> stored_rechecks(SqliteConnection& connection) {
    return read_all(connection.statement("rechecks"));
}

}  // namespace courtyard
