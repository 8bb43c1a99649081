// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "atlas/snapshot.h"
#include "campaign/report.h"

namespace courtyard {

/// The figures of one area as a picture knows them, each in the edition of its day. Keeps the picture.
ReportSource report_source(std::shared_ptr<const Snapshot> snapshot, AreaCode area, Day day);

}  // namespace courtyard
