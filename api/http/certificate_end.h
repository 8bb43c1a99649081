// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

#include "geo/day.h"
#include "geo/result.h"

namespace courtyard {

/// The moment from which on nobody believes a certificate: of the first of a chain (PEM), which is the
/// server's own. Errors   unavailable: server.certificate
Result<Instant> certificate_end(const std::filesystem::path& chain);

}  // namespace courtyard
