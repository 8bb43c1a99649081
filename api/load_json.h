// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "api/problem.h"
#include "data/read/load.h"

namespace courtyard {

/// The report of a load, as docs/API.md shows it: the same from the command line and over HTTP.
std::string load_report_json(const std::string& id, const LoadReport& report, Language language);

}  // namespace courtyard
