// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "data/read/text_encoding.h"

namespace courtyard {

/// Cuts a CSV file into blocks of whole rows.
///
/// A line break within quotes is no end of a row: a block ends after a line break that an even number of
/// quotes precede. Where that fails for two megabytes a quote has no partner; the block then ends with a
/// line, and whoever reads its rows finds the broken one.
///
/// Threads   one reader; a lock around `next` shares it
class CsvBlocks {
  public:
    CsvBlocks(const std::filesystem::path& path, TextEncoding encoding) : file_(path, encoding) {}

    /// Fills `block` and says true, or false at the end. The last block may lack its line ending.
    /// Errors   too_large: csv.row_too_long
    Result<bool> next(std::string& block);

  private:
    bool fill(std::size_t bytes);

    TextFile file_;
    std::string rest_;  ///< read, but not yet part of a block
    bool at_end_ = false;
};

}  // namespace courtyard
