// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "data/store/fact.h"
#include "geo/geocode.h"

namespace courtyard {

/// What is found out about an inspection point on arrival: its village, its distance to the declared
/// household, and the doubts a reviewer must resolve. Nothing is moved or corrected.
Finding finding_of(const InspectionRecord& record, const std::optional<HouseholdRecord>& household,
                   const Places& known);

}  // namespace courtyard
