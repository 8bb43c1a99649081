// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace courtyard::cql2 {

/// CASEI: text without the difference of capital and small letters, by Unicode's full case folding (ß is ss,
/// final sigma is sigma, full-width Ａ is ａ). `folded` is overwritten. What is no UTF-8 stays as it is.
void fold_case(std::string_view text, std::string& folded);

/// ACCENTI: text without accents, by Unicode's canonical decomposition (é is e, Ǖ is U).
void drop_accents(std::string_view text, std::string& plain);

}  // namespace courtyard::cql2
