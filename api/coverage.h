// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "atlas/snapshot.h"
#include "geo/reach.h"

namespace courtyard {

/// A service that people go to: help points or bases, all or those of one kind.
struct CoverageService {
    PointKind points = PointKind::help_points;
    std::optional<std::uint8_t> status;  ///< of the layer; empty: every kind
    std::string kind;                    ///< as asked; empty: every kind
};

/// Errors   not_found: service.unknown, service.kind
Result<CoverageService> parse_service(std::string_view service, std::string_view kind);

/// Where the service can be had on a day: points that exist and are open (bases: recognised) and have a
/// position, wherever they lie.
std::vector<LonLat> open_points(const Snapshot& snapshot, const CoverageService& service, Day day);

/// A service's reach in one edition, and how many of its points lie in each area.
struct Coverage {
    std::shared_ptr<const Reach> reach;
    std::vector<std::uint32_t> points;  ///< by AreaIndex
    std::uint32_t open = 0;             ///< points in all

    static Coverage of(std::shared_ptr<const Reach> reach, const EditionPicture& edition);
};

/// The latest coverages: a question asked again is answered at once, and one changed point measures anew only
/// what it touches.
///
/// Kept are the last 16 reaches and the grounds of the last 3 editions asked about.
/// Threads   safe to call concurrently; one computes at a time
class CoverageShelf {
  public:
    /// @param radius  checked
    Coverage at(const Snapshot& snapshot, const EditionPicture& edition, const CoverageService& service,
                Day day, Metres radius);

  private:
    struct Kept {
        PointKind points = PointKind::help_points;
        std::optional<std::uint8_t> status;
        std::shared_ptr<const Reach> reach;
    };
    std::shared_ptr<const ReachGround> ground(const EditionPicture& edition);
    std::shared_ptr<const Reach> reach(const CoverageService& service,
                                       std::shared_ptr<const ReachGround> ground, std::vector<LonLat> points,
                                       Metres radius);

    std::mutex mutex_;
    std::list<std::shared_ptr<const ReachGround>> grounds_;  ///< most recently used first, like the next
    std::list<Kept> reaches_;
};

}  // namespace courtyard
