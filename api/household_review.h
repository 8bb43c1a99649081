// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "api/json.h"
#include "data/store/store.h"

namespace courtyard {

/// `"conflicts"`: the fields of a household about which its sources disagree, with every value, who gave it
/// and when. For reviewers.
void write_conflicts(Json& json, const Store& store, const std::string& household);

/// `"resolutions"`: who settled which field, when and why.
void write_resolutions(Json& json, const Store& store, const std::string& household);

}  // namespace courtyard
