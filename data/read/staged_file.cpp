// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/read/staged_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "data/read/held_file.h"
#include "geo/lower_case.h"

namespace courtyard {
namespace {

constexpr std::array<std::string_view, 5> shapefile_endings{"shp", "shx", "dbf", "prj", "cpg"};

std::string_view driver_ending(FileKind kind) {
    switch (kind) {
        case FileKind::xlsx:
            return "xlsx";
        case FileKind::topojson:
            return "json";
        case FileKind::shapefile:
            return "shp";
        case FileKind::gpx:
            return "gpx";
        case FileKind::geopackage:
            return "gpkg";
        case FileKind::flatgeobuf:
            return "fgb";
        default:
            return "kml";
    }
}

std::string stem_of(const std::string& name) { return name.substr(0, name.rfind('.')); }

void copy_index(const std::filesystem::path& from, const std::filesystem::path& to) {
    std::filesystem::copy_file(from, to);
    std::filesystem::permissions(to, std::filesystem::perms::owner_write, std::filesystem::perm_options::add);
}

/// The siblings that a shapefile is made of, however their endings are written.
void link_shapefile(const std::filesystem::path& path, StagedFile& staged) {
    const std::string stem = path.stem().string();
    for (const auto& entry :
         std::filesystem::directory_iterator(std::filesystem::absolute(path).parent_path())) {
        if (entry.path().stem() != stem || !entry.is_regular_file()) continue;
        const std::string extension = entry.path().extension().string();
        const std::string ending = extension.empty() ? std::string() : lower_case(extension.substr(1));
        if (std::find(shapefile_endings.begin(), shapefile_endings.end(), ending) == shapefile_endings.end())
            continue;
        const std::string name = "0." + ending;
        if (staged.folder.has(name)) continue;
        // GDAL writes the index anew, and would write through a link.
        if (ending == "shx")
            copy_index(entry.path(), staged.folder.path() / name);
        else
            staged.folder.place(entry.path(), name);
    }
    if (!staged.folder.has("0.shp")) staged.folder.place(path, "0.shp");
    staged.parts.push_back({stem, staged.folder.path() / "0.shp"});
}

std::map<std::string, std::string> name_shapefiles(const std::vector<ArchiveEntry>& entries,
                                                   StagedFile& staged) {
    std::map<std::string, std::string> names;
    std::map<std::string, std::size_t> numbers;
    for (const ArchiveEntry& entry : entries) {
        if (entry.ending != "shp" || entry.name.starts_with("__MACOSX/")) continue;
        const std::size_t number = numbers.size();
        numbers.emplace(lower_case(stem_of(entry.name)), number);
        staged.parts.push_back({std::filesystem::path(entry.name).stem().string(),
                                staged.folder.path() / fmt::format("{}.shp", number)});
    }
    for (const ArchiveEntry& entry : entries) {
        const bool ours = std::find(shapefile_endings.begin(), shapefile_endings.end(), entry.ending) !=
                          shapefile_endings.end();
        const auto number = numbers.find(lower_case(stem_of(entry.name)));
        if (ours && number != numbers.end()) {
            names.emplace(entry.name, fmt::format("{}.{}", number->second, entry.ending));
        }
    }
    return names;
}

std::map<std::string, std::string> name_kml(const std::vector<ArchiveEntry>& entries, StagedFile& staged) {
    const auto is_kml = [](const ArchiveEntry& e) { return e.ending == "kml"; };
    auto main = std::find_if(entries.begin(), entries.end(),
                             [](const ArchiveEntry& e) { return e.name == "doc.kml"; });
    if (main == entries.end()) main = std::find_if(entries.begin(), entries.end(), is_kml);
    staged.parts.push_back({stem_of(main->name), staged.folder.path() / "0.kml"});
    return {{main->name, "0.kml"}};
}

}  // namespace

Result<StagedFile> stage_file(FileKind kind, const std::filesystem::path& path, const ArchiveLimits& limits) {
    StagedFile staged{StagingFolder(path), {}};
    if (kind == FileKind::shapefile && !is_held(path)) {
        link_shapefile(path, staged);
        return staged;
    }
    if (kind != FileKind::shapefile_zip && kind != FileKind::kmz) {
        const std::string name = fmt::format("0.{}", driver_ending(kind));
        staged.folder.place(path, name);
        staged.parts.push_back({path.stem().string(), staged.folder.path() / name});
        return staged;
    }
    const auto entries = list_archive(path, limits);
    if (!entries) return tl::unexpected(entries.error());
    const auto names = kind == FileKind::kmz ? name_kml(*entries, staged) : name_shapefiles(*entries, staged);
    if (const auto done = unpack(path, staged.folder.path(), names); !done)
        return tl::unexpected(done.error());
    return staged;
}

}  // namespace courtyard
