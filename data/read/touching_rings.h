// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "geo/boundary.h"

namespace courtyard {

/// The same ground, written so that no ring touches itself.
///
/// Real boundaries have rings that pass one vertex twice: a village around an enclave that reaches its
/// border, or two parts that meet at a point. Such a ring is cut there into simple rings; each becomes a
/// shell or the hole of the shell around it. Not a coordinate is moved, added or dropped. Rings that cross
/// themselves stay wrong.
Boundary without_touching_rings(const Boundary& boundary);

}  // namespace courtyard
