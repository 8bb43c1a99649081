// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "geo/boundary.h"
#include "geo/projection.h"

namespace courtyard {

/// Whether any part of a boundary lies in a rectangle or touches it: its true shape, not its bounds. Holes
/// are no part of it, their edges are.
///
/// Exact for the doubles given (no rounding decides). Cost   O(vertices)
bool meets(const Boundary& boundary, const Bounds& rectangle);

/// A rectangle in a reference system, asked about positions and boundaries in degrees.
class Window {
  public:
    Window(const Bounds& degrees) : Window(degrees, Projection()) {}  // NOLINT: a rectangle is a window
    /// @param rectangle   in the projection's numbers, x east, y north
    Window(const Bounds& rectangle, const Projection& projection);

    /// Everything in the window lies within these degrees.
    const Bounds& degrees() const { return degrees_; }
    bool contains(LonLat position) const {
        return degrees_.contains(position) &&
               (projection_.in_degrees() || rectangle_.contains(projection_.forward(position)));
    }
    /// Whether every position within these degrees lies in the window.
    bool covers(const Bounds& degrees) const;
    /// A boundary's edges are straight in the window's own system.
    /// @param bounds   of the boundary
    bool meets(const Boundary& boundary, const Bounds& bounds) const;

  private:
    Bounds rectangle_;
    Bounds degrees_;
    Projection projection_;
};

}  // namespace courtyard
