// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/export_jobs.h"
#include "api/json.h"
#include "api/problem.h"

namespace courtyard {

/// `/api/jobs/ID`
std::string job_address(const ExportJobState& job);

/// A job with its links: itself, and the file when it is there.
void write_export_job(Json& json, const ExportJobState& job, Language language);

}  // namespace courtyard
