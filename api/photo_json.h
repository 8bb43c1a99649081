// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/json.h"
#include "api/problem.h"
#include "campaign/records.h"
#include "data/store/photo_evidence.h"
#include "data/store/store.h"

namespace courtyard {

/// What is known of a photo, as members of an object that is open: hash, size, dimensions, where and when the
/// camera says.
void write_photo(Json& json, const Blob& photo);

/// `flags` and `doubts` of a photo beside its inspection point: which, how much, and what to do about it.
void write_evidence(Json& json, const PhotoEvidence& evidence, Language language);

/// `photos` and `missing` of an inspection point: what is held, and which of those it names are not.
void write_photos(Json& json, const Store& store, const RecordedFact& inspection, Language language);

/// `missing` alone, when the inspection point names photos: as it stands now, in a receipt that says for ever
/// what was received.
void write_missing(Json& json, const Store& store, const RecordedFact& inspection);

/// The hashes that an inspection point names and its account has not brought yet, in its order.
std::vector<std::string> missing_photos(const InspectionRecord& record, std::span<const Blob> held);

}  // namespace courtyard
