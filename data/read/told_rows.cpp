// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/read/told_rows.h"

#include <string_view>
#include <utility>

#include "data/read/plain_text.h"

namespace courtyard {
namespace {

void cut(std::string& text) {
    constexpr std::string_view more = "…";
    if (text.size() <= ToldRows::most_detail_bytes) return;
    text.resize(leading(text, ToldRows::most_detail_bytes - more.size()).size());
    text += more;
}

}  // namespace

void ToldRows::add(Rejection row) {
    ++count_;
    cut(row.detail.zh);
    cut(row.detail.en);
    const bool other = reasons_.size() >= most_codes && !reasons_.contains(row.code);
    Reason& reason = reasons_[other ? "other" : row.code];
    if (++reason.rows == 1 || row.row < reason.first.row) reason.first = row;
    if (told_.size() >= most_) {
        if (told_.empty() || row.row >= told_.rbegin()->row) return;
        told_.erase(std::prev(told_.end()));
    }
    told_.insert(std::move(row));
}

}  // namespace courtyard
