// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "api/ogc/html_page.h"
#include "data/export/export.h"

namespace courtyard {

/// A small map that needs no script: borders and points as SVG in the order in which they are drawn, each
/// feature a link to its page. Borders are thinned to what a screen can show.
class MapDrawing {
  public:
    /// @param bounds   what it shows, with a margin around; one position alone gets some ground around it
    MapDrawing(const Bounds& bounds, double width_px, double most_height_px);

    /// A border that only says where one is.
    void around(const Boundary& boundary);
    void feature(const decltype(ExportRow::geometry)& geometry, std::string_view address,
                 std::string_view title);
    /// @param label   what it shows, for those who do not see it
    Html drawn(std::string_view label) const;

  private:
    std::string path_of(const Boundary& boundary) const;
    LonLat on_screen(LonLat position) const;

    Bounds bounds_;
    double scale_x_ = 1;
    double scale_y_ = 1;
    double width_ = 0;
    double height_ = 0;
    Html shapes_;
};

}  // namespace courtyard
