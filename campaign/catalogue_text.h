// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "geo/embedded_text.h"

namespace courtyard {

/// The TOML files of `campaign/catalogue/`, built into the program in the order of campaign/CMakeLists.txt.
std::span<const EmbeddedText> catalogue_texts();

}  // namespace courtyard
