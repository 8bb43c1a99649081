// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "api/service.h"
#include "campaign/case_book.h"
#include "campaign/records.h"

namespace courtyard {

/// The verb that lets a caller know of a subject and decide about it.
Verb verb_of(Subject subject);

/// Whether the caller may know that a household, base, case or relief batch of this id is there.
bool is_visible(const Call& call, Subject subject, const std::string& id);

/// A case or relief batch as the caller may know it, or null: those out of scope do not exist, nor do those
/// of the other kind.
const CaseFile* visible_case(const Call& call, Subject subject, const std::string& id);

/// 404: there is no such record, as far as this caller is concerned.
Response unknown_subject(const Call& call, Subject subject, const std::string& id);

}  // namespace courtyard
