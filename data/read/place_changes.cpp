// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/read/place_changes.h"

#include <algorithm>
#include <set>

namespace courtyard {
namespace {

/// What is held of the place that a row names, as `completed` asks for it.
std::vector<BaseRecord> held_like(Transaction& transaction, const BaseRecord& given) {
    return transaction.levels_of_base(given.id);
}
std::optional<HelpPointRecord> held_like(Transaction& transaction, const HelpPointRecord& given) {
    return transaction.help_point(given.id);
}
bool is_held(const std::vector<BaseRecord>& levels) { return !levels.empty(); }
bool is_held(const std::optional<HelpPointRecord>& held) { return held.has_value(); }

/// Looks and writes nothing, in units of work that nobody has to wait for long.
template <class Place>
Result<std::vector<decltype(held_like(std::declval<Transaction&>(), std::declval<const Place&>()))>> look_up(
    Store& store, const std::vector<Place>& rows) {
    constexpr std::size_t at_once = 500;
    constexpr std::string_view only_looked = "rows.looked";
    std::vector<decltype(held_like(std::declval<Transaction&>(), std::declval<const Place&>()))> held;
    held.reserve(rows.size());
    while (held.size() < rows.size()) {
        const auto looked = store
                                .write([&](Transaction& transaction) -> Result<void> {
                                    const std::size_t end = std::min(held.size() + at_once, rows.size());
                                    while (held.size() < end)
                                        held.push_back(held_like(transaction, rows[held.size()]));
                                    return fail(ErrorCode::conflict, std::string(only_looked), {});
                                })
                                .get();
        if (!looked && looked.error().name != only_looked) return tl::unexpected(looked.error());
    }
    return held;
}

}  // namespace

template <class Place>
PlaceChanges<Place>::PlaceChanges(std::vector<ExportedPlace> exported, Geometry geometry)
    : exported_(std::move(exported)), geometry_(geometry) {
    for (const ExportedPlace& one : exported_) by_id_.emplace(one.id, &one);
}

template <class Place>
ChangingRow PlaceChanges<Place>::changing_row(const Rows<Place>& rows, std::size_t number,
                                              const std::string& id) const {
    const auto found = by_id_.find(id);
    return {rows.columns, geometry_, rows.sayings.at(number),
            found == by_id_.end() ? nullptr : found->second};
}

template <class Place>
Result<void> PlaceChanges<Place>::complete(Store& store, Rows<Place>& rows, ToldRows& doubts,
                                           const Refuse& refuse) {
    const auto held = look_up(store, rows.accepted);
    if (!held) return tl::unexpected(held.error());
    std::vector<std::size_t> numbers;
    std::vector<Place> whole;
    for (std::size_t i = 0; i < rows.accepted.size(); ++i) {
        Place& given = rows.accepted[i];
        const std::size_t number = rows.numbers[i];
        if (is_held((*held)[i])) ++held_;
        auto row = completed(given, changing_row(rows, number, given.id), (*held)[i]);
        if (!row) {
            refuse(number, row.error());
            rows.refused_ids.insert(given.id);
            continue;
        }
        for (Error& doubt : row->doubts)
            doubts.add({number, doubt.subject, std::move(doubt.name), std::move(doubt.detail)});
        given_.push_back(std::move(given));
        was_held_.push_back(is_held((*held)[i]));
        whole.push_back(std::move(row->record));
        numbers.push_back(number);
    }
    rows.accepted = std::move(whole);
    rows.numbers = std::move(numbers);
    return {};
}

template <class Place>
Result<Completed<Place>> PlaceChanges<Place>::again(Transaction& transaction, const Rows<Place>& rows,
                                                    std::size_t i) const {
    const Place& given = given_[i];
    return completed(given, changing_row(rows, rows.numbers[i], given.id), held_like(transaction, given));
}

template <class Place>
RowChange PlaceChanges<Place>::change(std::size_t i, const Completed<Place>& row) const {
    return change_of(was_held_[i] ? row.held : std::nullopt, row.record);
}

template <class Place>
std::vector<RowChange> PlaceChanges<Place>::missing(const Rows<Place>& rows) const {
    std::set<std::string_view> named(rows.refused_ids.begin(), rows.refused_ids.end());
    for (const Place& one : given_) named.insert(one.id);
    std::vector<RowChange> missing;
    for (const ExportedPlace& one : exported_) {
        if (named.contains(one.id)) continue;
        RowChange change;
        change.kind = ChangeKind::missing;
        change.id = one.id;
        change.name = one.name;
        change.before = one.position;
        missing.push_back(std::move(change));
    }
    return missing;
}

template class PlaceChanges<BaseRecord>;
template class PlaceChanges<HelpPointRecord>;

}  // namespace courtyard
