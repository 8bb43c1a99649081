// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "geo/embedded_text.h"

namespace courtyard {

/// The files of `data/sql/`, built into the program.
std::span<const EmbeddedText> sql_texts();

/// The text of a whole file of `data/sql/`, what it says of `each` kind written out. Precondition: it exists.
std::string_view sql_file(std::string_view name);

/// A statement of `data/sql/statements.sql` by its name. Precondition: it exists.
const std::string& sql(std::string_view name);

}  // namespace courtyard
