// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/read/column_samples.h"

#include <algorithm>

#include "data/read/row_reading.h"

namespace courtyard {
namespace {

constexpr std::size_t rows_looked_at = 100;
constexpr std::size_t most_samples = 3;
constexpr std::size_t longest_sample = 60;

/// The first bytes of a value, cut between characters.
std::string shown(const std::string& value) {
    if (value.size() <= longest_sample) return value;
    std::size_t end = longest_sample;
    while (end > 0 && (static_cast<unsigned char>(value[end]) & 0xC0U) == 0x80U) --end;
    return value.substr(0, end) + "…";
}

void sample(SampledColumn& column, const std::string& value) {
    if (value.empty() || column.samples.size() == most_samples) return;
    std::string text = shown(value);
    if (std::ranges::find(column.samples, text) == column.samples.end())
        column.samples.push_back(std::move(text));
}

}  // namespace

Result<ColumnQuestion> question_of_columns(const std::filesystem::path& file, const LoadOptions& options) {
    auto table = options.open(file, options.table);
    if (!table) return tl::unexpected(table.error());
    ColumnQuestion question;
    question.header = (*table)->columns();
    question.advice = advise_columns(options.kind, question.header, options.rows.renamed, options.rows.fixed,
                                     geometry_of(options.kind, (*table)->format()));
    std::vector<std::size_t> numbers;
    for (std::size_t i = 0; i < question.header.size(); ++i) {
        const auto& [map, missing, contested] = question.advice;
        const bool open = std::ranges::find(map.ignored, question.header[i]) != map.ignored.end() ||
                          std::ranges::find(contested, question.header[i]) != contested.end();
        if (!open) continue;
        question.open.push_back({question.header[i], {}});
        numbers.push_back(i);
    }
    TableRow row;
    for (std::size_t seen = 0; seen < rows_looked_at; ++seen) {
        const auto more = (*table)->next(row);
        if (!more || !*more) break;
        if (row.broken) continue;
        for (std::size_t i = 0; i < numbers.size(); ++i)
            if (numbers[i] < row.values.size()) sample(question.open[i], row.values[numbers[i]]);
    }
    return question;
}

}  // namespace courtyard
