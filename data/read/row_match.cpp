// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/read/row_match.h"

#include <fmt/format.h>

#include <algorithm>

#include "campaign/campaign.h"
#include "campaign/canonical_record.h"
#include "data/store/household_conflicts.h"

namespace courtyard {
namespace {

constexpr std::size_t most_doubtful = 5'000;

std::string text(const std::string& value) { return value; }
std::string text(const AreaCode& code) { return code.str(); }
std::string text(Day day) { return to_string(day); }
std::string text(std::int64_t number) { return std::to_string(number); }
std::string text(const std::optional<std::int64_t>& number) {
    return number ? std::to_string(*number) : std::string();
}
std::string text(const std::optional<Day>& day) { return day ? to_string(*day) : std::string(); }
std::string text(const std::optional<SourcePosition>& p) {
    if (!p) return {};
    return fmt::format("{}, {} ({})", canonical_number(p->given.lon), canonical_number(p->given.lat),
                       to_string(p->datum));
}

std::string text(AreaLevel level) { return std::string(to_string(level)); }

/// Collects what two versions of a record say differently.
template <class Record>
class Comparison {
  public:
    Comparison(const Record& held, const Record& given) : held_(held), given_(given) {}

    template <class Value>
    Comparison& field(std::string_view name, Value Record::*member) {
        const Value& before = held_.*member;
        const Value& after = given_.*member;
        if (!(before == after)) found_.push_back({std::string(name), text(before), text(after)});
        return *this;
    }
    std::vector<Difference> found() { return std::move(found_); }

  private:
    const Record& held_;
    const Record& given_;
    std::vector<Difference> found_;
};

void compare(Comparison<BaseRecord>& with) {
    with.field("name", &BaseRecord::name)
        .field("area", &BaseRecord::declared)
        .field("position", &BaseRecord::position)
        .field("recognised_on", &BaseRecord::recognised_on)
        .field("women_employed", &BaseRecord::women_employed)
        .field("women_trained", &BaseRecord::women_trained);
}
void compare(Comparison<HelpPointRecord>& with) {
    with.field("name", &HelpPointRecord::name)
        .field("kind", &HelpPointRecord::kind)
        .field("area", &HelpPointRecord::declared)
        .field("position", &HelpPointRecord::position)
        .field("opened_on", &HelpPointRecord::opened_on)
        .field("closed_on", &HelpPointRecord::closed_on)
        .field("capacity", &HelpPointRecord::capacity);
}
void compare(Comparison<TargetRecord>& with) {
    with.field("value", &TargetRecord::value)
        .field("approved_on", &TargetRecord::approved_on)
        .field("approved_by", &TargetRecord::approved_by);
}
void compare(Comparison<FigureRecord>& with) {
    with.field("value", &FigureRecord::value).field("unit_value_fen", &FigureRecord::unit_value_fen);
}
void compare(Comparison<DecisionRecord>& with) {
    with.field("household", &DecisionRecord::household)
        .field("campaign", &DecisionRecord::campaign)
        .field("to", &DecisionRecord::to)
        .field("decided_on", &DecisionRecord::decided_on)
        .field("reason", &DecisionRecord::reason);
}
void compare(Comparison<CaseRecord>& with) {
    with.field("campaign", &CaseRecord::campaign)
        .field("area", &CaseRecord::area)
        .field("opened_on", &CaseRecord::opened_on)
        .field("kind", &CaseRecord::kind);
}
void compare(Comparison<Area>& with) {
    with.field("name", &Area::name).field("level", &Area::level).field("parent", &Area::parent);
}

template <class Record>
std::vector<Difference> compared(const Record& held, const Record& given) {
    Comparison<Record> comparison(held, given);
    compare(comparison);
    return comparison.found();
}

template <class Record>
Meeting met(std::string id, const std::optional<Record>& held, const Record& given) {
    Meeting meeting{std::move(id), held.has_value(), {}};
    if (held) meeting.differences = compared(*held, given);
    return meeting;
}

}  // namespace

std::string_view to_string(RowClass row_class) {
    constexpr std::array<std::string_view, row_classes> words{"refused",   "conflicting", "outside",
                                                              "unchanged", "matched",     "new"};
    return words[static_cast<std::size_t>(row_class)];
}

bool Meeting::contradicts() const {
    return std::ranges::any_of(differences, [](const Difference& one) { return !one.held.empty(); });
}

std::vector<Difference> differences_between(const HouseholdRecord& held, const HouseholdRecord& given) {
    HouseholdRecord masked = given;
    masked.name = masked_name(given.name);
    std::vector<Difference> found;
    for (const std::string_view field : household_fields()) {
        std::string before = household_value(held, field);
        std::string after = household_value(masked, field);
        if (before != after) found.push_back({std::string(field), std::move(before), std::move(after)});
    }
    return found;
}

std::vector<Difference> differences_between(const BaseRecord& held, const BaseRecord& given) {
    return compared(held, given);
}

std::vector<Difference> differences_between(const HelpPointRecord& held, const HelpPointRecord& given) {
    return compared(held, given);
}

std::vector<Difference> differences_between(const Area& held, const Area& given) {
    return compared(held, given);
}

Meeting meeting_of(Transaction& transaction, const HouseholdRow& row) {
    const auto held = transaction.household(row.household.id);
    return {row.household.id, held.has_value(),
            held ? differences_between(*held, row.household) : std::vector<Difference>{}};
}

Meeting meeting_of(Transaction& transaction, const BaseRecord& r) {
    return met(r.id, transaction.base(r.id, r.level), r);
}

Meeting meeting_of(Transaction& transaction, const HelpPointRecord& r) {
    return met(r.id, transaction.help_point(r.id), r);
}

Meeting meeting_of(Transaction& transaction, const TargetRecord& r) {
    return met(fmt::format("{}/{}/{}/{}", r.campaign, r.indicator, r.area.view(),
                           r.year ? std::to_string(*r.year) : "plan"),
               transaction.target(r), r);
}

Meeting meeting_of(Transaction& transaction, const FigureRecord& r) {
    const Campaign* campaign = find_campaign(r.campaign);
    const Indicator* indicator = campaign ? campaign->find_indicator(r.indicator) : nullptr;
    Meeting meeting =
        met(fmt::format("{}/{}/{}/{}", r.campaign, r.indicator, r.area.view(), to_string(r.period)),
            transaction.figure(r), r);
    if (indicator == nullptr || indicator->is_protected) meeting.differences.clear();
    return meeting;
}

Meeting meeting_of(Transaction& transaction, const DecisionRecord& r) {
    Meeting meeting = met(r.id, transaction.decision(r.id), r);
    meeting.known = meeting.known || transaction.household(r.household).has_value();
    return meeting;
}

Meeting meeting_of(Transaction& transaction, const CaseRecord& r) {
    return met(r.id, transaction.case_record(r.id), r);
}

Meeting meeting_of(Transaction& transaction, const InspectionRecord& r) {
    return {r.id, !r.household.empty() && transaction.household(r.household).has_value(), {}};
}

Meeting meeting_of(Transaction& transaction, Day edition, const Area& area) {
    return met(area.code.str(), transaction.area(edition, area.code), area);
}

RowClass class_of(const Meeting& meeting, const Result<Stored>& stored, Flags flags) {
    if (!stored) return stored.error().name == "id.conflict" ? RowClass::conflicting : RowClass::refused;
    if (*stored != Stored::known && meeting.contradicts()) return RowClass::conflicting;
    if (flags.has(Flag::outside_every_village)) return RowClass::outside;
    if (*stored == Stored::known) return RowClass::unchanged;
    return meeting.known ? RowClass::matched : RowClass::fresh;
}

void RowTable::add(RowFate fate) {
    const std::size_t number = ++counts_[static_cast<std::size_t>(fate.row_class)];
    Flags doubts = fate.place.flags;
    const bool only_unplaced = doubts.list() == std::vector<Flag>{Flag::no_position};
    const bool doubtful = fate.row_class == RowClass::conflicting || fate.row_class == RowClass::outside ||
                          (doubts.any() && !only_unplaced);
    if (doubtful && fate.position) {
        ++doubtful_count_;
        if (doubtful_.size() < most_doubtful) doubtful_.push_back(fate);
    }
    if (number <= rows_told_) rows_.push_back(std::move(fate));
}

void RowTable::add_refused(std::size_t row) {
    RowFate fate;
    fate.row = row;
    fate.row_class = RowClass::refused;
    add(std::move(fate));
}

void RowTable::add_refused(const ToldRows& rows) {
    for (const Rejection& one : rows.told()) add_refused(one.row);
    counts_[static_cast<std::size_t>(RowClass::refused)] += rows.count() - rows.told().size();
}

std::vector<RowFate> RowTable::rows() const {
    std::vector<RowFate> ordered = rows_;
    std::ranges::stable_sort(ordered, {}, &RowFate::row);
    return ordered;
}

}  // namespace courtyard
