// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "data/read/gdal_geometry.h"

class OGRSpatialReference;
class OGRCoordinateTransformation;

namespace courtyard {

/// Turns the coordinates of a declared reference system into WGS 84 degrees.
class Reprojection {
  public:
    /// Nothing when the system is WGS 84 or CGCS2000 in degrees: then coordinates stay as read.
    ///
    /// Errors   unsupported: file.crs (no exact way to WGS 84 is known, as for Beijing 54 and Xian 80)
    static Result<std::optional<Reprojection>> from(const OGRSpatialReference& system);
    /// By EPSG number, for the old `crs` member of GeoJSON.
    static Result<std::optional<Reprojection>> from_epsg(int epsg);

    /// Errors   invalid_input: geometry.outside_crs
    Result<void> apply(TableGeometry& geometry) const;

  private:
    Result<void> move(LonLat& position) const;
    Result<void> move(Boundary& boundary) const;

    struct Destroy {
        void operator()(OGRCoordinateTransformation* transformation) const;
    };
    explicit Reprojection(OGRCoordinateTransformation* transformation) : transformation_(transformation) {}

    std::unique_ptr<OGRCoordinateTransformation, Destroy> transformation_;
};

}  // namespace courtyard
