// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <fstream>

#include "data/export/dbf_file.h"
#include "data/export/export_sink.h"
#include "data/export/export_text.h"
#include "data/export/shape_file.h"

namespace courtyard {

namespace {

namespace fs = std::filesystem;

/// One pass over the rows writes the shapes and keeps the cells; at the end, when every column's width is
/// known, the cells become the table, or shapes and cells become the parts.
class ShapefileSink : public ExportSink {
  public:
    ShapefileSink(const ExportJob& job, ExportPlace place, const fs::path& file)
        : job_(job),
          place_(std::move(place)),
          file_(file),
          folder_(file.parent_path()),
          fit_(job.encoding, widest_dbf_text),
          columns_(job.fields),
          cells_(folder_ / "cells"),
          shapes_(std::in_place, folder_ / job.layer, job.geometry) {
        losses().report_to(folder_ / "loss_report.csv");
    }

    void add(const ExportRow& row) override {
        for (std::size_t i = 0; i < row.values.size(); ++i) {
            if (const auto* text = std::get_if<std::string>(&row.values[i]))
                keep(i, fitted_text(row, i, *text));
            else
                keep(i, dbf_cell(row.values[i]));
        }
        shapes_->add(shape_of(row));
        ++rows_;
    }

    void close() override {
        const std::uint64_t shape_bytes = shapes_->bytes();
        shapes_->close();
        shapes_.reset();
        losses().close();
        cells_.rewind();
        const bool whole = shape_bytes <= job_.part_limit && table_bytes(rows_) <= job_.part_limit;
        pack_shapefile(job_, whole ? write_table() : write_parts(), folder_, file_);
    }

  private:
    void keep(std::size_t column, std::string_view cell) {
        columns_.measure(column, cell);
        cells_.add(cell);
    }

    std::string fitted_text(const ExportRow& row, std::size_t i, const std::string& text) {
        const FittedText fitted = fit_.fit(text);
        if (!fitted.whole()) lose(row, job_.fields[i].name, fitted, text);
        return job_.encoding == Encoding::gbk ? to_gbk(fitted.text) : std::string(fitted.text);
    }

    std::string shape_of(const ExportRow& row) {
        if (const auto* at = std::get_if<LonLat>(&row.geometry)) {
            const LonLat moved = place_.moved(*at);
            return shape_of_point(moved.lon, moved.lat);
        }
        const auto* boundary = std::get_if<const Boundary*>(&row.geometry);
        if (boundary == nullptr || *boundary == nullptr || (*boundary)->empty()) return shape_of_nothing();
        std::vector<ShapeRing> rings;
        for (const Polygon& polygon : (*boundary)->polygons) {
            for (const Ring& ring : polygon.rings) {
                ShapeRing& moved = rings.emplace_back();
                moved.hole = &ring != &polygon.rings.front();
                for (const LonLat& at : ring) {
                    moved.x.push_back(at.lon);
                    moved.y.push_back(at.lat);
                }
                place_.move(moved.x, moved.y);
            }
        }
        return shape_of_rings(rings);
    }

    std::uint64_t table_bytes(std::uint64_t rows) const {
        return columns_.head_bytes() + rows * columns_.record_bytes() + 1;
    }

    void write_words(const std::string& name) {
        std::ofstream words;
        words.exceptions(std::ios::badbit | std::ios::failbit);
        words.open(folder_ / (name + ".prj"), std::ios::binary);
        words << place_.esri_wkt();
        words.close();
        words.open(folder_ / (name + ".cpg"), std::ios::binary);
        words << (job_.encoding == Encoding::gbk ? "936" : "UTF-8");
        words.close();
    }

    std::vector<std::string> write_table() {
        DbfWriter table(folder_ / (job_.layer + ".dbf"), columns_, job_.encoding, job_.origin.day);
        for (std::uint64_t i = 0; i < rows_; ++i) table.add_record(cells_);
        table.close();
        write_words(job_.layer);
        return {job_.layer};
    }

    /// A record that is too large by itself stands in a part of its own.
    std::vector<std::string> write_parts() {
        ShapeReader shapes(folder_ / (job_.layer + ".shp"));
        std::vector<std::string> parts;
        std::optional<ShapeWriter> part_shapes;
        std::optional<DbfWriter> part_table;
        std::uint64_t part_rows = 0;
        const auto finish = [&] {
            if (!part_shapes) return;
            part_shapes->close();
            part_table->close();
            write_words(parts.back());
        };
        while (const auto shape = shapes.next()) {
            const bool full = part_shapes && (part_shapes->bytes() + record_bytes(*shape) > job_.part_limit ||
                                              table_bytes(part_rows + 1) > job_.part_limit);
            if (!part_shapes || full) {
                finish();
                parts.push_back(fmt::format("{}_{}", job_.layer, parts.size() + 1));
                part_shapes.emplace(folder_ / parts.back(), job_.geometry);
                part_table.emplace(folder_ / (parts.back() + ".dbf"), columns_, job_.encoding,
                                   job_.origin.day);
                part_rows = 0;
            }
            part_shapes->add(*shape);
            part_table->add_record(cells_);
            ++part_rows;
        }
        finish();
        fs::remove(folder_ / (job_.layer + ".shp"));
        fs::remove(folder_ / (job_.layer + ".shx"));
        return parts;
    }

    const ExportJob& job_;
    ExportPlace place_;
    fs::path file_;
    fs::path folder_;
    TextFit fit_;
    DbfColumns columns_;
    DbfCells cells_;
    std::optional<ShapeWriter> shapes_;
    std::uint64_t rows_ = 0;
};

}  // namespace

std::unique_ptr<ExportSink> shapefile_sink(const ExportJob& job, ExportPlace place, const fs::path& file) {
    return std::make_unique<ShapefileSink>(job, std::move(place), file);
}

}  // namespace courtyard
