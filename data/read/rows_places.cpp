// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/read/rows_places.h"

#include <fmt/format.h>

#include "data/read/row_reading.h"
#include "data/read/row_words.h"

namespace courtyard {
namespace {

/// A day under its own name, else as the layers of our exports call it.
std::optional<Day> day_or_since(RowView& row, std::string_view field) {
    const auto day = row.day(field, Need::optional);
    return day ? day : row.day("since", Need::optional);
}

/// In our exports the status of a base is the level that holds, or what was decided about it since.
std::string level_by_status(RowView& row) {
    const std::string status = row.text("status", Need::optional);
    const auto level = base_level_word(status);
    if (level) return *level;
    if (!status.empty() && !campaign_status_word(status)) row.take(base_level_word(status), "status");
    return {};
}

template <class Place>
void check_place(RowView& row, const Place& place) {
    if (row.refusal() || row.options().wanted == Wanted::changes) return;
    if (place.position || !place.declared.empty()) return;
    row.refuse("area", "place.missing", {"没有坐标，也没有区划代码", "neither a position nor an area"});
}

}  // namespace

BaseRecord base_of(RowView& row) {
    BaseRecord base;
    base.id = row.id("id", Need::required);
    base.name = row.text("name", row.required_if_there("name"));
    if (const std::string level = row.text("level", row.required_if_new()); !level.empty())
        base.level = row.take(base_level_word(level), "level");
    else if (!row.refusal())
        base.level = level_by_status(row);
    base.declared = row.area("area", Need::optional);
    base.position = row.position(Need::optional);
    base.recognised_on = day_or_since(row, "recognised_on").value_or(row.options().default_day);
    base.women_employed = row.count("women_employed", Need::optional);
    base.women_trained = row.count("women_trained", Need::optional);
    check_place(row, base);
    return base;
}

HelpPointRecord help_point_of(RowView& row) {
    HelpPointRecord point;
    point.id = row.id("id", Need::required);
    point.name = row.text("name", row.required_if_there("name"));
    std::string kind = row.text("kind", row.required_if_new());
    // In our exports the status of an open help point is its kind.
    if (kind.empty()) kind = row.text("status", Need::optional);
    if (!kind.empty()) point.kind = help_point_kind_word(kind);
    point.declared = row.area("area", Need::optional);
    point.position = row.position(Need::optional);
    const auto opened = day_or_since(row, "opened_on");
    point.closed_on = row.day("closed_on", Need::optional);
    point.opened_on = opened.value_or(std::min(row.options().default_day, point.closed_on.value_or(never)));
    point.capacity = row.count("capacity", Need::optional);
    if (opened && point.closed_on && *point.closed_on < *opened) {
        row.refuse(
            "closed_on", "date.order",
            {fmt::format("停用日期 {} 早于启用日期 {}", to_string(*point.closed_on), to_string(*opened)),
             fmt::format("closed_on {} is before opened_on {}", to_string(*point.closed_on),
                         to_string(*opened))});
    }
    check_place(row, point);
    return point;
}

Result<Rows<BaseRecord>> read_bases(Table& table, const RowOptions& options) {
    // A base that rose to a higher level has one row for each.
    const auto key = [](const BaseRecord& base) { return std::pair(base.id + '\x1F' + base.level, "id"); };
    return read_rows<BaseRecord>(RecordKind::bases, table, options, base_of, key);
}

Result<Rows<HelpPointRecord>> read_help_points(Table& table, const RowOptions& options) {
    const auto key = [](const HelpPointRecord& point) { return std::pair(point.id, "id"); };
    return read_rows<HelpPointRecord>(RecordKind::help_points, table, options, help_point_of, key);
}

}  // namespace courtyard
