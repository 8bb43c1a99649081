// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/report_changes.h"

namespace courtyard {
namespace {

constexpr std::string_view late_records = "late_records";
constexpr std::string_view revocations = "revocations";
constexpr std::string_view late_figures = "late_figures";
constexpr std::string_view target_revisions = "target_revisions";
constexpr std::string_view editions = "editions";
constexpr std::string_view undone_imports = "undone_imports";

std::string campaign_counting(CountedRecord record) {
    for (const Campaign& campaign : catalogue())
        if (campaign.record == record) return campaign.id;
    return {};
}

}  // namespace

/// Puts a fact where it may change something.
struct ReportChanges::Sort {
    ReportChanges& changes;
    Day to;
    void operator()(const AreaFact& fact) const {
        if (fact.edition <= to) changes.everywhere_.emplace(editions);
    }
    void operator()(const HouseholdRecord& r) const { late(CountedRecord::courtyards, r.registered_on); }
    void operator()(const BaseRecord& r) const { place(CountedRecord::bases, r.recognised_on, r.withdrawn); }
    void operator()(const HelpPointRecord& r) const {
        place(CountedRecord::help_points, r.opened_on, r.withdrawn);
    }
    void operator()(const TargetRecord& r) const {
        if (r.approved_on <= to) changes.by_campaign_[r.campaign].emplace(target_revisions);
    }
    void operator()(const FigureRecord& r) const {
        if (r.period.last <= to) changes.by_campaign_[r.campaign].emplace(late_figures);
    }
    void operator()(const DecisionRecord& r) const {
        if (r.decided_on > to) return;
        const Campaign* campaign = find_campaign(r.campaign);
        const auto status = campaign == nullptr ? std::nullopt : campaign->status(r.to);
        const bool counts = status && campaign->statuses[*status].counting != Counting::no;
        changes.by_campaign_[r.campaign].emplace(counts ? late_records : revocations);
    }
    /// Whatever else belongs to a campaign from a day on; a proposal does not: it moves no figure of a
    /// report.
    template <class Other>
    void operator()(const Other& other) const {
        if constexpr (requires { other.campaign, other.opened_on; })
            if (other.opened_on <= to) changes.by_campaign_[other.campaign].emplace(late_records);
    }
    void place(CountedRecord record, Day day, bool withdrawn) const {
        if (day <= to)
            changes.by_campaign_[campaign_counting(record)].emplace(withdrawn ? revocations : late_records);
    }
    void late(CountedRecord record, Day day) const { place(record, day, false); }
};

ReportChanges ReportChanges::since(Revision revision, Revision until, Day to, const Store& store) {
    ReportChanges changes;
    store.read_facts(revision, until, [&](RecordedFact&& fact) { std::visit(Sort{changes, to}, fact.fact); });
    if (store.undone_imports_since(revision) > 0) changes.everywhere_.emplace(undone_imports);
    return changes;
}

std::set<std::string> ReportChanges::why(const Campaign& campaign) const {
    std::set<std::string> reasons = everywhere_;
    if (const auto own = by_campaign_.find(campaign.id); own != by_campaign_.end())
        reasons.insert(own->second.begin(), own->second.end());
    return reasons;
}

}  // namespace courtyard
