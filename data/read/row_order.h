// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "data/read/rows.h"

namespace courtyard {

/// A county before its townships, these before their villages: an area is stored beneath one that is there.
void order_parents_first(Rows<Area>& rows);

/// Each household's steps in the order in which they were taken, whatever the order of the file.
void order_by_day(Rows<DecisionRecord>& rows);

}  // namespace courtyard
