// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "api/doubt_text.h"
#include "api/json.h"
#include "api/problem.h"
#include "data/store/store.h"

namespace courtyard {

/// `flag`, `value`, `unit`, `detail`, `advice` of an object that is open: what, how much, and what to do.
void write_doubt_text(Json& json, Flag flag, const DoubtText& text, Language language);

/// A reviewer's word, as an object.
void write_resolution(Json& json, const DoubtResolution& resolution);

/// The areas and the photos that flags of an inspection point are held against, asked of the store where
/// these flags need it.
DoubtGround ground_of(const Store& store, const Places& known, const RecordedFact& point,
                      std::span<const Doubt> doubts);

/// `doubts` of a receipt: the flags that were found on arrival. Asks nobody.
void write_doubts(Json& json, const DoubtGround& ground, Language language);

/// `flags` and `doubts` of an inspection point with what reviewers said of each.
void write_reviewed_doubts(Json& json, const Store& store, const Places& known, const RecordedFact& point,
                           Language language);

}  // namespace courtyard
