// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cassert>
#include <cstddef>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "geo/result.h"

namespace courtyard {

/// A row that was refused, and why.
struct Rejection {
    std::size_t row = 0;
    std::string column;  ///< as the file names it
    std::string code;    ///< stable: `coordinate.out_of_range`
    Text detail;         ///< with the value
};

/// Rows of which something is to be said: every one is counted, in all and by its code, and the first are
/// kept.
///
/// What is kept does not grow with the file: so many rows, and one row of each code; a column or detail that
/// is longer than `most_text_bytes` is cut. Codes beyond `most_codes` are counted together, as `other`.
class ToldRows {
  public:
    /// The rows of one code.
    struct Reason {
        std::size_t rows = 0;
        Rejection first;
    };
    struct ByRow {
        bool operator()(const Rejection& a, const Rejection& b) const { return a.row < b.row; }
    };
    using Told = std::multiset<Rejection, ByRow>;

    static constexpr std::size_t most_told = 1'000;
    static constexpr std::size_t most_codes = 100;
    static constexpr std::size_t most_text_bytes = 1'000;

    ToldRows() = default;
    explicit ToldRows(std::size_t most) : most_(most) {}

    void add(Rejection row);

    std::size_t count() const { return count_; }
    bool empty() const { return count_ == 0; }
    /// The first in the order of the file; of one row in the order in which they were said.
    const Told& told() const { return told_; }
    /// Of those that are told. Cost   O(i)
    const Rejection& operator[](std::size_t i) const {
        assert(i < told_.size());
        return *std::next(told_.begin(), static_cast<std::ptrdiff_t>(i));
    }
    const std::map<std::string, Reason>& reasons() const { return reasons_; }
    /// The reasons with most rows first; valid until the next `add`.
    std::vector<std::pair<std::string, const Reason*>> most_frequent() const;

  private:
    std::size_t most_ = most_told;
    std::size_t count_ = 0;
    Told told_;
    std::map<std::string, Reason> reasons_;
};

}  // namespace courtyard
