// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "campaign/admission.h"
#include "data/read/row_reading.h"
#include "data/read/row_words.h"

namespace courtyard {
namespace {

/// A refusal must not carry a count of children out into reports and logs.
std::int64_t count_of_children(RowView& row) {
    const bool refused_before = row.refusal().has_value();
    if (!row.has("count")) return row.count("count", Need::required);
    RowView alone = row;
    const std::int64_t count = alone.count("count", Need::required);
    if (!refused_before && alone.refusal()) {
        row.refuse("count", "number.not_a_count",
                   {"人数不是非负整数", "the count is not a whole number of zero or more"});
    }
    return count;
}

ChildCountRecord read_child_count(RowView& row) {
    ChildCountRecord record;
    record.area = row.area("area", Need::required);
    record.category = row.id("category", Need::required);
    record.count = count_of_children(row);
    record.as_of = row.day("as_of", Need::optional).value_or(row.options().default_day);
    return record;
}

TargetRecord read_target(RowView& row) {
    TargetRecord record;
    record.campaign = row.id("campaign", Need::required);
    record.indicator = row.id("indicator", Need::required);
    record.area = row.area("area", Need::required);
    if (const std::string period = row.text("period", Need::required); !period.empty()) {
        record.year = row.take(period_word(period), "period");
    }
    record.value = row.count("value", Need::required);
    record.approved_on = row.day("approved_on", Need::optional).value_or(row.options().default_day);
    record.approved_by = row.text("approved_by", Need::optional);
    record.reason = row.text("reason", Need::optional);
    return record;
}

FigureRecord read_figure(RowView& row) {
    FigureRecord record;
    record.campaign = row.id("campaign", Need::required);
    record.indicator = row.id("indicator", Need::required);
    record.area = row.area("area", Need::required);
    if (const std::string period = row.text("period", Need::required); !period.empty())
        record.period = row.take(parse_period(period), "period");
    record.value = row.count("value", Need::required);
    if (const auto yuan = row.number("unit_value"))
        record.unit_value_fen = row.take(fen_of_yuan(*yuan), "unit_value");
    record.reported_on = row.day("reported_on", Need::optional).value_or(row.options().default_day);
    return record;
}

}  // namespace

Result<Rows<ChildCountRecord>> read_children(Table& table, const RowOptions& options) {
    const auto key = [](const ChildCountRecord& r) {
        return std::pair(fmt::format("{}\x1F{}\x1F{}", r.area.view(), r.category, to_string(r.as_of)),
                         "area");
    };
    return read_rows<ChildCountRecord>(RecordKind::children, table, options, read_child_count, key);
}

Result<Rows<TargetRecord>> read_targets(Table& table, const RowOptions& options) {
    const auto key = [](const TargetRecord& r) {
        return std::pair(fmt::format("{}\x1F{}\x1F{}\x1F{}\x1F{}", r.campaign, r.indicator, r.area.view(),
                                     r.year ? std::to_string(*r.year) : "plan", to_string(r.approved_on)),
                         "area");
    };
    return read_rows<TargetRecord>(RecordKind::targets, table, options, read_target, key);
}

Result<Rows<FigureRecord>> read_figures(Table& table, const RowOptions& options) {
    const auto key = [](const FigureRecord& r) {
        return std::pair(
            fmt::format("{}\x1F{}\x1F{}\x1F{}", r.campaign, r.indicator, r.area.view(), to_string(r.period)),
            "area");
    };
    return read_rows<FigureRecord>(RecordKind::figures, table, options, read_figure, key);
}

}  // namespace courtyard
