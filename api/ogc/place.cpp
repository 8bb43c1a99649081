// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/ogc/place.h"

#include <algorithm>

#include "atlas/records.h"

namespace courtyard {
namespace {

/// Levels stand in their campaign from the lowest up.
std::uint8_t rung(const std::string& level) {
    return campaign_of(PointKind::bases)->status(level).value_or(0);
}

bool lower(const BaseRecord& a, const BaseRecord& b) { return rung(a.level) < rung(b.level); }

/// The level that a base stands at on a day: the highest that began by then, else the first to begin.
const BaseRecord& level_on(const std::vector<BaseRecord>& levels, Day day) {
    const BaseRecord* found = nullptr;
    for (const BaseRecord& level : levels)
        if (level.recognised_on <= day && (found == nullptr || lower(*found, level))) found = &level;
    return found ? *found : *std::ranges::min_element(levels, {}, &BaseRecord::recognised_on);
}

}  // namespace

Place Place::of(Transaction& transaction, PointKind kind, const std::string& id) {
    if (kind == PointKind::bases) return {kind, transaction.levels_of_base(id), std::nullopt};
    return {kind, {}, transaction.help_point(id)};
}

Place Place::known(const Store& store, PointKind kind, const std::string& id, Revision revision) {
    if (kind == PointKind::bases) return {kind, store.base_known(id, revision), std::nullopt};
    return {kind, {}, store.help_point_known(id, revision)};
}

PlaceRecord Place::newest() const { return point ? PlaceRecord(*point) : PlaceRecord(levels.back()); }

PlaceRecord Place::current() const {
    return point ? PlaceRecord(*point) : PlaceRecord(*std::ranges::max_element(levels, lower));
}

Place Place::with(const PlaceRecord& record) const {
    Place changed = *this;
    if (const auto* said = std::get_if<HelpPointRecord>(&record)) {
        changed.point = *said;
        return changed;
    }
    const auto& base = std::get<BaseRecord>(record);
    std::erase_if(changed.levels, [&](const BaseRecord& one) { return rung(one.level) >= rung(base.level); });
    changed.levels.push_back(base);
    return changed;
}

std::vector<std::string> Place::levels_above(const std::string& level) const {
    std::vector<std::string> above;
    for (const BaseRecord& one : levels)
        if (rung(one.level) > rung(level)) above.push_back(one.level);
    return above;
}

std::vector<std::string> Place::level_names() const {
    std::vector<std::string> names;
    for (const BaseRecord& one : levels) names.push_back(one.level);
    return names;
}

bool is_visible(const Caller& caller, const Place& place, const Places& known) {
    if (!place.is_there() || caller.scope.empty()) return place.is_there();
    return in_scope(caller, known.areas, geocode(claim_of(place.newest()), known).area);
}

const std::string& id_of(const PlaceRecord& record) {
    return std::visit([](const auto& r) -> const std::string& { return r.id; }, record);
}

const std::optional<SourcePosition>& position_of(const PlaceRecord& record) {
    return std::visit([](const auto& r) -> const std::optional<SourcePosition>& { return r.position; },
                      record);
}

PlaceClaim claim_of(const PlaceRecord& record) {
    const auto& position = position_of(record);
    return {position ? std::optional(position->wgs84) : std::nullopt,
            std::visit([](const auto& r) { return r.declared; }, record)};
}

RecordKind record_kind(PointKind kind) {
    return kind == PointKind::bases ? RecordKind::bases : RecordKind::help_points;
}

std::map<std::string, std::string> texts_of(const PlaceRecord& record) {
    if (const auto* base = std::get_if<BaseRecord>(&record))
        return {{"id", base->id},
                {"name", base->name},
                {"level", base->level},
                {"area", base->declared.str()},
                {"recognised_on", to_string(base->recognised_on)},
                {"women_employed", std::to_string(base->women_employed)},
                {"women_trained", std::to_string(base->women_trained)}};
    const auto& point = std::get<HelpPointRecord>(record);
    return {{"id", point.id},
            {"name", point.name},
            {"kind", point.kind},
            {"area", point.declared.str()},
            {"opened_on", to_string(point.opened_on)},
            {"closed_on", point.closed_on ? to_string(*point.closed_on) : std::string()},
            {"capacity", std::to_string(point.capacity)}};
}

std::vector<ExportField> place_fields(PointKind kind) {
    using enum ExportType;
    if (kind == PointKind::bases)
        return {{"level",
                 "LEVEL",
                 text,
                 {"级别", "Level"},
                 {"county、prefecture 或 province", "county, prefecture or province"}},
                {"recognised_on",
                 "RECOGNISED",
                 day,
                 {"认定日期", "Recognised on"},
                 {"认定为该级别的日期", "Day it was recognised at this level"}},
                {"women_employed",
                 "EMPLOYED",
                 integer,
                 {"带动妇女", "Women employed"},
                 {"带动就业的妇女人数", "How many women it employs"}},
                {"women_trained",
                 "TRAINED",
                 integer,
                 {"培训妇女", "Women trained"},
                 {"培训的妇女人数", "How many women it trained"}}};
    return {
        {"kind",
         "KIND",
         text,
         {"类型", "Kind"},
         {"childrens_home、protection_station、womens_home 或其他",
          "childrens_home, protection_station, womens_home or another"}},
        {"opened_on", "OPENED", day, {"启用日期", "Opened on"}, {"启用的日期", "Day it opened"}},
        {"closed_on", "CLOSED", day, {"停用日期", "Closed on"}, {"停用的日期", "Day it closed"}},
        {"capacity", "CAPACITY", integer, {"容量", "Capacity"}, {"可容纳人数", "How many it has room for"}}};
}

std::vector<ExportValue> place_values(const Place& place, Day day) {
    if (place.point) {
        const HelpPointRecord& r = *place.point;
        return {r.kind, r.opened_on, r.closed_on ? ExportValue(*r.closed_on) : ExportValue(), r.capacity};
    }
    if (place.levels.empty()) return std::vector<ExportValue>(place_fields(place.kind).size());
    const BaseRecord& r = level_on(place.levels, day);
    return {r.level, r.recognised_on, r.women_employed, r.women_trained};
}

}  // namespace courtyard
