// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/map_reading.h"

#include <algorithm>

#include "campaign/classes.h"

namespace courtyard {
namespace {

std::optional<double> value_of(const Progress& row, MapMeasure measure) {
    switch (measure) {
        case MapMeasure::share_plan:
            return row.share_plan;
        case MapMeasure::share_year:
            return row.share_year;
        case MapMeasure::pace:
            if (row.share_plan && row.expected_share) return *row.share_plan - *row.expected_share;
            return std::nullopt;
        case MapMeasure::value:
            return row.value;
        case MapMeasure::value_year:
            return row.value_year;
    }
    return std::nullopt;
}

}  // namespace

std::string_view to_string(MapMeasure measure) {
    switch (measure) {
        case MapMeasure::share_plan:
            return "share_plan";
        case MapMeasure::share_year:
            return "share_year";
        case MapMeasure::pace:
            return "pace";
        case MapMeasure::value:
            return "value";
        case MapMeasure::value_year:
            return "value_year";
    }
    return "value";
}

std::optional<MapMeasure> parse_map_measure(std::string_view text) {
    for (const auto measure : {MapMeasure::share_plan, MapMeasure::share_year, MapMeasure::pace,
                               MapMeasure::value, MapMeasure::value_year})
        if (text == to_string(measure)) return measure;
    return std::nullopt;
}

std::string_view to_string(MapMark mark) {
    switch (mark) {
        case MapMark::no_data:
            return "no_data";
        case MapMark::zero:
            return "zero";
        case MapMark::suppressed:
            return "suppressed";
        case MapMark::not_applicable:
            return "not_applicable";
        case MapMark::none:
            return "none";
    }
    return "none";
}

MapReader::MapReader(const ProgressSource& source, MapMeasure measure, std::span<const Progress> rows,
                     const Progress& total)
    : measure_(measure),
      of_courtyards_(source.campaign.record == CountedRecord::courtyards &&
                     source.measured().kind == IndicatorKind::records),
      only_whole_(source.measured().kind != IndicatorKind::records && total.completed != 0 &&
                  std::ranges::all_of(rows, [](const Progress& row) { return row.completed == 0; })) {}

bool MapReader::has_no_return(const Progress& row) const {
    return only_whole_ || (of_courtyards_ && row.registered == 0 && row.completed == 0);
}

MapReading MapReader::read(const Progress& row) const {
    if (row.withheld) return {MapMark::suppressed, 0};
    const auto value = value_of(row, measure_);
    if (!value && !only_whole_) return {MapMark::not_applicable, 0};
    if (has_no_return(row)) return {MapMark::no_data, 0};
    if (*value == 0 && measure_ != MapMeasure::pace) return {MapMark::zero, 0};
    return {MapMark::none, printed_tenths(*value)};
}

std::vector<std::int64_t> policy_breaks(MapMeasure measure, const Indicator& indicator) {
    if (measure == MapMeasure::pace) return {-200, -100, -20, 20, 100, 200};
    const bool is_share = measure == MapMeasure::share_plan || measure == MapMeasure::share_year;
    if (is_share || indicator.is_derived()) return {400, 600, 800, 900, 1000};
    return {};
}

}  // namespace courtyard
