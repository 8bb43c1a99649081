// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <list>
#include <memory>
#include <mutex>
#include <string>

#include "api/access.h"
#include "atlas/snapshot.h"

namespace courtyard {

/// Layers cut to a caller's scope: what lies outside is not there at all.
///
/// Unscoped callers get the snapshot's own, as far as the newest edition holds: in another one each point is
/// told with the village that it lies in there. The last cut ones are kept; a newer one is made from its
/// predecessor by looking at what changed.
/// Threads   safe to call concurrently
class ScopedLayers {
  public:
    std::shared_ptr<const PointLayer> points(const std::shared_ptr<const Snapshot>& snapshot,
                                             const EditionPicture& edition, PointKind kind,
                                             const Caller& caller);
    std::shared_ptr<const AreaLayer> areas(const std::shared_ptr<const Snapshot>& snapshot,
                                           const EditionPicture& edition, const Caller& caller);

  private:
    template <class Layer>
    struct Kept {
        std::string key;
        std::shared_ptr<const Layer> layer;
    };
    struct KeptPoints {
        std::string lineage;  ///< whose points of which edition
        PointLayer whole;     ///< what it was cut from
        std::shared_ptr<const PointLayer> layer;
    };
    std::mutex mutex_;
    std::list<KeptPoints> points_;
    std::list<KeptPoints> older_points_;  ///< of older pictures
    std::list<Kept<AreaLayer>> areas_;
};

}  // namespace courtyard
