// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/read/told_rows.h"

#include <algorithm>
#include <functional>
#include <string_view>

#include "data/read/plain_text.h"

namespace courtyard {
namespace {

void cut(std::string& text) {
    constexpr std::string_view more = "…";
    if (text.size() <= ToldRows::most_text_bytes) return;
    text.resize(leading(text, ToldRows::most_text_bytes - more.size()).size());
    text += more;
}

}  // namespace

void ToldRows::add(Rejection row) {
    ++count_;
    cut(row.detail.zh);
    cut(row.detail.en);
    cut(row.column);
    const bool other = reasons_.size() >= most_codes && !reasons_.contains(row.code);
    Reason& reason = reasons_[other ? "other" : row.code];
    if (++reason.rows == 1 || row.row < reason.first.row) reason.first = row;
    if (told_.size() >= most_) {
        if (told_.empty() || row.row >= told_.rbegin()->row) return;
        told_.erase(std::prev(told_.end()));
    }
    told_.insert(std::move(row));
}

std::vector<std::pair<std::string, const ToldRows::Reason*>> ToldRows::most_frequent() const {
    std::vector<std::pair<std::string, const Reason*>> sorted;
    for (const auto& [code, reason] : reasons_) sorted.emplace_back(code, &reason);
    std::ranges::stable_sort(sorted, std::greater(), [](const auto& one) { return one.second->rows; });
    return sorted;
}

}  // namespace courtyard
