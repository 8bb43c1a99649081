// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <unordered_set>

#include "data/sample/random_stream.h"

namespace courtyard {

/// An invented name of a village without its suffix, not among `taken` (and then added to it).
std::string village_name(RandomStream& random, std::unordered_set<std::string>& taken);
/// An invented name of a township without its suffix; the first ones come from a fixed list.
std::string township_name(std::size_t number, std::uint64_t seed);
/// A surname and two asterisks.
std::string masked_name(RandomStream& random);
/// An invented enterprise, such as a cooperative of weavers.
std::string enterprise_name(RandomStream& random);

}  // namespace courtyard
