// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "geo/result.h"

namespace courtyard {

/// Whether a text may be the id of a record that is addressed by it: ids stand in addresses, in files and in
/// logs.
bool is_record_id(const std::string& id);
/// `id.invalid`
Error wrong_record_id();

}  // namespace courtyard
