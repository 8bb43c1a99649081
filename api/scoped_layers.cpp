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

PointLayer cut(const PointLayer& whole, const Caller& caller, const AreaTree& areas) {
    std::vector<MapPoint> inside;
    whole.each_in({}, [&](const MapPoint& point) {
        if (in_scope(caller, areas, areas.find(point.area))) inside.push_back(point);
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
                                                       PointKind kind, const Caller& caller) {
    const LayerPicture& whole = snapshot->layer(kind);
    if (caller.scope.empty()) return {snapshot, &whole.points};
    const auto key = fmt::format("{}/{}/{}/{}", caller.scope.view(), to_string(kind), whole.revisions->newest,
                                 snapshot->newest_edition().changed_at);
    return find_or_make(mutex_, points_, key, [&] {
        return std::make_shared<const PointLayer>(
            cut(whole.points, caller, *snapshot->newest_edition().areas));
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
