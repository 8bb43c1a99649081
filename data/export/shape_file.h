// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "data/export/export.h"

namespace courtyard {

/// A ring in the reference system of the file, closed.
struct ShapeRing {
    std::vector<double> x;
    std::vector<double> y;
    bool hole = false;
};

/// One shape as it stands in a .shp: type, bounds and coordinates, little-endian.
///
/// Source   ESRI Shapefile Technical Description, July 1998, pages 5 to 10
std::string shape_of_nothing();
std::string shape_of_point(double x, double y);
/// Outer rings run clockwise and holes the other way, whichever way they came.
std::string shape_of_rings(std::vector<ShapeRing>& rings);

/// Bytes that a shape takes in the .shp: itself and the head of its record.
std::uint64_t record_bytes(std::string_view shape);
constexpr std::uint64_t shape_file_head = 100;

/// Writes .shp and .shx shape by shape, with flat memory.
///
/// Errors   throws when the disk fails
class ShapeWriter {
  public:
    /// @param path  without an ending
    ShapeWriter(const std::filesystem::path& path, ExportGeometry geometry);

    void add(std::string_view shape);
    /// Writes the heads; nothing can be added afterwards.
    void close();

    std::uint64_t bytes() const { return bytes_; }

  private:
    void flush();
    std::string head(std::uint64_t bytes) const;
    void widen(std::string_view shape);

    std::ofstream shapes_;
    std::ofstream index_;
    std::string shape_buffer_;
    std::string index_buffer_;
    std::uint64_t bytes_ = shape_file_head;
    std::int32_t records_ = 0;
    std::int32_t type_;
    double bounds_[4] = {0, 0, 0, 0};  ///< west, south, east, north
    bool anywhere_ = false;
};

/// Reads the shapes of a .shp that `ShapeWriter` wrote, in order.
class ShapeReader {
  public:
    explicit ShapeReader(const std::filesystem::path& shp);

    /// The next shape, or nothing at the end; valid until the next call.
    std::optional<std::string_view> next();

  private:
    std::ifstream file_;
    std::string shape_;
};

}  // namespace courtyard
