// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "api/conditions.h"
#include "api/ogc/place.h"

namespace courtyard {

/// The entity tag of what a place says, however it is written: 32 hexadecimal digits in quotes.
std::string content_tag(const Place& place);

/// The tag of one representation: that of the content, a dash, and a hash of what was written. Whoever
/// changes the feature names its content with it, whoever caches it this very text.
std::string representation_tag(std::string_view content_tag, std::string_view written);

/// What an If-Match says of a content: a tag of any of its representations names it.
Named content_named_in(std::string_view tag_list, std::string_view content_tag);

}  // namespace courtyard
