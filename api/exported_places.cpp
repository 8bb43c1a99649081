// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/exported_places.h"

#include "api/scoped_layers.h"

namespace courtyard {

std::vector<ExportedPlace> exported_places(const std::shared_ptr<const Snapshot>& snapshot, RecordKind kind) {
    std::vector<ExportedPlace> places;
    if (kind != RecordKind::bases && kind != RecordKind::help_points) return places;
    const PointKind layer_kind = kind == RecordKind::bases ? PointKind::bases : PointKind::help_points;
    const Day day = today();
    ScopedLayers layers;
    const auto layer = layers.points(snapshot, snapshot->edition_on(day), layer_kind, {});
    layer->each_in(Bounds{}, [&](const PointView& point) {
        if (const auto now = status_on(point.timeline, day))
            places.push_back({std::string(point.id), std::string(point.name), point.area,
                              layer->statuses()[now->status], point.timeline.front().from, point.position});
        return true;
    });
    return places;
}

}  // namespace courtyard
