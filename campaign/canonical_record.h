// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "campaign/records.h"

namespace courtyard {

/// The one text of an inspection point that its content hash is taken of: a phone writes the same bytes.
///
/// A JSON object as RFC 8785 writes it: members in order, no blanks, numbers as ECMAScript prints them. What
/// is empty is left out (no text, no list, no value), `datum` and `position_source` always stand there,
/// instants are UTC with milliseconds. Source   docs/API.md#content-hashes
std::string canonical_text(const InspectionRecord& record);

/// The same of a reviewer's decision. The score sheet is not in it: whoever decides does not say it.
std::string canonical_text(const DecisionRecord& record);

/// A number as ECMAScript prints it: `120`, `0.1`, `1e-7`. Precondition: finite.
std::string canonical_number(double number);

}  // namespace courtyard
