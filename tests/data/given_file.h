// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <archive.h>
#include <archive_entry.h>
#include <gdal_priv.h>
#include <gdal_utils.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "data/gdal_library.h"
#include "data/read/table.h"
#include "data/scratch_folder.h"

namespace courtyard {

/// Files for one test, gone with it.
class GivenFiles {
  public:
    std::filesystem::path path(const std::string& name) const { return folder_.path() / name; }

    std::filesystem::path file(const std::string& name, std::string_view bytes) const {
        std::ofstream(path(name), std::ios::binary)
            .write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
        return path(name);
    }

    /// A GeoJSON text turned into another format by GDAL itself.
    std::filesystem::path translated(const std::string& name, const std::string& geojson,
                                     const std::string& driver, std::vector<std::string> more = {}) const {
        prepare_gdal();
        const auto source = file(name + ".source.json", geojson);
        std::vector<std::string> words{"-f", driver};
        words.insert(words.end(), more.begin(), more.end());
        std::vector<char*> arguments;
        for (std::string& word : words) arguments.push_back(word.data());
        arguments.push_back(nullptr);
        GDALVectorTranslateOptions* options = GDALVectorTranslateOptionsNew(arguments.data(), nullptr);
        const char* const only_geojson[] = {"GeoJSON", nullptr};
        GDALDatasetH from = GDALOpenEx(source.c_str(), GDAL_OF_VECTOR, only_geojson, nullptr, nullptr);
        int wrong = 0;
        GDALDatasetH to = GDALVectorTranslate(path(name).c_str(), nullptr, 1, &from, options, &wrong);
        EXPECT_TRUE(to != nullptr && wrong == 0) << driver;
        GDALClose(to);
        GDALClose(from);
        GDALVectorTranslateOptionsFree(options);
        std::filesystem::remove(source);
        return path(name);
    }

    using Entries = std::vector<std::pair<std::string, std::string>>;

    /// A zip whose entries are (name, bytes).
    std::filesystem::path zip(const std::string& name, const Entries& entries) const {
        const std::unique_ptr<archive, decltype([](archive* a) { archive_write_free(a); })> out(
            archive_write_new());
        archive_write_set_format_zip(out.get());
        archive_write_open_filename(out.get(), path(name).c_str());
        for (const auto& [entry_name, bytes] : entries) {
            const std::unique_ptr<archive_entry, decltype([](archive_entry* e) { archive_entry_free(e); })>
                entry(archive_entry_new());
            archive_entry_set_pathname_utf8(entry.get(), entry_name.c_str());
            archive_entry_set_size(entry.get(), static_cast<la_int64_t>(bytes.size()));
            archive_entry_set_filetype(entry.get(), AE_IFREG);
            archive_entry_set_perm(entry.get(), 0644);
            archive_write_header(out.get(), entry.get());
            archive_write_data(out.get(), bytes.data(), bytes.size());
        }
        archive_write_close(out.get());
        return path(name);
    }

    std::string bytes_of(const std::string& name) const {
        std::ifstream in(path(name), std::ios::binary);
        return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    }

  private:
    ScratchFolder folder_;
};

/// Opens a file that the test says is sound.
inline std::unique_ptr<Table> opened(const std::filesystem::path& path, const TableOptions& options = {}) {
    auto table = open_table(path, options);
    EXPECT_TRUE(table.has_value()) << (table ? "" : table.error().name + ": " + table.error().detail.en);
    return table ? std::move(*table) : nullptr;
}

/// The stable name of the refusal; empty when the file opens.
inline std::string refusal_of(const std::filesystem::path& path, const TableOptions& options = {}) {
    const auto table = open_table(path, options);
    return table ? "" : table.error().name;
}

inline std::vector<TableRow> all_rows(Table& table) {
    std::vector<TableRow> rows;
    TableRow row;
    while (true) {
        const auto more = table.next(row);
        EXPECT_TRUE(more.has_value()) << (more ? "" : more.error().detail.en);
        if (!more || !*more) return rows;
        rows.push_back(row);
    }
}

/// The folder of public real data, or nothing where it is absent.
inline std::optional<std::filesystem::path> real_data() {
    const char* said = std::getenv("COURTYARD_REALDATA");
    const std::filesystem::path folder = said != nullptr ? said : "/work/shared/realdata";
    if (!std::filesystem::is_directory(folder / "boundaries")) return std::nullopt;
    return folder;
}

}  // namespace courtyard
