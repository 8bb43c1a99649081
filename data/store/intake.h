// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "campaign/campaign.h"
#include "data/store/store.h"

namespace courtyard {

/// Whether something was new to the store.
enum class Stored : std::uint8_t { fresh, known };

/// An inspection point as the store now holds it.
struct StoredInspection {
    Stored stored = Stored::fresh;
    RecordedFact fact;  ///< the original one on a replay
};

/// A status in the status machine of a campaign of households.
struct CampaignStatus {
    const Campaign* campaign = nullptr;
    std::uint8_t status = 0;
};

/// @param field   that says the status, for the error's subject
/// Errors   invalid_input: campaign.unknown, status.unknown
Result<CampaignStatus> campaign_status(const std::string& campaign, const std::string& status,
                                       std::string_view field);

/// Appends an inspection point once.
///
/// The same id with the same canonical content (compared field by field, not byte by byte) is a replay and
/// gives the original; with other content it is refused and the first version stays. Errors   conflict:
/// id.conflict; invalid_input: household.unknown
Result<StoredInspection> store_inspection(Transaction& transaction, const InspectionFact& fact,
                                          const WriteContext& by);

/// Appends a reviewer's decision when the campaign's status machine allows the step at that day.
///
/// Steps are ordered by day: the status before is the one that holds on `decided_on`, and the step after it,
/// if there is one, must stay legal. The same id with the same content is a replay. Errors   not_found:
/// household.unknown; conflict: step.illegal (names the legal ones), id.conflict;
///          invalid_input: campaign.unknown, status.unknown
Result<Stored> store_decision(Transaction& transaction, const DecisionRecord& decision,
                              const WriteContext& by);

/// Append one version of a record unless the newest one says the same.
Result<Stored> store_household(Transaction& transaction, const HouseholdRecord& household,
                               const WriteContext& by);
Result<Stored> store_base(Transaction& transaction, const BaseRecord& base, const WriteContext& by);
Result<Stored> store_help_point(Transaction& transaction, const HelpPointRecord& point,
                                const WriteContext& by);
Result<Stored> store_target(Transaction& transaction, const TargetRecord& target, const WriteContext& by);
Result<Stored> store_figure(Transaction& transaction, const FigureRecord& figure, const WriteContext& by);
Result<Stored> store_area(Transaction& transaction, Day edition, const Area& area, const WriteContext& by);

/// Household names are kept masked: the first character, then `**`; what is masked already stays.
std::string masked_name(const std::string& name);

}  // namespace courtyard
