// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/scoped_layers.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <optional>
#include <vector>

#include "tiles/point_chunk.h"

namespace courtyard {
namespace {

constexpr std::size_t kept_layers = 32;
/// Of older pictures, which live as long as what was cut from them.
constexpr std::size_t kept_older = 4;

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

/// Beyond this share of changed chunks a layer is cut anew.
constexpr std::size_t few = 4;

/// What a scope's points are made from, and how.
struct Cutting {
    const Caller& caller;
    const EditionPicture& edition;
    const EditionPicture& newest;  ///< the one they were drawn in

    /// The point with its village in this edition, when the caller may see it.
    std::optional<MapPoint> visible(const PointView& point) const {
        const AreaTree& areas = *edition.areas;
        const AreaIndex village = edition.areas == newest.areas
                                      ? areas.find(point.area)
                                      : edition.villages->find(point.position).village;
        if (!in_scope(caller, areas, village)) return std::nullopt;
        MapPoint seen = point.copy();
        seen.area = village == no_area ? AreaCode{} : areas[village].code;
        return seen;
    }

    PointLayer cut(const PointLayer& whole) const {
        std::vector<MapPoint> inside;
        whole.each_in({}, [&](const PointView& point) {
            if (auto seen = visible(point)) inside.push_back(std::move(*seen));
            return true;
        });
        return PointLayer(whole.name(), whole.statuses()).rebuilt_with(std::move(inside));
    }

    /// The same from an earlier cut, looking only where chunks are not in both; nothing when these are many.
    std::optional<PointLayer> recut(const PointLayer& before, const PointLayer& cut_before,
                                    const PointLayer& whole) const {
        std::vector<const PointChunk*> differing;
        std::ranges::set_symmetric_difference(pointers(before), pointers(whole),
                                              std::back_inserter(differing));
        if (differing.size() * few > before.chunks().size() + whole.chunks().size() + few)
            return std::nullopt;
        std::vector<std::uint64_t> removed;
        std::vector<MapPoint> inside;
        // Points of other chunks that lie there too are taken away and put back.
        for (const PointChunk* chunk : differing) {
            before.each_in(chunk->bounds(), [&](const PointView& point) {
                removed.push_back(point.fid);
                return true;
            });
            whole.each_in(chunk->bounds(), [&](const PointView& point) {
                if (auto seen = visible(point)) inside.push_back(std::move(*seen));
                return true;
            });
        }
        return cut_before.changed(std::move(inside), removed);
    }

  private:
    static std::vector<const PointChunk*> pointers(const PointLayer& layer) {
        std::vector<const PointChunk*> list;
        for (const auto& chunk : layer.chunks()) list.push_back(chunk.get());
        std::ranges::sort(list);
        return list;
    }
};

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
    const auto lineage =
        fmt::format("{}/{}/{}/{}", caller.scope.view(), to_string(kind), edition.content, newest.content);
    const std::lock_guard lock(mutex_);
    std::list<KeptPoints>& kept = snapshot->older ? older_points_ : points_;
    const std::size_t most = snapshot->older ? kept_older : kept_layers;
    const auto same = std::ranges::find_if(kept, [&](const KeptPoints& one) {
        return one.lineage == lineage && one.whole.chunks() == whole.points.chunks();
    });
    if (same != kept.end()) {
        kept.splice(kept.begin(), kept, same);
        return kept.front().layer;
    }
    const Cutting cutting{caller, edition, newest};
    std::optional<PointLayer> cut;
    for (auto before = kept.begin(); before != kept.end(); ++before) {
        if (before->lineage != lineage) continue;
        cut = cutting.recut(before->whole, *before->layer, whole.points);
        if (!cut) continue;
        // Its successor takes its place.
        kept.erase(before);
        break;
    }
    if (!cut) cut = cutting.cut(whole.points);
    kept.push_front({lineage, whole.points, std::make_shared<const PointLayer>(std::move(*cut))});
    if (kept.size() > most) kept.pop_back();
    return kept.front().layer;
}

std::shared_ptr<const AreaLayer> ScopedLayers::areas(const std::shared_ptr<const Snapshot>& snapshot,
                                                     const EditionPicture& edition, const Caller& caller) {
    if (caller.scope.empty()) return {snapshot, edition.layer.get()};
    const auto key = fmt::format("{}/{}", caller.scope.view(), edition.content);
    return find_or_make(mutex_, areas_, key,
                        [&] { return std::make_shared<const AreaLayer>(cut(*edition.areas, caller)); });
}

}  // namespace courtyard
