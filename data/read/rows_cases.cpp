// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <cmath>

#include "data/read/row_reading.h"
#include "data/read/row_words.h"

namespace courtyard {
namespace {

constexpr std::int64_t most_persons = 10'000'000;
constexpr double most_yuan = 1e9;

/// A refusal must not carry a number of persons out into reports and logs.
std::int64_t persons_of(RowView& row) {
    RowView alone = row;
    const bool sound = !alone.refusal();
    const std::int64_t persons = alone.count("persons", Need::required);
    if (!sound || (!alone.refusal() && persons > 0 && persons <= most_persons)) return persons;
    row.refuse("persons", "number.not_a_count",
               {"人数不是正整数", "the number of persons is not a whole number above zero"});
    return 0;
}

std::int64_t fen_of(RowView& row) {
    const auto yuan = row.number("unit_value");
    const double fen = std::round(yuan.value_or(0) * 100);
    if (yuan && *yuan > 0 && *yuan <= most_yuan && std::abs(fen - *yuan * 100) < 1e-6)
        return static_cast<std::int64_t>(fen);
    row.refuse("unit_value", "number.out_of_range",
               {"每人标准应为大于 0 的元数，至多两位小数",
                "what each person gets is a number of yuan above 0 with at most two decimals"});
    return 0;
}

CaseRecord read_common(RowView& row) {
    CaseRecord record;
    record.id = row.id("id", Need::required);
    record.campaign = row.id("campaign", Need::required);
    record.area = row.area("area", Need::required);
    record.opened_on = row.day("opened_on", Need::required).value_or(Day{});
    return record;
}

CaseRecord read_dispute(RowView& row) {
    CaseRecord record = read_common(row);
    if (const std::string kind = row.text("kind", Need::optional); !kind.empty())
        record.kind = row.take(channel_word(kind), "kind");
    return record;
}

CaseRecord read_batch(RowView& row) {
    CaseRecord record = read_common(row);
    if (const std::string kind = row.text("kind", Need::required); !kind.empty())
        record.kind = row.take(relief_kind_word(kind), "kind");
    record.persons = persons_of(row);
    record.unit_value_fen = fen_of(row);
    return record;
}

std::pair<std::string, std::string_view> case_key(const CaseRecord& record) { return {record.id, "id"}; }

}  // namespace

Result<Rows<CaseRecord>> read_cases(Table& table, const RowOptions& options) {
    return read_rows<CaseRecord>(RecordKind::cases, table, options, read_dispute, case_key);
}

Result<Rows<CaseRecord>> read_relief(Table& table, const RowOptions& options) {
    return read_rows<CaseRecord>(RecordKind::relief, table, options, read_batch, case_key);
}

}  // namespace courtyard
