// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/json.h"
#include "campaign/report.h"
#include "data/store/fact.h"

namespace courtyard {

/// What a report was asked for and of which picture.
struct ReportAsked {
    ReportQuestion question;
    AreaCode area;
    Revision revision = 0;
    ReportLanguage language = ReportLanguage::zh;
};

/// Every figure of a report as an array: `[{id, label, value, unit, written, definition, numerator,
/// denominator, link}]`.
void write_report_parts(Json& json, const Report& report, const ReportAsked& asked);

/// A number of a part, or null.
std::optional<double> told_number(const ReportValue& value);

/// The report as a page of its own, without anything fetched from elsewhere.
std::string report_html(const Report& report, ReportLanguage language);

}  // namespace courtyard
