// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "geo/result.h"

namespace courtyard {

/// One record of a request that brings many.
struct ListedRecord {
    std::string id;    ///< its member `id` as written; empty when there is none
    std::string text;  ///< the record as JSON
};

/// Splits a JSON array of objects, or one object a line (NDJSON), into its records. A line that is no JSON
/// stays a record: it is refused on its own.
///
/// Errors   invalid_input: body.json (an array that is broken), body.empty; too_large: body.records
Result<std::vector<ListedRecord>> list_records(const std::string& body, std::size_t at_most);

}  // namespace courtyard
