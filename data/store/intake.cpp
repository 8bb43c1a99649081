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

bool same(const DecisionRecord& a, const DecisionRecord& b) {
    return a.household == b.household && a.campaign == b.campaign && a.to == b.to &&
           a.decided_on == b.decided_on && a.reason == b.reason && a.inspections == b.inspections;
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

bool same(const TargetRecord& a, const TargetRecord& b) { return a == b; }

/// Said again later, a figure is no news.
bool same(const FigureRecord& a, const FigureRecord& b) {
    return a.value == b.value && a.unit_value_fen == b.unit_value_fen && a.reported_on <= b.reported_on;
}

bool same(const Area& a, const Area& b) {
    return a.name == b.name && a.level == b.level && a.parent == b.parent &&
           to_wkb(a.boundary) == to_wkb(b.boundary);
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

std::string legal_steps(const Campaign& campaign, std::uint8_t from, bool chinese) {
    std::string list;
    for (const std::uint8_t next : campaign.statuses[from].next) {
        const Status& status = campaign.statuses[next];
        if (!list.empty()) list += chinese ? "、" : ", ";
        list += chinese ? fmt::format("{}（{}）", status.name.zh, status.id) : status.id;
    }
    return list;
}

tl::unexpected<Error> illegal_step(const Campaign& campaign, std::uint8_t from, std::uint8_t to, Day day) {
    const Status& before = campaign.statuses[from];
    const Status& after = campaign.statuses[to];
    return fail(ErrorCode::conflict, "step.illegal",
                {fmt::format("{} 处于“{}”的户不能转为“{}”；可以转为：{}", to_string(day), before.name.zh,
                             after.name.zh, legal_steps(campaign, from, true)),
                 fmt::format("on {} a household that is {} cannot become {}; legal steps: {}", to_string(day),
                             before.id, after.id, legal_steps(campaign, from, false))},
                "to");
}

/// The step must be legal after the status that holds on its day, and the next step must stay legal after it.
Result<void> check_step(Transaction& transaction, const Campaign& campaign, const DecisionRecord& decision,
                        std::uint8_t to) {
    std::uint8_t before = 0;
    for (const DecisionRecord& other : transaction.decisions_of(decision.household, decision.campaign)) {
        const auto status = campaign.status(other.to);
        if (!status) continue;
        if (other.decided_on <= decision.decided_on) {
            before = *status;
            continue;
        }
        if (!campaign.legal(to, *status)) return illegal_step(campaign, to, *status, other.decided_on);
        break;
    }
    if (!campaign.legal(before, to)) return illegal_step(campaign, before, to, decision.decided_on);
    return {};
}

}  // namespace

Result<CampaignStatus> campaign_status(const std::string& campaign, const std::string& status,
                                       std::string_view field) {
    const Campaign* known = find_campaign(campaign);
    if (known == nullptr || known->record != CountedRecord::courtyards)
        return fail(ErrorCode::invalid_input, "campaign.unknown",
                    {fmt::format("没有以户为对象的活动“{}”", campaign),
                     fmt::format("there is no campaign of households called \"{}\"", campaign)},
                    "campaign");
    const auto found = known->status(status);
    if (!found)
        return fail(ErrorCode::invalid_input, "status.unknown",
                    {fmt::format("活动没有“{}”这一状态", status),
                     fmt::format("the campaign has no status \"{}\"", status)},
                    std::string(field));
    return CampaignStatus{known, *found};
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

Result<Stored> store_decision(Transaction& transaction, const DecisionRecord& decision,
                              const WriteContext& by) {
    const auto step = campaign_status(decision.campaign, decision.to, "to");
    if (!step) return tl::unexpected(step.error());
    if (const auto known = transaction.decision(decision.id)) {
        if (!same(*known, decision)) return other_content(decision.id);
        transaction.confirm(decision, by);
        return Stored::known;
    }
    if (!transaction.household(decision.household))
        return unknown_household(decision.household, ErrorCode::not_found);
    // Dates that came as columns of a household file are a summary, not steps: the machine is not asked.
    if (!decision.imported)
        if (auto legal = check_step(transaction, *step->campaign, decision, step->status); !legal)
            return tl::unexpected(legal.error());
    transaction.append(decision, by);
    return Stored::fresh;
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
