// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include <fstream>
#include <stdexcept>

#include "data/export/export_sink.h"
#include "data/export/geojson_text.h"

namespace courtyard {
namespace {

/// One feature a line, so that what is open in an editor can be read.
class GeoJsonSink : public ExportSink {
  public:
    GeoJsonSink(const ExportJob& job, const std::filesystem::path& file)
        : job_(job),
          out_(file, std::ios::binary),
          text_({}, OnePolygon::as_multipolygon, job.every_digit ? BorderDigits::all : BorderDigits::nine) {
        text_.raw(R"({"type":"FeatureCollection","name":)");
        text_.string(job.layer);
        text_.raw(R"(,"features":[)");
    }

    void add(const ExportRow& row) override {
        text_.raw(first_ ? "\n" : ",\n");
        first_ = false;
        text_.feature({}, row, job_.fields);
        if (text_.text().size() >= piece) flush();
    }

    void close() override {
        text_.raw("\n]}\n");
        flush();
        out_.close();
        if (!out_) broken();
    }

  private:
    static constexpr std::size_t piece = std::size_t{1} << 18U;

    [[noreturn]] static void broken() {
        throw std::runtime_error("cannot write the export: the disk took no more");
    }

    void flush() {
        out_.write(text_.text().data(), static_cast<std::streamsize>(text_.text().size()));
        if (!out_) broken();
        text_.clear();
    }

    const ExportJob& job_;
    std::ofstream out_;
    GeoJsonText text_;
    bool first_ = true;
};

}  // namespace

std::unique_ptr<ExportSink> geojson_sink(const ExportJob& job, const std::filesystem::path& file) {
    return std::make_unique<GeoJsonSink>(job, file);
}

}  // namespace courtyard
