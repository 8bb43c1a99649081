// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/read/row_order.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace courtyard {
namespace {

/// Rows that are alike stay as they came; each keeps its number.
template <class Record, class Key>
void reorder(Rows<Record>& rows, Key key) {
    std::vector<std::size_t> order(rows.accepted.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, {}, [&](std::size_t i) { return rows.accepted[i].*key; });
    Rows<Record> ordered;
    for (const std::size_t i : order) {
        ordered.accepted.push_back(std::move(rows.accepted[i]));
        ordered.numbers.push_back(rows.numbers[i]);
    }
    rows.accepted = std::move(ordered.accepted);
    rows.numbers = std::move(ordered.numbers);
}

}  // namespace

void order_parents_first(Rows<Area>& rows) { reorder(rows, &Area::level); }

void order_by_day(Rows<DecisionRecord>& rows) { reorder(rows, &DecisionRecord::decided_on); }

}  // namespace courtyard
