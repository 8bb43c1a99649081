// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>

#include "campaign/campaign.h"
#include "data/store/store.h"
#include "geo/geocode.h"

namespace courtyard {

/// Whether something was new to the store.
enum class Stored : std::uint8_t { fresh, known };

/// An inspection point as the store now holds it.
struct StoredInspection {
    Stored stored = Stored::fresh;
    RecordedFact fact;  ///< the original one on a replay
};

/// A status in the status machine of a campaign.
struct CampaignStatus {
    const Campaign* campaign = nullptr;
    std::uint8_t status = 0;
};

/// @param field   that says the status, for the error's subject
/// @param about   what the campaign must be about
/// Errors   invalid_input: campaign.unknown, status.unknown
Result<CampaignStatus> campaign_status(const std::string& campaign, const std::string& status,
                                       std::string_view field, Subject about = Subject::household);

/// What decisions about a campaign's records are about; nothing for help points, about which nobody decides.
std::optional<Subject> subject_of(CountedRecord record);
/// `id.conflict`: other content stands under this id.
tl::unexpected<Error> other_content(const std::string& id);
/// `household.unknown`
tl::unexpected<Error> unknown_household(const std::string& id, ErrorCode code);

/// Appends an inspection point once.
///
/// The same id with the same canonical content (compared field by field, not byte by byte) is a replay and
/// gives the original; with other content it is refused and the first version stays. Errors   conflict:
/// id.conflict; invalid_input: household.unknown
Result<StoredInspection> store_inspection(Transaction& transaction, const InspectionFact& fact,
                                          const WriteContext& by);

/// Appends a reviewer's decision when the campaign's status machine allows the step at that day
/// (`check_step`), with the score sheet that it was made under: the one by which its newest scored evidence
/// was judged, else the one in force on its day. The same id with the same content is a replay.
///
/// @param known   places of today, which tell a place's own score sheet; null: only sheets for everywhere
/// Errors   not_found: household.unknown, base.unknown, case.unknown, relief.unknown; conflict: step.illegal
///          (names the legal ones), id.conflict; invalid_input: campaign.unknown, status.unknown,
///          evidence.unknown, evidence.other (of another household), those of `check_step`
Result<Stored> store_decision(Transaction& transaction, const DecisionRecord& decision,
                              const WriteContext& by, const Places* known = nullptr);

/// Append one version of a record unless the newest one says the same.
Result<Stored> store_household(Transaction& transaction, const HouseholdRecord& household,
                               const WriteContext& by);
Result<Stored> store_base(Transaction& transaction, const BaseRecord& base, const WriteContext& by);
Result<Stored> store_help_point(Transaction& transaction, const HelpPointRecord& point,
                                const WriteContext& by);
/// Take back some levels of a base, or a help point: from the next revision on no day shows or counts them.
/// What is not there stays so.
void withdraw_levels(Transaction& transaction, const std::string& base, std::span<const std::string> levels,
                     const WriteContext& by);
void withdraw_help_point(Transaction& transaction, const std::string& id, const WriteContext& by);
/// Errors   invalid_input: campaign.unknown, day.future; conflict: id.conflict (of another campaign),
///          case.opened_on (after something that was decided about it)
Result<Stored> store_case(Transaction& transaction, const CaseRecord& record, const WriteContext& by);
Result<Stored> store_target(Transaction& transaction, const TargetRecord& target, const WriteContext& by);
Result<Stored> store_figure(Transaction& transaction, const FigureRecord& figure, const WriteContext& by);
Result<Stored> store_area(Transaction& transaction, Day edition, const Area& area, const WriteContext& by);
/// Whether two versions of an area say the same of it, its boundary digit by digit.
bool same(const Area& a, const Area& b);

/// Household names are kept masked: the first character, then `**`; what is masked already stays.
std::string masked_name(const std::string& name);

}  // namespace courtyard
