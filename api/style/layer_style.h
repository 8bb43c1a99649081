// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "api/layer_name.h"
#include "api/style/palette.h"

namespace courtyard {

/// The one table of how layers look: classes with their names and symbols. MapLibre styles, QML and SLD are
/// written from it.

enum class MarkShape : std::uint8_t { circle, square, plus };

/// A piece of a symbol, drawn over the pieces before it. Pixels at zoom 16, y grows down.
struct MarkPart {
    MarkShape shape = MarkShape::circle;
    double width_px = 0;
    std::optional<Colour> fill;
    Colour stroke{};
    double stroke_px = 0;
    double turned_deg = 0;
    double down_px = 0;
};

/// A symbol: its pieces, and what is left of it where only circles can be drawn.
struct Mark {
    std::vector<MarkPart> parts;
    Colour dot;
    Colour dot_edge;
};

/// What makes a record one of a class: that it counts on the day, its status, or that no other class has it.
enum class Membership : std::uint8_t { counted, status, rest };

struct PointClass {
    Membership by = Membership::rest;
    std::vector<std::string_view> statuses;  ///< for `status`
    Text label;
    Mark mark;
};

/// The classes of a kind; a record is of the first that takes it. The last takes the rest.
std::span<const PointClass> point_classes(PointKind kind);

/// Diameters of a kind's symbols by zoom.
struct ZoomWidth {
    double zoom = 0;
    double width_px = 0;
};
std::span<const ZoomWidth> point_widths(PointKind kind);

/// How the border of a level is drawn.
struct BorderLine {
    Colour colour;
    std::vector<ZoomWidth> widths;
};
const BorderLine& border_of(AreaLevel level);

/// Shares of the plan: closed below, open above; without `least` or `below` on that side without end. The
/// first is of areas without a target and has neither.
struct ShareClass {
    std::optional<double> least;
    std::optional<double> below;
    Text label;
    Colour colour;
};
std::span<const ShareClass> share_classes();

}  // namespace courtyard
