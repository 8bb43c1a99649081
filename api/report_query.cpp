// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/report_query.h"

#include "api/report_source.h"

namespace courtyard {

Report ReportQuery::written() const {
    return write_report(half_year_report(), asked.question,
                        report_source(snapshot, asked.area, asked.question.to), asked.language);
}

Result<ReportLanguage> parse_report_language(std::string_view text) {
    if (text == "zh") return ReportLanguage::zh;
    if (text == "en") return ReportLanguage::en;
    return fail(ErrorCode::invalid_input, "parameter.invalid", {"lang 为 zh 或 en", "lang is zh or en"},
                "lang");
}

std::string_view to_string(ReportLanguage language) { return language == ReportLanguage::zh ? "zh" : "en"; }

Result<void> checked_span(const ReportQuestion& question) {
    if (question.from > question.to)
        return fail(ErrorCode::invalid_input, "parameter.invalid",
                    {"from 不能晚于 to", "from must not be later than to"}, "from");
    return {};
}

}  // namespace courtyard
