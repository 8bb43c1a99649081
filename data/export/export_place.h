// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "data/export/export.h"

class OGRCoordinateTransformation;
class OGRSpatialReference;

namespace courtyard {

/// From WGS 84 degrees to the reference system of an export, x = east, y = north.
class ExportPlace {
  public:
    /// Errors   unsupported: export.crs
    static Result<ExportPlace> in(Crs crs);

    ExportPlace(ExportPlace&&) noexcept;
    ExportPlace& operator=(ExportPlace&&) noexcept;
    ~ExportPlace();

    const OGRSpatialReference& system() const { return *system_; }
    bool projected() const { return transformation_ != nullptr; }
    std::string name() const;      ///< `CGCS2000 / 3-degree Gauss-Kruger CM 114E (EPSG:4547)`
    std::string esri_wkt() const;  ///< for a .prj
    /// In place; x and y hold lon and lat before. Throws when a position has no image.
    void move(std::vector<double>& x, std::vector<double>& y) const;
    LonLat moved(LonLat at) const;

  private:
    struct Release {
        void operator()(OGRSpatialReference* system) const noexcept;
        void operator()(OGRCoordinateTransformation* transformation) const noexcept;
    };
    ExportPlace() = default;

    std::unique_ptr<OGRSpatialReference, Release> system_;
    std::unique_ptr<OGRCoordinateTransformation, Release> transformation_;  ///< none for degrees
};

}  // namespace courtyard
