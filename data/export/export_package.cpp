// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include <archive.h>
#include <archive_entry.h>
#include <locale.h>

#include <ctime>
#include <fstream>
#include <memory>
#include <stdexcept>
#include <utility>

#include "data/export/export_sink.h"
#include "data/export/export_text.h"

namespace courtyard {

namespace {

namespace fs = std::filesystem;

constexpr const char* dictionary_name = "字段说明.csv";
constexpr const char* loss_report_name = "loss_report.csv";

void write_lines(const fs::path& path, const std::vector<std::vector<std::string>>& rows) {
    std::ofstream stream;
    stream.exceptions(std::ios::badbit | std::ios::failbit);
    stream.open(path, std::ios::binary | std::ios::trunc);
    stream << "\xEF\xBB\xBF";
    for (const auto& row : rows) {
        std::string line;
        for (const std::string& cell : row) {
            append_csv_cell(line, defused(cell));
            line += ',';
        }
        line.pop_back();
        stream << line << "\r\n";
    }
    stream.close();
}

void write_dictionary(const ExportJob& job, const fs::path& folder) {
    std::vector<std::vector<std::string>> rows{{"字段", "全名", "中文", "English", "说明"}};
    for (const ExportField& field : job.fields) {
        const std::string between = field.meaning.zh.empty() || field.meaning.en.empty() ? "" : " / ";
        rows.push_back({field.short_name, field.name, field.title.zh, field.title.en,
                        field.meaning.zh + between + field.meaning.en});
    }
    write_lines(folder / dictionary_name, rows);
}

void write_style(const std::string& style, const fs::path& path) {
    std::ofstream stream;
    stream.exceptions(std::ios::badbit | std::ios::failbit);
    stream.open(path, std::ios::binary | std::ios::trunc);
    stream << style;
}

/// libarchive marks names as UTF-8 only where the thread's locale is; a server runs in the C locale.
class Utf8Names {
  public:
    Utf8Names() : locale_(newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr)) {
        if (locale_ == nullptr) throw std::runtime_error("the system has no locale C.UTF-8");
        before_ = uselocale(locale_);
    }
    ~Utf8Names() {
        uselocale(before_);
        freelocale(locale_);
    }
    Utf8Names(const Utf8Names&) = delete;
    Utf8Names& operator=(const Utf8Names&) = delete;

  private:
    locale_t locale_;
    locale_t before_;
};

struct ArchiveFree {
    void operator()(archive* zip) const noexcept { archive_write_free(zip); }
    void operator()(archive_entry* entry) const noexcept { archive_entry_free(entry); }
};

void check(archive* zip, int status) {
    if (status < ARCHIVE_WARN)
        throw std::runtime_error(std::string("cannot write the zip: ") + archive_error_string(zip));
}

void pack_file(archive* zip, const fs::path& folder, const std::string& name, Day day) {
    const fs::path path = folder / name;
    const std::unique_ptr<archive_entry, ArchiveFree> entry(archive_entry_new());
    archive_entry_set_pathname(entry.get(), name.c_str());
    archive_entry_set_size(entry.get(), static_cast<la_int64_t>(fs::file_size(path)));
    archive_entry_set_filetype(entry.get(), AE_IFREG);
    archive_entry_set_perm(entry.get(), 0644);
    constexpr std::time_t noon = 12 * 3600;
    archive_entry_set_mtime(entry.get(), std::time_t{86'400} * day.since_epoch + noon, 0);
    check(zip, archive_write_header(zip, entry.get()));
    std::ifstream stream(path, std::ios::binary);
    std::vector<char> piece(std::size_t{1} << 18);
    while (stream) {
        stream.read(piece.data(), static_cast<std::streamsize>(piece.size()));
        const auto count = static_cast<std::size_t>(stream.gcount());
        if (count > 0 && archive_write_data(zip, piece.data(), count) < 0) check(zip, ARCHIVE_FATAL);
    }
    if (stream.bad()) throw std::runtime_error("cannot read " + path.string());
}

}  // namespace

void pack_shapefile(const ExportJob& job, const std::vector<std::string>& parts, const fs::path& folder,
                    const fs::path& file) {
    std::vector<std::string> names;
    for (const std::string& part : parts) {
        for (const char* ending : {".shp", ".shx", ".dbf", ".prj", ".cpg"}) names.push_back(part + ending);
        for (const auto& [ending, style] : {std::pair(".qml", &job.style_qml), {".sld", &job.style_sld}}) {
            if (style->empty()) continue;
            names.push_back(part + ending);
            write_style(*style, folder / names.back());
        }
    }
    write_dictionary(job, folder);
    names.insert(names.end(), {dictionary_name, loss_report_name});
    const Utf8Names utf8;
    const std::unique_ptr<archive, ArchiveFree> zip(archive_write_new());
    check(zip.get(), archive_write_set_format_zip(zip.get()));
    check(zip.get(), archive_write_set_options(zip.get(), "zip:compression-level=1"));
    check(zip.get(), archive_write_open_filename(zip.get(), file.c_str()));
    for (const std::string& name : names) pack_file(zip.get(), folder, name, job.origin.day);
    check(zip.get(), archive_write_close(zip.get()));
}

}  // namespace courtyard
