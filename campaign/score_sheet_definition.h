// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "campaign/definition.h"
#include "campaign/score_sheet.h"

namespace courtyard {

/// The `[[score_sheet]]` tables of a campaign's definition. Errors   throws DefinitionError
std::vector<ScoreSheet> score_sheets_of(const DefinitionTable& campaign);

}  // namespace courtyard
