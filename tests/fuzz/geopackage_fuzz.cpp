// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
// The check that stands before GDAL's reader of GeoPackages.
#include "data/read/geopackage_check.h"
#include "tests/fuzz/fuzz_input.h"

using namespace courtyard;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static InputFile file("input.gpkg");
    (void)check_geopackage(file.with(text_of(data, size)));
    return 0;
}
