// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "geo/embedded_text.h"

namespace courtyard {

/// The TOML files of `campaign/report/`, built into the program.
std::span<const EmbeddedText> report_texts();

}  // namespace courtyard
