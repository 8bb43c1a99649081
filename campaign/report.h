// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "campaign/progress.h"
#include "campaign/report_template.h"

namespace courtyard {

/// Where a report's figures come from: one area, on any day, in the edition of that day.
struct ReportSource {
    /// Progress of the area; nothing when that day's edition does not have it.
    std::function<std::optional<Progress>(const Campaign&, const Indicator&, Day)> progress;
    /// Whether anybody ever said anything about the indicator by that day.
    std::function<bool(const Campaign&, const Indicator&, Day)> has_data;
    std::string area_name;
};

struct ReportQuestion {
    Day from;
    Day to;  ///< inclusive
};

/// A figure as a sentence tells it.
struct ReportValue {
    enum class Kind : std::uint8_t {
        number,
        nothing_to_divide,  ///< written as —
        no_data,            ///< nobody said anything: never a number
        withheld,           ///< of few persons
    };
    Kind kind = Kind::no_data;
    double number = 0;
    std::optional<double> numerator;
    std::optional<double> denominator;
};

struct ReportPart {
    ReportFigure figure;
    ReportValue value;
};

struct Report {
    std::string title;
    /// Headings and the sentences beneath; headings without a sentence are left out.
    struct Section {
        std::string heading;
        std::vector<std::string> sentences;
    };
    std::vector<Section> sections;
    std::vector<ReportPart> parts;  ///< every figure once, in the order of the sentences

    std::string text() const;      ///< with line breaks
    std::string markdown() const;  ///< headings as such
};

enum class ReportLanguage : std::uint8_t { zh, en };

ReportValue value_of(const ReportFigure& figure, const ReportQuestion& question, const ReportSource& source);

/// A value as it stands in a sentence, unit included: `1200余人`, `52％`, `暂无数据`.
std::string written(const ReportFigure& figure, const ReportValue& value, ReportLanguage language);

/// What a figure is, for those who ask: its name, and how it is worked out.
Text label_of(const ReportFigure& figure);
Text definition_of(const ReportFigure& figure, const ReportQuestion& question);

/// Writes a report with the figures of one area. No number in it is made up: what nobody reported is said to
/// be missing, or the sentence is left out. Source   docs/DATA.md#the-report
Report write_report(const ReportTemplate& report, const ReportQuestion& question, const ReportSource& source,
                    ReportLanguage language);

}  // namespace courtyard
