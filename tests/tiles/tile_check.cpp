// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0

// Judges every tile *.pbf beneath a folder by the sentences of MVT 2.1 (tests/tiles/mvt_checker.h). Prints
// what there is to say against each, then how many tiles there were; ends with 1 when there was anything to
// say. Run by tests/clients/tile_readers.mjs.
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>

#include "tests/tiles/mvt_checker.h"

int main(int argc, char** argv) {
    if (argc != 2) {
        std::cerr << "tile_check FOLDER\n";
        return 2;
    }
    std::size_t tiles = 0;
    std::size_t bad = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(argv[1])) {
        if (entry.path().extension() != ".pbf") {
            continue;
        }
        std::ifstream file(entry.path(), std::ios::binary);
        const std::string bytes(std::istreambuf_iterator<char>(file), {});
        const auto report = courtyard::mvt_check::check(bytes);
        ++tiles;
        if (!report.spotless()) {
            ++bad;
            std::cerr << entry.path().string() << "\n" << report.text() << "\n";
        }
    }
    std::cout << tiles << " tiles\n";
    return bad == 0 ? 0 : 1;
}
