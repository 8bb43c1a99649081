// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/service.h"

namespace courtyard {

/// An inspection point as the caller may know it: those out of scope do not exist. Takes the id as it stands
/// in an address.
std::optional<RecordedFact> visible_inspection(const Call& call, std::string_view id);

/// The area whose people see an inspection point: the village it lies in, in an edition (of today, asked once
/// for all that is decided by it); for one that lies in none, the village that it, or its household,
/// declares.
AreaIndex area_in_charge(const Call& call, const EditionPicture& edition, const RecordedFact& inspection);

/// 404: there is no such inspection point, as far as this caller is concerned.
Response unknown_inspection(const Call& call, std::string_view id);

}  // namespace courtyard
