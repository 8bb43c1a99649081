// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "data/sandbox/confinement.h"

namespace courtyard {

/// What a worker is made for. One for photos and archives of them is made without what projects coordinates,
/// which costs most of it. The values are what the pool tells the spawner.
enum class WorkerKind : char { table = 't', photo = 'p' };

/// The process that parsing workers are made in: `courtyard parse-worker`, started by `ParsingPool` with the
/// control socket as descriptor 3. Returns when the server is gone.
///
/// It has one thread and has read nothing, so each worker is a fork of it: warmed up, shut in, one upload,
/// gone. A fork costs much less than starting the program.
int run_parsing_spawner(const WorkerLimits& limits);

}  // namespace courtyard
