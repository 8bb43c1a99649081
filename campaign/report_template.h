// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "campaign/campaign.h"

namespace courtyard {

/// What of an indicator's progress a sentence tells.
enum class ReportMeasure : std::uint8_t {
    completed,
    completed_year,
    target_plan,
    target_year,
    share_plan,
    share_year,
    share_registered,
    registered,
    value,    ///< in the indicator's own unit: yuan, per cent
    persons,  ///< of an amount
    each,     ///< of an amount: yuan for one person
};

std::string_view to_string(ReportMeasure measure);
bool is_share(ReportMeasure measure, const Indicator& indicator);

/// The days a figure of a sentence is about.
struct ReportSpan {
    enum class Kind : std::uint8_t {
        to,      ///< cumulative by the report's last day
        period,  ///< what came between the report's first and last day
        month,   ///< what came in that month of the last day's year
    };
    Kind kind = Kind::to;
    unsigned month = 0;

    std::string str() const;  ///< `period`, `01`
};

enum class ReportRounding : std::uint8_t {
    none,
    some,           ///< `1200余`: two leading digits
    ten_thousands,  ///< `3万余`
};

/// `{beautiful-courtyard.courtyards.completed@to:户}`
struct ReportFigure {
    const Campaign* campaign = nullptr;  ///< of the catalogue
    const Indicator* indicator = nullptr;
    ReportMeasure measure = ReportMeasure::completed;
    ReportSpan span;
    ReportRounding rounding = ReportRounding::none;
    std::string unit;  ///< written behind the number

    std::string id() const;  ///< `beautiful-courtyard.courtyards.completed@to`
};

/// `{area}`, `{year}`, `{half}`, `{from}`, `{to}`
enum class ReportWord : std::uint8_t { area, year, half, from, to };

struct ReportList;
using ReportPiece = std::variant<std::string, ReportWord, ReportFigure, ReportList>;
using ReportPieces = std::vector<ReportPiece>;

/// `[A|B|C]`: those that have data, joined as a list is; `[A]`: only when it has data.
struct ReportList {
    std::vector<ReportPieces> items;
};

/// One sentence in both languages. It is left out when nothing in it has data, unless it says what to write
/// then.
struct ReportSentence {
    std::string id;
    ReportPieces zh;
    ReportPieces en;
    Text without;  ///< empty: left out
};

struct ReportSection {
    Text heading;
    std::vector<ReportSentence> sentences;
};

/// The sentences of a report, with places for figures. Read from TOML: another report needs no C++.
struct ReportTemplate {
    std::string id;
    ReportPieces title_zh;
    ReportPieces title_en;
    std::vector<ReportSection> sections;
};

/// Checks and reads a report's definition.
///
/// Errors   invalid_input: report.toml (syntax), report.key, report.field, report.placeholder (no such
///          campaign, indicator, measure or span; a bracket without its other half). `subject` is the place.
Result<ReportTemplate> parse_report_template(std::string_view toml);

/// The report shipped in `campaign/report/`. Checked when first asked for.
const ReportTemplate& half_year_report();

}  // namespace courtyard
