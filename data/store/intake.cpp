// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/store/intake.h"

#include <fmt/format.h>

#include <algorithm>

#include "data/store/wkb.h"

namespace courtyard {
namespace {

bool same(const InspectionRecord& a, const InspectionRecord& b) {
    return a.household == b.household && a.campaign == b.campaign && a.observed_at == b.observed_at &&
           a.position == b.position && a.accuracy_m == b.accuracy_m && a.source == b.source &&
           a.declared == b.declared && a.outcome == b.outcome && a.scores == b.scores && a.note == b.note &&
           a.photos == b.photos;
}

bool same(const HouseholdRecord& a, const HouseholdRecord& b) {
    return a.name == b.name && a.address == b.address && a.declared == b.declared &&
           a.position == b.position && a.registered_on == b.registered_on;
}

bool same(const BaseRecord& a, const BaseRecord& b) {
    return a.name == b.name && a.declared == b.declared && a.position == b.position &&
           a.recognised_on == b.recognised_on && a.women_employed == b.women_employed &&
           a.women_trained == b.women_trained;
}

bool same(const HelpPointRecord& a, const HelpPointRecord& b) {
    return a.name == b.name && a.kind == b.kind && a.declared == b.declared && a.position == b.position &&
           a.opened_on == b.opened_on && a.closed_on == b.closed_on && a.capacity == b.capacity;
}

bool same(const CaseRecord& a, const CaseRecord& b) { return a == b; }

bool same(const TargetRecord& a, const TargetRecord& b) { return a == b; }

/// Said again later, a figure is no news.
bool same(const FigureRecord& a, const FigureRecord& b) {
    return a.value == b.value && a.unit_value_fen == b.unit_value_fen && a.reported_on <= b.reported_on;
}

template <class Record>
Result<Stored> append_version(Transaction& transaction, const Record& record,
                              const std::optional<Record>& newest, const WriteContext& by) {
    if (newest && same(*newest, record)) {
        transaction.confirm(record, by);
        return Stored::known;
    }
    transaction.append(record, by);
    return Stored::fresh;
}

}  // namespace

bool same(const Area& a, const Area& b) {
    return a.name == b.name && a.level == b.level && a.parent == b.parent &&
           to_wkb(a.boundary) == to_wkb(b.boundary);
}

tl::unexpected<Error> other_content(const std::string& id) {
    return fail(
        ErrorCode::conflict, "id.conflict",
        {fmt::format("编号 {} 已用于另一份内容，先到的保留不变；请换一个新编号", id),
         fmt::format("the id {} already stands for other content, which stays as it is; use a new id", id)},
        "id");
}

tl::unexpected<Error> unknown_household(const std::string& id, ErrorCode code) {
    return fail(code, "household.unknown",
                {fmt::format("没有户号 {}", id), fmt::format("there is no household {}", id)}, "household");
}

Result<StoredInspection> store_inspection(Transaction& transaction, const InspectionFact& fact,
                                          const WriteContext& by) {
    if (auto known = transaction.inspection(fact.record.id)) {
        if (!same(std::get<InspectionFact>(known->fact).record, fact.record))
            return other_content(fact.record.id);
        transaction.confirm(fact, by);
        return StoredInspection{Stored::known, std::move(*known)};
    }
    const std::string& household = fact.record.household;
    if (!household.empty() && !transaction.household(household))
        return unknown_household(household, ErrorCode::invalid_input);
    // Of a file nobody reads the receipts, and its points are looked at together.
    if (!by.batch.empty()) {
        const Revision seq = transaction.append(fact, by);
        return StoredInspection{Stored::fresh, {seq, 0, Instant::now(), by.account, by.batch, fact}};
    }
    InspectionFact found = fact;
    if ((found.finding.leap = transaction.leap_of(fact.record, by.account)))
        found.finding.flags.add(Flag::impossible_speed);
    transaction.append(found, by);
    return StoredInspection{Stored::fresh, transaction.inspection(fact.record.id).value()};
}

Result<Stored> store_household(Transaction& transaction, const HouseholdRecord& household,
                               const WriteContext& by) {
    HouseholdRecord masked = household;
    masked.name = masked_name(household.name);
    return append_version(transaction, masked, transaction.household(household.id), by);
}

Result<Stored> store_base(Transaction& transaction, const BaseRecord& base, const WriteContext& by) {
    return append_version(transaction, base, transaction.base(base.id, base.level), by);
}

Result<Stored> store_help_point(Transaction& transaction, const HelpPointRecord& point,
                                const WriteContext& by) {
    return append_version(transaction, point, transaction.help_point(point.id), by);
}

void withdraw_levels(Transaction& transaction, const std::string& base, std::span<const std::string> levels,
                     const WriteContext& by) {
    for (const std::string& level : levels) {
        auto newest = transaction.base(base, level);
        if (!newest) continue;
        newest->withdrawn = true;
        transaction.append(*newest, by);
    }
}

void withdraw_help_point(Transaction& transaction, const std::string& id, const WriteContext& by) {
    auto newest = transaction.help_point(id);
    if (!newest) return;
    newest->withdrawn = true;
    transaction.append(*newest, by);
}

Result<Stored> store_case(Transaction& transaction, const CaseRecord& record, const WriteContext& by) {
    const Campaign* campaign = find_campaign(record.campaign);
    if (campaign == nullptr || !subject_of(campaign->record) || !is_case(*subject_of(campaign->record)))
        return fail(ErrorCode::invalid_input, "campaign.unknown",
                    {fmt::format("没有以纠纷或发放批次为对象的活动“{}”", record.campaign),
                     fmt::format("there is no campaign of cases or relief called \"{}\"", record.campaign)},
                    "campaign");
    if (record.opened_on > today())
        return fail(ErrorCode::invalid_input, "day.future",
                    {fmt::format("日期 {} 晚于今天", to_string(record.opened_on)),
                     fmt::format("the day {} lies after today", to_string(record.opened_on))},
                    "opened_on");
    const auto newest = transaction.case_record(record.id);
    // Another campaign's machine would not know the steps that were decided.
    if (newest && newest->campaign != record.campaign) return other_content(record.id);
    for (const DecisionRecord& step : transaction.decisions_of(record.id, record.campaign))
        if (step.decided_on < record.opened_on)
            return fail(ErrorCode::conflict, "case.opened_on",
                        {fmt::format("{} 已有结论，起始日期不能晚于它", to_string(step.decided_on)),
                         fmt::format("something was decided on {}: it cannot have been opened later",
                                     to_string(step.decided_on))},
                        "opened_on");
    return append_version(transaction, record, newest, by);
}

Result<Stored> store_target(Transaction& transaction, const TargetRecord& target, const WriteContext& by) {
    return append_version(transaction, target, transaction.target(target), by);
}

Result<Stored> store_figure(Transaction& transaction, const FigureRecord& figure, const WriteContext& by) {
    return append_version(transaction, figure, transaction.figure(figure), by);
}

Result<Stored> store_area(Transaction& transaction, Day edition, const Area& area, const WriteContext& by) {
    if (const auto known = transaction.area(edition, area.code); known && same(*known, area)) {
        transaction.confirm(AreaFact{edition, area}, by);
        return Stored::known;
    }
    const auto parent = area.parent.empty() ? std::nullopt : transaction.area(edition, area.parent);
    if (parent && parent->level >= area.level)
        return fail(
            ErrorCode::invalid_input, "area.parent_level",
            {fmt::format("上级 {} 的级别不高于 {}", area.parent.view(), area.code.view()),
             fmt::format("the parent {} stands no higher than {}", area.parent.view(), area.code.view())},
            "parent");
    transaction.append(AreaFact{edition, area}, by);
    return Stored::fresh;
}

std::string masked_name(const std::string& name) {
    if (name.empty() || name.find('*') != std::string::npos) return name;
    const auto lead = static_cast<unsigned char>(name.front());
    const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    return name.substr(0, length) + "**";
}

}  // namespace courtyard
