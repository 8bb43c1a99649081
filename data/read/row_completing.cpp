// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/read/row_completing.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>

#include "data/export/export_text.h"
#include "geo/boundary_change.h"

namespace courtyard {
namespace {

Error missing_value(std::string_view field) {
    return {ErrorCode::invalid_input,
            "value.missing",
            {"新的一行必须填写此项", "a new row must say this"},
            std::string(field)};
}

Error not_followed(std::string_view field, Text why) {
    return {ErrorCode::invalid_input, "value.derived", std::move(why), std::string(field)};
}

/// Whether a file may hold `given` for what is `held`: our exports cut long text, write `〓` for what GBK
/// lacks and defuse formulas.
bool tells(const std::string& given, const std::string& held) {
    if (given == held || given == defused(held)) return true;
    constexpr std::size_t dbf_width = 254;
    constexpr std::array fits{std::pair(Encoding::utf8, dbf_width), std::pair(Encoding::gbk, dbf_width),
                              std::pair(Encoding::gbk, std::numeric_limits<std::size_t>::max())};
    return std::ranges::any_of(
        fits, [&](const auto& fit) { return TextFit(fit.first, fit.second).fit(held).text == given; });
}

/// Name, area and position of places, which bases and help points have alike.
template <class Place>
void keep_place(Place& record, const Place& held, const ChangingRow& row) {
    if (!row.saying.says("name") || tells(record.name, held.name)) record.name = held.name;
    const bool same_area = row.exported != nullptr && record.declared == row.exported->area;
    if (!row.columns.has("area") || same_area) record.declared = held.declared;
    const bool same_position = record.position && held.position &&
                               distance(record.position->wgs84, held.position->wgs84) < same_spot;
    if (!row.has_position() || same_position) record.position = held.position;
}

template <class Place>
std::optional<Error> what_is_missing(const Place& record, const ChangingRow& row, std::string_view word,
                                     std::string_view word_field) {
    if (!row.saying.says("name") && record.name.empty()) return missing_value("name");
    if (word.empty()) return missing_value(word_field);
    if (record.position || !record.declared.empty()) return std::nullopt;
    return Error{ErrorCode::invalid_input,
                 "place.missing",
                 {"没有坐标，也没有区划代码", "neither a position nor an area"},
                 "area"};
}

int rung(const std::string& level) {
    constexpr std::array<std::string_view, 3> ladder{"county", "prefecture", "province"};
    return static_cast<int>(std::ranges::find(ladder, level) - ladder.begin());
}

/// `since` of a base is the day of its first level.
void keep_recognised_day(Completed<BaseRecord>& base, const ChangingRow& row,
                         std::span<const BaseRecord> levels, const BaseRecord* same_level) {
    BaseRecord& record = base.record;
    if (row.saying.says("recognised_on")) return;
    const Day first = std::ranges::min_element(levels, {}, &BaseRecord::recognised_on)->recognised_on;
    const bool says_nothing = !row.saying.says("since") || record.recognised_on == first ||
                              (row.exported != nullptr && record.recognised_on == row.exported->since);
    if (!says_nothing && same_level != nullptr && levels.size() == 1) return;
    if (!says_nothing)
        base.doubts.push_back(
            not_followed("since", {"起始日是首次认定的日期，这一行没有据此改动；请用“认定日期”列",
                                   "since is the day of the first level and was not followed; say "
                                   "recognised_on"}));
    record.recognised_on = same_level != nullptr ? same_level->recognised_on : today();
}

void keep_boundary(Area& record, const Area& held) {
    record.boundary = held.boundary;
    record.bounds = held.bounds;
    record.label = held.label;
}

bool closed_today(const HelpPointRecord& point) { return point.closed_on && *point.closed_on <= today(); }

}  // namespace

Result<Completed<BaseRecord>> completed(const BaseRecord& given, const ChangingRow& row,
                                        std::span<const BaseRecord> levels) {
    Completed<BaseRecord> base{given, std::nullopt, {}};
    BaseRecord& record = base.record;
    if (!levels.empty()) {
        const auto top =
            std::ranges::max_element(levels, {}, [](const BaseRecord& b) { return rung(b.level); });
        const bool told_already =
            !row.saying.says("level") && row.exported != nullptr && row.saying.status == row.exported->status;
        if (record.level.empty() && row.saying.says("status") && !told_already)
            base.doubts.push_back(
                not_followed("status", {"状态由审核决定，这一行没有据此改动",
                                        "the status follows from decisions and was not followed"}));
        if (record.level.empty() || told_already) record.level = top->level;
        const auto same_level = std::ranges::find(levels, record.level, &BaseRecord::level);
        base.held = same_level == levels.end() ? *top : *same_level;
        keep_place(record, *base.held, row);
        keep_recognised_day(base, row, levels, same_level == levels.end() ? nullptr : &*same_level);
        if (!row.saying.says("women_employed")) record.women_employed = base.held->women_employed;
        if (!row.saying.says("women_trained")) record.women_trained = base.held->women_trained;
    }
    if (auto missing = what_is_missing(record, row, record.level, "level"))
        return tl::unexpected(std::move(*missing));
    return base;
}

Result<Completed<HelpPointRecord>> completed(const HelpPointRecord& given, const ChangingRow& row,
                                             const std::optional<HelpPointRecord>& held) {
    Completed<HelpPointRecord> point{given, held, {}};
    HelpPointRecord& record = point.record;
    if (held) {
        keep_place(record, *held, row);
        const bool by_status = !row.saying.says("kind");
        const std::string& status = row.saying.status;
        const bool told_already = row.exported != nullptr && status == row.exported->status;
        const bool is_word = status == "closed" || status == "other" || status.empty();
        if (by_status && (told_already || is_word)) record.kind = held->kind;
        if (by_status && !told_already && !status.empty() && (status == "closed") != closed_today(*held))
            point.doubts.push_back(
                not_followed("status", {"启用与停用由日期决定，这一行没有据此改动；请用“停用日期”列",
                                        "whether it is open follows from its days and was not followed; say "
                                        "closed_on"}));
        const bool same_since = row.exported != nullptr && record.opened_on == row.exported->since;
        if (!row.saying.says("opened_on") && (!row.saying.says("since") || same_since))
            record.opened_on = held->opened_on;
        if (!row.columns.has("closed_on")) record.closed_on = held->closed_on;
        if (!row.saying.says("capacity")) record.capacity = held->capacity;
    }
    if (auto missing = what_is_missing(record, row, record.kind, "kind"))
        return tl::unexpected(std::move(*missing));
    if (record.closed_on && *record.closed_on < record.opened_on)
        return fail(ErrorCode::invalid_input, "date.order",
                    {fmt::format("停用日期 {} 早于启用日期 {}", to_string(*record.closed_on),
                                 to_string(record.opened_on)),
                     fmt::format("closed_on {} is before opened_on {}", to_string(*record.closed_on),
                                 to_string(record.opened_on))},
                    "closed_on");
    return point;
}

HeldAreas::HeldAreas(const std::map<AreaCode, Area>& held)
    : areas(held), tree(AreaTree::of_edition(held).value()) {
    for (const auto& [code, area] : held) vertices.add(area.boundary);
    vertices.prepare();
}

const Area* HeldAreas::find(AreaCode code) const {
    const auto found = areas.find(code);
    return found == areas.end() ? nullptr : &found->second;
}

Result<Completed<Area>> completed(const Area& given, const ChangingRow& row, const HeldAreas& held) {
    Completed<Area> area{given, std::nullopt, {}};
    Area& record = area.record;
    const Area* before = held.find(given.code);
    if (before != nullptr) {
        area.held = *before;
        if (!row.saying.says("name") || tells(record.name, before->name)) record.name = before->name;
        if (!row.saying.says("level")) record.level = before->level;
        const bool same_parent = record.parent == held.tree[held.tree.find(given.code)].parent;
        if (!row.columns.has("parent") || same_parent) record.parent = before->parent;
    } else if (!row.saying.says("name")) {
        return tl::unexpected(missing_value("name"));
    } else if (!row.saying.says("level") && !level_by_length(given.code)) {
        return tl::unexpected(missing_value("level"));
    }
    const bool outlined = before != nullptr && !before->boundary.empty();
    if (record.boundary.empty()) {
        const bool must_have = row.geometry == Geometry::boundary && !row.columns.has("geometry");
        if (must_have && (outlined || before == nullptr))
            return fail(ErrorCode::invalid_input, "boundary.missing", {"没有几何", "there is no geometry"},
                        "geometry");
        if (outlined) keep_boundary(record, *before);
        return area;
    }
    record.boundary = held.vertices.settled(record.boundary);
    record.bounds = bounds_of(record.boundary);
    if (outlined && same_border(before->boundary, record.boundary)) keep_boundary(record, *before);
    return area;
}

}  // namespace courtyard
