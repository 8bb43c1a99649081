// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/read/area_changes.h"

#include <set>

#include "data/store/intake.h"

namespace courtyard {
namespace {

/// The codes of a file, refused rows as well.
std::set<AreaCode> codes_of(const Rows<Area>& rows) {
    std::set<AreaCode> codes;
    for (const Area& area : rows.accepted) codes.insert(area.code);
    for (const std::string& id : rows.refused_ids)
        if (const auto code = AreaCode::parse(id)) codes.insert(*code);
    return codes;
}

}  // namespace

AreaChanges::AreaChanges(const HeldEditions& held, Day edition, Geometry geometry)
    : base_day_(edition), geometry_(geometry) {
    if (held.editions.empty()) return;
    base_day_ = held.holding(edition);
    base_ = &held.editions.at(base_day_);
    stands_ = base_day_ == edition;
}

bool AreaChanges::still_holds(Transaction& transaction, AreaCode code) const {
    const auto now = transaction.area(base_day_, code);
    if (base_ == nullptr || !base_->contains(code)) return !now;
    return now && same(*now, base_->at(code));
}

void AreaChanges::complete(Rows<Area>& rows, const Refuse& refuse) {
    static const EditionAreas none;
    const HeldAreas held(base_ == nullptr ? none : *base_);
    std::vector<std::size_t> numbers;
    std::vector<Area> whole;
    for (std::size_t i = 0; i < rows.accepted.size(); ++i) {
        const std::size_t number = rows.numbers[i];
        auto row = completed(rows.accepted[i], {rows.columns, geometry_, rows.sayings.at(number)}, held);
        if (!row) {
            refuse(number, row.error());
            rows.refused_ids.insert(rows.accepted[i].code.str());
            continue;
        }
        if (row->held) ++held_rows_;
        changes_.emplace(number, change_of(row->held, row->record));
        changes_.at(number).row = number;
        whole.push_back(std::move(row->record));
        numbers.push_back(number);
    }
    rows.accepted = std::move(whole);
    rows.numbers = std::move(numbers);
}

std::vector<RowChange> AreaChanges::missing(const Rows<Area>& rows) const {
    std::vector<RowChange> missing;
    if (base_ == nullptr) return missing;
    const std::set<AreaCode> codes = codes_of(rows);
    std::set<AreaLevel> levels;
    for (const Area& area : rows.accepted) levels.insert(area.level);
    for (const auto& [code, area] : *base_)
        if (levels.contains(area.level) && !codes.contains(code)) missing.push_back(missing_area(area));
    return missing;
}

std::vector<Area> AreaChanges::rest(const Rows<Area>& rows) const {
    std::vector<Area> rest;
    if (base_ == nullptr) return rest;
    const std::set<AreaCode> codes = codes_of(rows);
    for (const auto& [code, area] : *base_)
        if (!codes.contains(code)) rest.push_back(area);
    return rest;
}

}  // namespace courtyard
