// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
// Files read by a parsing worker, and the same files read in this process, in turns; the best of five each.
// Also what a worker costs by itself: the smallest file and the smallest photo, one after another.
#include <fmt/format.h>
#include <gdal_utils.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <functional>

#include "data/gdal_library.h"
#include "data/sandbox/parsing_pool.h"
#include "data/scratch_folder.h"

namespace courtyard {
namespace {

double seconds_of(const std::function<void()>& work) {
    const auto began = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
}

std::size_t read_rows(const TableOpener& open, const std::filesystem::path& file) {
    auto table = open(file, {});
    if (!table) throw std::runtime_error(table.error().detail.en);
    TableRow row;
    std::size_t rows = 0;
    while (true) {
        const auto more = (*table)->next(row);
        if (!more) throw std::runtime_error(more.error().detail.en);
        if (!*more) return rows;
        ++rows;
    }
}

void race(ParsingPool& pool, std::string_view name, const std::filesystem::path& file) {
    double here = 1e9;
    double there = 1e9;
    std::size_t rows = 0;
    for (int round = 0; round < 5; ++round) {
        here = std::min(here, seconds_of([&] { rows = read_rows(open_table, file); }));
        there = std::min(there, seconds_of([&] { rows = read_rows(pool.opener(), file); }));
    }
    const auto count = static_cast<double>(rows);
    fmt::print("{:<10} {:>7} rows  in process {:>9.0f} rows/s  worker {:>9.0f} rows/s  time x{:.2f}\n", name,
               rows, count / here, count / there, there / here);
}

/// Households as a county's spreadsheet has them.
std::filesystem::path write_csv(const std::filesystem::path& file, std::size_t rows) {
    std::ofstream out(file, std::ios::binary);
    out << "户号,户主,地址,村代码,经度,纬度,登记日期,状态\n";
    for (std::size_t i = 0; i < rows; ++i)
        out << fmt::format("H{:07},王**,东村{}组{}号,410184100{:03},{:.6f},{:.6f},2021-03-{:02},registered\n",
                           i, i % 12, i % 97, 200 + i % 320, 113.1 + static_cast<double>(i % 1000) * 1e-4,
                           34.2 + static_cast<double>(i % 777) * 1e-4, 1 + i % 28);
    return file;
}

std::filesystem::path translated(const std::filesystem::path& csv, const std::filesystem::path& file,
                                 const char* driver) {
    prepare_gdal();
    const char* open_options[] = {"X_POSSIBLE_NAMES=经度", "Y_POSSIBLE_NAMES=纬度", nullptr};
    GDALDatasetH from = GDALOpenEx(csv.c_str(), GDAL_OF_VECTOR, nullptr, open_options, nullptr);
    std::string words[] = {"-f", driver, "-a_srs", "EPSG:4490"};
    char* arguments[] = {words[0].data(), words[1].data(), words[2].data(), words[3].data(), nullptr};
    GDALVectorTranslateOptions* options = GDALVectorTranslateOptionsNew(arguments, nullptr);
    int wrong = 0;
    GDALClose(GDALVectorTranslate(file.c_str(), nullptr, 1, &from, options, &wrong));
    GDALVectorTranslateOptionsFree(options);
    GDALClose(from);
    return file;
}

void run(const char* program) {
    ParsingOptions options;
    options.program = program;
    auto pool = ParsingPool::start(options);
    if (!pool) throw std::runtime_error(pool.error().detail.en);
    const ScratchFolder folder;
    const auto csv = write_csv(folder.path() / "households.csv", 500'000);
    race(**pool, "CSV", csv);
    const auto small = write_csv(folder.path() / "less.csv", 100'000);
    race(**pool, "GeoPackage", translated(small, folder.path() / "a.gpkg", "GPKG"));
    race(**pool, "FlatGeobuf", translated(small, folder.path() / "a.fgb", "FlatGeobuf"));
    race(**pool, "GeoJSON", translated(small, folder.path() / "a.geojson", "GeoJSON"));
    race(**pool, "XLSX",
         translated(write_csv(folder.path() / "few.csv", 20'000), folder.path() / "a.xlsx", "XLSX"));
    const auto tiny = write_csv(folder.path() / "tiny.csv", 1);
    constexpr int uploads = 200;
    const double tables = seconds_of([&] {
        for (int i = 0; i < uploads; ++i) read_rows((*pool)->opener(), tiny);
    });
    const double photos = seconds_of([&] {
        for (int i = 0; i < uploads; ++i)
            if ((*pool)->read_photo({})) throw std::runtime_error("nothing is no photo");
    });
    fmt::print("a worker for the smallest table {:.1f} ms, for the smallest photo {:.1f} ms\n",
               tables * 1e3 / uploads, photos * 1e3 / uploads);
}

}  // namespace
}  // namespace courtyard

int main() {
    try {
        courtyard::run(COURTYARD_PROGRAM);
    } catch (const std::exception& error) {
        fmt::print(stderr, "sandbox_bench: {}\n", error.what());
        return 1;
    }
    return 0;
}
