// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "geo/area_tree.h"
#include "geo/service_points.h"

namespace courtyard {

/// The farthest radius that is answered.
inline constexpr Metres longest_reach{500'000};

/// Refuses what cannot be a radius: NaN, 0, negative, more than 500 km.
/// Errors   invalid_input: reach.radius
Result<Metres> checked_radius(double metres);

/// The villages of one boundary edition, measured once: what does not change with service or radius.
///
/// A village is an area of the tree's lowest level. Its area is measured in the equidistant plane around its
/// middle, and differs from the geodesic one by less than 1e-6 (below 20 km).
///
/// Cost      10 ns per vertex
/// Threads   const, safe to call concurrently
class ReachGround {
  public:
    explicit ReachGround(std::shared_ptr<const AreaTree> areas);

    struct Village {
        AreaIndex area = no_area;
        LonLat middle;
        ServicePoints::Space place{};  ///< the middle in space
        ServicePoints::Space label{};  ///< the label position in space
        double size_m = 0;             ///< no place of it is farther from the middle
        double area_m2 = 0;            ///< 0 without a boundary
        bool placed = true;            ///< false: neither boundary nor label, nobody knows where it is
    };
    /// In code order.
    std::span<const Village> villages() const { return villages_; }
    const AreaTree& areas() const { return *areas_; }
    const std::shared_ptr<const AreaTree>& shared_areas() const { return areas_; }

    /// How much of a village the union of discs of this radius around the points covers, square metres.
    double reached_m2(const Village& village, const ServicePoints& points, Metres radius) const;

  private:
    std::shared_ptr<const AreaTree> areas_;
    std::vector<Village> villages_;
};

/// What of one area lies within the radius of a service. Sums over its villages.
struct AreaReach {
    AreaIndex area = no_area;
    std::uint32_t villages = 0;
    std::uint32_t villages_within = 0;    ///< whose label position lies within the radius
    std::uint32_t villages_whole = 0;     ///< that lie within the radius with all their area
    std::uint32_t villages_touched = 0;   ///< of which some part lies within the radius
    std::uint32_t villages_unplaced = 0;  ///< without boundary and label: counted, never within
    double area_m2 = 0;
    double reached_m2 = 0;
    /// From the area's label position; empty when there is no point or no label.
    std::optional<Metres> nearest;

    /// Reached area against area, per cent; empty when no village has a boundary.
    std::optional<double> area_share() const;
};

/// Which villages a service reaches within a radius: distances, areas, counts.
///
/// Reach is as the crow flies, on the ellipsoid: a place is reached when its geodesic distance to the nearest
/// point is at most the radius. Points outside the areas count as those inside do.
///
/// Immutable. Threads   const, safe to call concurrently
class Reach {
  public:
    /// From nothing.
    /// @param radius  0 reaches nothing. Precondition: finite, 0 to `longest_reach`
    /// Cost   villages that some disc's edge crosses: 20 us each; others 3 us
    static Reach of(std::shared_ptr<const ReachGround> ground, ServicePoints points, Metres radius);
    /// The same with other points: measures anew only what the added and the removed ones can reach.
    Reach changed(ServicePoints points) const;
    /// What one more point would make of it.
    Reach with(LonLat point) const;

    struct Village {
        double reached_m2 = 0;
        Metres nearest{std::numeric_limits<double>::infinity()};  ///< from the label position
        LonLat nearest_point;
    };
    /// Parallel to `ground().villages()`.
    std::span<const Village> villages() const { return villages_; }
    const ReachGround& ground() const { return *ground_; }
    const ServicePoints& points() const { return points_; }
    Metres radius() const { return radius_; }

    /// One area and everything beneath it.
    AreaReach of_area(AreaIndex area) const;
    /// Each area of a level at or beneath `top`, in code order.
    std::vector<AreaReach> by_level(AreaIndex top, AreaLevel level) const;

  private:
    Reach(std::shared_ptr<const ReachGround> ground, ServicePoints points, Metres radius);
    void measure(std::size_t village);
    void find_nearest(std::size_t village);
    void add(AreaReach& sum, std::size_t village) const;
    std::optional<Metres> nearest_to(AreaIndex area) const;

    std::shared_ptr<const ReachGround> ground_;
    ServicePoints points_;
    Metres radius_;
    std::vector<Village> villages_;
};

}  // namespace courtyard
