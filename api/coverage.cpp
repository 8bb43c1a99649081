// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/coverage.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "atlas/records.h"

namespace courtyard {
namespace {

constexpr std::size_t kept_reaches = 16;
constexpr std::size_t kept_grounds = 3;

/// The kinds of a service are the statuses that its layer shows, without `closed`.
std::vector<std::string> kinds_of(PointKind points) {
    auto kinds = layer_statuses(points);
    if (points == PointKind::help_points) std::erase(kinds, "closed");
    return kinds;
}

}  // namespace

Result<CoverageService> parse_service(std::string_view text, std::string_view kind) {
    const auto points = parse_point_kind(text);
    if (points != PointKind::help_points && points != PointKind::bases)
        return fail(ErrorCode::not_found, "service.unknown",
                    {fmt::format("没有服务“{}”；有 help-points、bases", text),
                     fmt::format("there is no service \"{}\"; there are help-points and bases", text)},
                    "service");
    CoverageService service{*points, std::nullopt, std::string(kind)};
    if (kind.empty()) return service;
    const auto kinds = kinds_of(*points);
    if (std::ranges::find(kinds, kind) == kinds.end())
        return fail(
            ErrorCode::not_found, "service.kind",
            {fmt::format("{} 没有类型“{}”；有 {}", text, kind, fmt::join(kinds, "、")),
             fmt::format("{} are not of a kind \"{}\"; kinds: {}", text, kind, fmt::join(kinds, ", "))},
            "kind");
    const auto statuses = layer_statuses(*points);
    service.status = static_cast<std::uint8_t>(std::ranges::find(statuses, kind) - statuses.begin());
    return service;
}

std::vector<LonLat> open_points(const Snapshot& snapshot, const CoverageService& service, Day day) {
    std::vector<LonLat> positions;
    snapshot.layer(service.points).points.each_in({}, [&](const PointView& point) {
        const auto on_day = status_on(point.timeline, day);
        if (on_day && on_day->completed && (!service.status || on_day->status == *service.status))
            positions.push_back(point.position);
        return true;
    });
    return positions;
}

Coverage Coverage::of(std::shared_ptr<const Reach> reach, const EditionPicture& edition) {
    Coverage coverage;
    coverage.points.resize(edition.areas->size());
    for (const LonLat position : reach->points().positions()) {
        AreaIndex area = edition.villages->find(position).village;
        for (; area != no_area; area = edition.areas->parent(area)) ++coverage.points[area];
        ++coverage.open;
    }
    coverage.reach = std::move(reach);
    return coverage;
}

std::shared_ptr<const ReachGround> CoverageShelf::ground(const EditionPicture& edition) {
    const auto kept = std::ranges::find_if(
        grounds_, [&](const auto& ground) { return ground->shared_areas() == edition.areas; });
    if (kept != grounds_.end()) {
        grounds_.splice(grounds_.begin(), grounds_, kept);
        return grounds_.front();
    }
    grounds_.push_front(std::make_shared<const ReachGround>(edition.areas));
    if (grounds_.size() > kept_grounds) {
        // What stands on a ground that goes, goes too: a boundary edition is not kept alive by old answers.
        std::erase_if(reaches_,
                      [&](const Kept& reach) { return &reach.reach->ground() == grounds_.back().get(); });
        grounds_.pop_back();
    }
    return grounds_.front();
}

std::shared_ptr<const Reach> CoverageShelf::reach(const CoverageService& service,
                                                  std::shared_ptr<const ReachGround> ground,
                                                  std::vector<LonLat> points, Metres radius) {
    const auto akin = [&](const Kept& kept) {
        return kept.points == service.points && kept.status == service.status &&
               &kept.reach->ground() == ground.get() && kept.reach->radius() == radius;
    };
    const auto same = std::ranges::find_if(reaches_, [&](const Kept& kept) {
        return akin(kept) && std::ranges::equal(kept.reach->points().positions(), points);
    });
    if (same != reaches_.end()) {
        reaches_.splice(reaches_.begin(), reaches_, same);
        return reaches_.front().reach;
    }
    const auto like = std::ranges::find_if(reaches_, akin);
    ServicePoints next(std::move(points));
    Reach made = like == reaches_.end() ? Reach::of(std::move(ground), std::move(next), radius)
                                        : like->reach->changed(std::move(next));
    reaches_.push_front({service.points, service.status, std::make_shared<const Reach>(std::move(made))});
    if (reaches_.size() > kept_reaches) reaches_.pop_back();
    return reaches_.front().reach;
}

Coverage CoverageShelf::at(const Snapshot& snapshot, const EditionPicture& edition,
                           const CoverageService& service, Day day, Metres radius) {
    auto points = open_points(snapshot, service, day);
    std::shared_ptr<const Reach> found;
    {
        const std::lock_guard lock(mutex_);
        found = reach(service, ground(edition), std::move(points), radius);
    }
    return Coverage::of(std::move(found), edition);
}

}  // namespace courtyard
