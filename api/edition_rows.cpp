// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/edition_rows.h"

#include <fmt/format.h>

#include <cmath>

#include "api/area_json.h"
#include "api/table_text.h"

namespace courtyard {
namespace {

/// Beneath the area asked for, as far as the caller sees.
bool seen(const EditionsAsked& asked, const EditionPicture& edition, AreaIndex village) {
    const AreaTree& areas = *edition.areas;
    if (village == no_area || !in_scope(asked.caller, areas, village)) return false;
    if (asked.area.empty()) return true;
    const AreaIndex top = areas.find(asked.area);
    return top != no_area && areas.covers(top, village);
}

const Area* told(const EditionsAsked& asked, const EditionPicture& edition, AreaIndex village) {
    if (village == no_area || !in_scope(asked.caller, *edition.areas, village)) return nullptr;
    return &(*edition.areas)[village];
}

double percent(double share) { return std::round(share * 1e6) / 1e4; }

void write_end(Json& json, std::string_view name, const Area* area) {
    json.key(name);
    if (area == nullptr)
        json.null();
    else
        write_area(json.object(), *area).end();
}

void write_row(Json& json, const EditionRow& row) {
    json.object().member("kind", to_string(row.kind));
    write_end(json, "old", row.before);
    write_end(json, "new", row.after);
    const auto& ground = row.ground;
    json.member("shared_m2", ground ? std::optional(std::round(ground->area_m2)) : std::nullopt)
        .member("share_old", ground ? std::optional(percent(ground->of_old)) : std::nullopt)
        .member("share_new", ground ? std::optional(percent(ground->of_new)) : std::nullopt)
        .member("declared", row.declared)
        .member("elsewhere", row.elsewhere)
        .end();
}

std::string_view code_of(const Area* area) {
    return area == nullptr ? std::string_view() : area->code.view();
}

std::string name_cell(const Area* area) { return area == nullptr ? std::string() : csv_text(area->name); }

}  // namespace

std::vector<EditionRow> edition_rows(const EditionsAsked& asked) {
    std::vector<EditionRow> rows;
    for (const VillageLink& link : asked.changes.links) {
        if (asked.kind && link.kind != *asked.kind) continue;
        if (!seen(asked, asked.before, link.old_village) && !seen(asked, asked.after, link.new_village))
            continue;
        EditionRow row{link.kind,
                       told(asked, asked.before, link.old_village),
                       told(asked, asked.after, link.new_village),
                       false,
                       link.declared,
                       link.ground};
        row.elsewhere = (row.before == nullptr && link.old_village != no_area) ||
                        (row.after == nullptr && link.new_village != no_area);
        rows.push_back(row);
    }
    return rows;
}

std::map<VillageChange, std::size_t> edition_counts(const EditionsAsked& asked) {
    std::map<VillageChange, std::size_t> counts;
    for (const VillageChange kind : village_changes) counts[kind] = 0;
    for (const VillageOutcome& old : asked.changes.old_villages)
        if (seen(asked, asked.before, old.village)) ++counts[old.kind];
    for (const VillageOutcome& fresh : asked.changes.new_villages)
        if (fresh.kind == VillageChange::created && seen(asked, asked.after, fresh.village))
            ++counts[fresh.kind];
    return counts;
}

void write_edition_changes(Json& json, const EditionsAsked& asked) {
    json.member("from", asked.before.valid_from).member("to", asked.after.valid_from).key("counts").object();
    for (const auto& [kind, count] : edition_counts(asked))
        json.member(to_string(kind), std::uint64_t{count});
    json.end().key("reused_codes").array();
    for (const AreaCode code : asked.changes.reused_codes)
        if (seen(asked, asked.after, asked.after.areas->find(code))) json.value(code);
    json.end_array().key("rows").array();
    for (const EditionRow& row : edition_rows(asked)) write_row(json, row);
    json.end_array();
}

std::string edition_rows_csv(const std::vector<EditionRow>& rows) {
    std::string csv =
        "\xEF\xBB\xBF"
        "kind,old_code,old_name,new_code,new_name,shared_m2,share_old,share_new,declared,elsewhere\r\n";
    for (const EditionRow& row : rows) {
        const std::string ground = row.ground
                                       ? fmt::format("{:.0f},{},{}", row.ground->area_m2,
                                                     percent(row.ground->of_old), percent(row.ground->of_new))
                                       : ",,";
        csv += fmt::format("{},{},{},{},{},{},{},{}\r\n", to_string(row.kind), code_of(row.before),
                           name_cell(row.before), code_of(row.after), name_cell(row.after), ground,
                           row.declared, row.elsewhere);
    }
    return csv;
}

std::string edition_rows_text(const std::vector<EditionRow>& rows) {
    const auto cell = [](const Area* area, bool elsewhere) {
        return area != nullptr ? padded(fmt::format("{} {}", area->code.view(), area->name), 34)
                               : padded(elsewhere ? "(elsewhere)" : "-", 34);
    };
    std::string text = fmt::format("{:<13}{}{}{:>10} {:>7} {:>7}\n", "kind", padded("old", 34),
                                   padded("new", 34), "km2", "% old", "% new");
    for (const EditionRow& row : rows) {
        const std::string ground = row.ground
                                       ? fmt::format("{:>10.3f} {:>7.1f} {:>7.1f}", row.ground->area_m2 / 1e6,
                                                     100 * row.ground->of_old, 100 * row.ground->of_new)
                                       : fmt::format("{:>10} {:>7} {:>7}", "-", "-", "-");
        text += fmt::format("{:<13}{}{}{}{}\n", to_string(row.kind), cell(row.before, row.elsewhere),
                            cell(row.after, row.elsewhere), ground, row.declared ? " declared" : "");
    }
    return text;
}

}  // namespace courtyard
