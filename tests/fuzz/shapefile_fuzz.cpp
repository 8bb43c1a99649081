// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
// The parts of a shapefile: two lengths of two bytes, then .shp, .shx and .dbf.
#include <fstream>

#include "data/read/shapefile_check.h"
#include "tests/fuzz/fuzz_input.h"

using namespace courtyard;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const ScratchFolder folder;
    if (size < 4) return 0;
    std::string_view rest = text_of(data + 4, size - 4);
    const std::size_t lengths[] = {data[0] + std::size_t{data[1]} * 256, data[2] + std::size_t{data[3]} * 256,
                                   rest.size()};
    const char* const names[] = {"0.shp", "0.shx", "0.dbf"};
    for (std::size_t i = 0; i < 3; ++i) {
        const auto part = rest.substr(0, lengths[i]);
        rest.remove_prefix(part.size());
        std::ofstream(folder.path() / names[i], std::ios::binary)
            .write(part.data(), static_cast<std::streamsize>(part.size()));
    }
    (void)check_shapefile(folder.path() / "0.shp");
    return 0;
}
