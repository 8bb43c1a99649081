// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "data/export/export.h"

namespace courtyard {

/// Text as an encoding can carry it.
struct FittedText {
    std::string_view text{};  ///< UTF-8; valid until the next call
    std::vector<std::string>
        missing{};     ///< characters that are not in the encoding and became `〓`, each once
    bool cut = false;  ///< cut at a character's end because it was too long

    bool whole() const { return missing.empty() && !cut; }
};

/// What a width is counted in: bytes of the encoding, or units of UTF-16 as spreadsheets do.
enum class WidthIn : std::uint8_t { bytes, utf16 };

/// Fits text into GBK and into a width.
class TextFit {
  public:
    TextFit(Encoding encoding, std::size_t widest, WidthIn unit = WidthIn::bytes)
        : encoding_(encoding), widest_(widest), unit_(unit) {}

    /// Text that fits comes back as it is, without a copy.
    FittedText fit(std::string_view text);

  private:
    std::size_t width_of(std::uint32_t code, std::size_t bytes) const;

    Encoding encoding_;
    std::size_t widest_;
    WidthIn unit_;
    std::string buffer_;
};

/// The GBK bytes of text that `TextFit` passed.
std::string to_gbk(std::string_view utf8);

/// Text that a spreadsheet would run as a formula gets an apostrophe in front; numbers stay.
std::string defused(std::string_view text);

/// As it may stand in XML and HTML, between tags and within double quotes; control characters, which XML
/// cannot hold, go.
void append_xml(std::string& out, std::string_view text);
std::string xml_escaped(std::string_view text);

/// A CSV cell: quoted when it has to be.
void append_csv_cell(std::string& line, std::string_view text);

}  // namespace courtyard
