// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "api/report_json.h"
#include "atlas/snapshot.h"

namespace courtyard {

/// A report, parsed, with the picture it is written from.
struct ReportQuery {
    std::shared_ptr<const Snapshot> snapshot;
    ReportAsked asked;

    Report written() const;
};

/// `zh` or `en`. Errors   invalid_input: parameter.invalid
Result<ReportLanguage> parse_report_language(std::string_view text);
std::string_view to_string(ReportLanguage language);

/// Errors   invalid_input: parameter.invalid when the first day is later than the last
Result<void> checked_span(const ReportQuestion& question);

}  // namespace courtyard
