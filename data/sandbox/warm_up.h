// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace courtyard {

/// Makes ready what readers would otherwise open while they read: GDAL's drivers, the tables of the encodings
/// that shapefiles name, the UTF-8 locale, the time zone. Once, before workers are made.
void warm_up_libraries();

/// Opens PROJ's database and asks it what readers ask. In each worker: PROJ drops its handle at a fork.
void warm_up_projections();

}  // namespace courtyard
