// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/scoped_layers.h"

#include <fmt/format.h>

#include <algorithm>

namespace courtyard {
namespace {

constexpr std::size_t kept_layers = 32;

template <class List, class Make>
auto find_or_make(std::mutex& mutex, List& list, const std::string& key, Make make) {
    const std::lock_guard lock(mutex);
    const auto found = std::ranges::find_if(list, [&](const auto& kept) { return kept.key == key; });
    if (found != list.end()) {
        list.splice(list.begin(), list, found);
        return list.front().layer;
    }
    list.push_front({key, make()});
    if (list.size() > kept_layers) list.pop_back();
    return list.front().layer;
}

/// The points of a scope, each with its village in this edition; `newest` is the one they were drawn in.
PointLayer cut(const PointLayer& whole, const Caller& caller, const EditionPicture& edition,
               const EditionPicture& newest) {
    const AreaTree& areas = *edition.areas;
    std::vector<MapPoint> inside;
    whole.each_in({}, [&](const MapPoint& point) {
        const AreaIndex village = edition.areas == newest.areas
                                      ? areas.find(point.area)
                                      : edition.villages->find(point.position).village;
        if (!in_scope(caller, areas, village)) return true;
        inside.push_back(point);
        inside.back().area = village == no_area ? AreaCode{} : areas[village].code;
        return true;
    });
    return PointLayer(whole.name(), whole.statuses()).rebuilt_with(std::move(inside));
}

AreaLayer cut(const AreaTree& tree, const Caller& caller) {
    std::vector<Area> inside;
    const AreaIndex top = tree.find(caller.scope);
    if (top == no_area) return {};
    for (const AreaIndex area : tree.subtree(top)) inside.push_back(tree[area]);
    inside.front().parent = {};
    return AreaLayer(AreaTree::of(std::move(inside)).value());
}

}  // namespace

std::shared_ptr<const PointLayer> ScopedLayers::points(const std::shared_ptr<const Snapshot>& snapshot,
                                                       const EditionPicture& edition, PointKind kind,
                                                       const Caller& caller) {
    const LayerPicture& whole = snapshot->layer(kind);
    const EditionPicture& newest = snapshot->newest_edition();
    if (caller.scope.empty() && edition.areas == newest.areas) return {snapshot, &whole.points};
    const auto key =
        fmt::format("{}/{}/{}/{}.{}", caller.scope.view(), to_string(kind), whole.revisions->newest,
                    edition.valid_from.since_epoch, std::max(edition.changed_at, newest.changed_at));
    return find_or_make(mutex_, points_, key, [&] {
        return std::make_shared<const PointLayer>(cut(whole.points, caller, edition, newest));
    });
}

std::shared_ptr<const AreaLayer> ScopedLayers::areas(const std::shared_ptr<const Snapshot>& snapshot,
                                                     const EditionPicture& edition, const Caller& caller) {
    if (caller.scope.empty()) return {snapshot, edition.layer.get()};
    const auto key =
        fmt::format("{}/{}/{}", caller.scope.view(), edition.valid_from.since_epoch, edition.changed_at);
    return find_or_make(mutex_, areas_, key,
                        [&] { return std::make_shared<const AreaLayer>(cut(*edition.areas, caller)); });
}

}  // namespace courtyard
