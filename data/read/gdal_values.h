// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "data/read/text_encoding.h"

class OGRFeature;
class OGRLayer;

namespace courtyard {

/// Text that GDAL handed out, as UTF-8.
///
/// @param raw   what the bytes are in when GDAL did not decode them; nothing when it did
/// Errors   invalid_input: text.encoding
Result<std::string> decoded(std::string_view bytes, std::optional<TextEncoding> raw);

/// A field as text: numbers with every digit they have, days as `2023-06-30`, instants in RFC 3339.
Result<std::string> value_of(const OGRFeature& feature, int field, std::optional<TextEncoding> raw);

/// What a DBF that was opened undecoded is in, by every name and value: strict UTF-8, else strict GB18030.
///
/// Errors   invalid_input: file.encoding
Result<TextEncoding> raw_text_encoding(OGRLayer& layer);

/// What a field of a waypoint means to us (name = household, time = observed_at, desc = note, type =
/// outcome); nothing for the rest.
std::optional<std::string> gpx_column(std::string_view field);

}  // namespace courtyard
