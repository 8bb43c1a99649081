// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <fstream>

#include "data/export/export_sink.h"
#include "data/export/export_text.h"

namespace courtyard {

namespace {

class CsvSink : public ExportSink {
  public:
    CsvSink(const ExportJob& job, ExportPlace place, const std::filesystem::path& file)
        : job_(job),
          place_(std::move(place)),
          position_(position_columns(job, place_)),
          fit_(job.encoding, std::numeric_limits<std::size_t>::max()) {
        stream_.exceptions(std::ios::badbit | std::ios::failbit);
        stream_.open(file, std::ios::binary | std::ios::trunc);
        // A spreadsheet tells UTF-8 from GBK by the mark.
        if (job.encoding == Encoding::utf8) stream_ << "\xEF\xBB\xBF";
        std::string line;
        for (const ExportField& field : job.fields) append_cell(line, field.name);
        if (position_) {
            append_cell(line, position_->x.name);
            append_cell(line, position_->y.name);
        }
        end_line(line);
        if (job.geometry == ExportGeometry::boundary) lose({}, "geometry", "geometry", "boundary");
    }

    void add(const ExportRow& row) override {
        std::string line;
        for (std::size_t i = 0; i < row.values.size(); ++i) {
            const auto* text = std::get_if<std::string>(&row.values[i]);
            if (text == nullptr) {
                append_cell(line, text_of(row.values[i]));
                continue;
            }
            const FittedText fitted = fit_.fit(*text);
            if (!fitted.whole()) lose(row, job_.fields[i].name, fitted, *text);
            append_cell(line, defused(fitted.text));
        }
        if (position_) {
            const auto* at = std::get_if<LonLat>(&row.geometry);
            const LonLat moved = at == nullptr ? LonLat{} : place_.moved(*at);
            append_cell(line, at == nullptr ? std::string() : fmt::format("{}", moved.lon));
            append_cell(line, at == nullptr ? std::string() : fmt::format("{}", moved.lat));
        }
        end_line(line);
    }

    void close() override { stream_.close(); }

  private:
    static void append_cell(std::string& line, std::string_view text) {
        append_csv_cell(line, text);
        line += ',';
    }

    void end_line(std::string& line) {
        if (!line.empty()) line.pop_back();
        line += "\r\n";
        stream_ << (job_.encoding == Encoding::gbk ? to_gbk(line) : line);
    }

    const ExportJob& job_;
    ExportPlace place_;
    std::optional<PositionColumns> position_;
    TextFit fit_;
    std::ofstream stream_;
};

}  // namespace

std::unique_ptr<ExportSink> csv_sink(const ExportJob& job, ExportPlace place,
                                     const std::filesystem::path& file) {
    return std::make_unique<CsvSink>(job, std::move(place), file);
}

}  // namespace courtyard
