// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
// 200,000 points with 12 attributes as a shapefile: ours, zipped, and ogr2ogr's from a GeoPackage of the same
// rows, not zipped, in turns; the best of five each. And what four times as many rows take of memory: not a
// tenth more, or it fails.
#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <stdexcept>

#include "data/export/export.h"
#include "data/scratch_folder.h"

namespace courtyard {
namespace {

constexpr std::size_t points = 200'000;
constexpr double growth_allowed = 1.1;  ///< of peak memory, for four times the rows

std::vector<ExportField> attributes() {
    using enum ExportType;
    return {{"id", "ID", text, {"编号", "Id"}, {}},
            {"name", "NAME", text, {"名称", "Name"}, {}},
            {"area", "AREA", text, {"村代码", "Village code"}, {}},
            {"area_name", "AREA_NAME", text, {"村名", "Village"}, {}},
            {"township", "TOWNSHIP", text, {"乡镇", "Township"}, {}},
            {"status", "STATUS", text, {"状态", "Status"}, {}},
            {"since", "SINCE", day, {"起始日", "Since"}, {}},
            {"completed_on", "DONE_ON", day, {"达标日期", "Completed on"}, {}},
            {"score", "SCORE", real, {"得分", "Score"}, {}},
            {"share", "SHARE", real, {"比例", "Share"}, {}},
            {"visits", "VISITS", integer, {"核查次数", "Visits"}, {}},
            {"fid", "NUMBER", integer, {"序号", "Number"}, {}}};
}

ExportRow row_of(std::size_t i) {
    const auto number = static_cast<double>(i);
    ExportRow row;
    row.geometry =
        LonLat{113 + static_cast<double>(i % 1000) * 1e-4, 34 + static_cast<double>(i / 1000) * 1e-4};
    row.values = {fmt::format("410199{:03}{:03}-{:06}", i % 20, i % 300, i),
                  fmt::format("示范户{}号", i),
                  fmt::format("410199{:03}{:03}", i % 20, i % 300),
                  fmt::format("柳湾第{}村", i % 300),
                  fmt::format("石桥{}镇", i % 20),
                  std::string(i % 3 == 0 ? "completed" : "registered"),
                  Day::of(2021, 1, 1) + static_cast<int>(i % 900),
                  i % 3 == 0 ? ExportValue(Day::of(2022, 1, 1) + static_cast<int>(i % 500)) : ExportValue(),
                  static_cast<double>(i % 401) / 4,
                  number / 7,
                  static_cast<std::int64_t>(i % 12),
                  static_cast<std::int64_t>(i)};
    return row;
}

ExportJob job_of(ExportFormat format, std::size_t rows) {
    ExportJob job;
    job.layer = "courtyards";
    job.fields = attributes();
    job.format = format;
    job.next = [rows, i = std::size_t{0}](ExportRow& row) mutable {
        if (i == rows) return false;
        row = row_of(i++);
        return true;
    };
    return job;
}

void write(const ExportJob& job, const std::filesystem::path& file) {
    const auto written = write_export(job, file);
    if (!written) throw std::runtime_error(written.error().detail.en);
}

double seconds_of(const std::function<void()>& work) {
    const auto began = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
}

double peak_mib() {
    rusage used{};
    getrusage(RUSAGE_SELF, &used);
    return static_cast<double>(used.ru_maxrss) / 1024;
}

int race() {
    const ScratchFolder folder;
    const auto zip = folder.path() / "ours.shp.zip";
    const auto package = folder.path() / "rows.gpkg";
    const auto theirs = folder.path() / "theirs";
    write(job_of(ExportFormat::shapefile_zip, points), zip);
    const double once = peak_mib();
    write(job_of(ExportFormat::shapefile_zip, 4 * points), zip);
    const double four_times = peak_mib();
    write(job_of(ExportFormat::geopackage, points), package);
    const std::string peer = fmt::format("ogr2ogr -f 'ESRI Shapefile' -lco ENCODING=UTF-8 {} {} courtyards",
                                         theirs.string(), package.string());
    double ours_s = 1e9;
    double theirs_s = 1e9;
    double gbk_s = 1e9;
    for (int lap = 0; lap < 5; ++lap) {
        ours_s =
            std::min(ours_s, seconds_of([&] { write(job_of(ExportFormat::shapefile_zip, points), zip); }));
        ExportJob gbk = job_of(ExportFormat::shapefile_zip, points);
        gbk.encoding = Encoding::gbk;
        gbk_s = std::min(gbk_s, seconds_of([&] { write(gbk, zip); }));
        std::filesystem::remove_all(theirs);
        theirs_s = std::min(theirs_s, seconds_of([&] {
                                if (std::system(peer.c_str()) != 0)
                                    throw std::runtime_error("ogr2ogr failed");
                            }));
    }
    fmt::print("shapefile of {} points x {} attributes (best of 5)\n", points, attributes().size());
    fmt::print("  ours, UTF-8, zipped          {:6.2f} s\n", ours_s);
    fmt::print("  ours, GBK, zipped            {:6.2f} s\n", gbk_s);
    fmt::print("  ogr2ogr from GeoPackage      {:6.2f} s   ours takes {:.2f} of it\n", theirs_s,
               ours_s / theirs_s);
    fmt::print("  peak memory of the process: {:.0f} MiB after {} points, {:.0f} MiB after {}\n", once,
               points, four_times, 4 * points);
    const bool flat = four_times <= growth_allowed * once;
    if (!flat) fmt::print(stderr, "memory grows with the rows: {:.2f} times\n", four_times / once);
    return ours_s <= theirs_s && flat ? EXIT_SUCCESS : EXIT_FAILURE;
}

}  // namespace
}  // namespace courtyard

int main() {
    try {
        return courtyard::race();
    } catch (const std::exception& error) {
        fmt::print(stderr, "{}\n", error.what());
        return EXIT_FAILURE;
    }
}
