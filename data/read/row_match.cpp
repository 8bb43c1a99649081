// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/read/row_match.h"

#include <fmt/format.h>

#include <algorithm>

#include "campaign/canonical_record.h"
#include "data/store/household_conflicts.h"

namespace courtyard {
namespace {

constexpr std::size_t most_doubtful = 5'000;

std::string text(const std::string& value) { return value; }
std::string text(const AreaCode& code) { return code.str(); }
std::string text(Day day) { return to_string(day); }
std::string text(std::int64_t number) { return std::to_string(number); }
std::string text(const std::optional<Day>& day) { return day ? to_string(*day) : std::string(); }
std::string text(const std::optional<SourcePosition>& p) {
    if (!p) return {};
    return fmt::format("{}, {} ({})", canonical_number(p->given.lon), canonical_number(p->given.lat),
                       to_string(p->datum));
}

/// Collects what two records say differently.
class Comparison {
  public:
    template <class Value>
    Comparison& field(std::string_view name, const Value& held, const Value& given) {
        if (!(held == given)) found_.push_back({std::string(name), text(held), text(given)});
        return *this;
    }
    std::vector<Difference> found() { return std::move(found_); }

  private:
    std::vector<Difference> found_;
};

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

Meeting meeting_of(Transaction& transaction, const HouseholdRow& row) {
    Meeting meeting{row.household.id, false, {}};
    const auto held = transaction.household(row.household.id);
    if (!held) return meeting;
    meeting.known = true;
    meeting.differences = differences_between(*held, row.household);
    return meeting;
}

Meeting meeting_of(Transaction& transaction, const BaseRecord& r) {
    Meeting meeting{r.id, false, {}};
    const auto held = transaction.base(r.id, r.level);
    if (!held) return meeting;
    meeting.known = true;
    meeting.differences = Comparison()
                              .field("name", held->name, r.name)
                              .field("area", held->declared, r.declared)
                              .field("position", held->position, r.position)
                              .field("recognised_on", held->recognised_on, r.recognised_on)
                              .field("women_employed", held->women_employed, r.women_employed)
                              .field("women_trained", held->women_trained, r.women_trained)
                              .found();
    return meeting;
}

Meeting meeting_of(Transaction& transaction, const HelpPointRecord& r) {
    Meeting meeting{r.id, false, {}};
    const auto held = transaction.help_point(r.id);
    if (!held) return meeting;
    meeting.known = true;
    meeting.differences = Comparison()
                              .field("name", held->name, r.name)
                              .field("kind", held->kind, r.kind)
                              .field("area", held->declared, r.declared)
                              .field("position", held->position, r.position)
                              .field("opened_on", held->opened_on, r.opened_on)
                              .field("closed_on", held->closed_on, r.closed_on)
                              .field("capacity", held->capacity, r.capacity)
                              .found();
    return meeting;
}

Meeting meeting_of(Transaction& transaction, const TargetRecord& r) {
    Meeting meeting{fmt::format("{}/{}/{}/{}", r.campaign, r.indicator, r.area.view(),
                                r.year ? std::to_string(*r.year) : "plan"),
                    false,
                    {}};
    const auto held = transaction.target(r);
    if (!held) return meeting;
    meeting.known = true;
    meeting.differences = Comparison()
                              .field("value", held->value, r.value)
                              .field("approved_on", held->approved_on, r.approved_on)
                              .found();
    return meeting;
}

Meeting meeting_of(Transaction& transaction, const DecisionRecord& r) {
    Meeting meeting{r.id, false, {}};
    const auto held = transaction.decision(r.id);
    if (!held) {
        meeting.known = transaction.household(r.household).has_value();
        return meeting;
    }
    meeting.known = true;
    meeting.differences = Comparison()
                              .field("household", held->household, r.household)
                              .field("campaign", held->campaign, r.campaign)
                              .field("to", held->to, r.to)
                              .field("decided_on", held->decided_on, r.decided_on)
                              .field("reason", held->reason, r.reason)
                              .found();
    return meeting;
}

Meeting meeting_of(Transaction& transaction, const InspectionRecord& r) {
    return {r.id, !r.household.empty() && transaction.household(r.household).has_value(), {}};
}

Meeting meeting_of(Transaction& transaction, Day edition, const Area& area) {
    Meeting meeting{area.code.str(), false, {}};
    const auto held = transaction.area(edition, area.code);
    if (!held) return meeting;
    meeting.known = true;
    meeting.differences =
        Comparison()
            .field("name", held->name, area.name)
            .field("level", std::string(to_string(held->level)), std::string(to_string(area.level)))
            .field("parent", held->parent, area.parent)
            .found();
    return meeting;
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

std::vector<RowFate> RowTable::rows() const {
    std::vector<RowFate> ordered = rows_;
    std::ranges::stable_sort(ordered, {}, &RowFate::row);
    return ordered;
}

}  // namespace courtyard
