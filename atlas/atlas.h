// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "atlas/snapshot.h"
#include "data/store/store.h"
#include "geo/edition_changes.h"

namespace courtyard {

/// What a commit changed, for those who watch.
struct Change {
    Revision revision = 0;
    std::vector<std::string> campaigns;  ///< ids
    std::vector<AreaCode> areas;         ///< villages concerned and everything above them
    std::vector<std::string> layers;     ///< `courtyards`, `areas`, ...
    Bounds bounds;
    bool everything = false;  ///< too much to name: read all anew
};

/// The live read model: follows the store's feed and publishes snapshots.
///
/// One thread at a time follows (the store's writer thread); any thread reads `now` or prepares.
class Atlas {
  public:
    /// Builds the picture from all facts. The store must outlive the atlas. Cost: O(facts).
    explicit Atlas(const Store& store);
    ~Atlas();

    /// The newest picture.
    std::shared_ptr<const Snapshot> now() const { return now_.load(); }

    /// The picture of an older revision, rebuilt from the facts up to it; the last few are kept.
    /// Errors   not_found: revision.unknown (not yet there, or negative)
    /// Cost     O(facts up to it) when it is not kept
    Result<std::shared_ptr<const Snapshot>> at(Revision revision) const;

    /// What became of each village from one edition to another; the last few comparisons are kept.
    std::shared_ptr<const EditionChanges> changes_between(const EditionPicture& before,
                                                          const EditionPicture& after) const;

    /// Applies what a commit brought and publishes; then tells the watcher. Facts of an import on its way are
    /// taken aside and seen by nobody until it is revealed.
    void follow(Store::Commit commit);
    /// Draws and books an import on its way beside the picture, on the caller's thread: what is left for its
    /// revelation is what others changed meanwhile.
    void prepare(StagedId import);
    /// Set once, before the first `follow`.
    void on_change(std::function<void(const Change&)> watch) { watch_ = std::move(watch); }

  private:
    class Picture;

    const Store& store_;
    std::mutex picture_mutex_;  ///< held by who follows, and briefly by who prepares
    std::unique_ptr<Picture> picture_;
    std::atomic<std::shared_ptr<const Snapshot>> now_;
    std::function<void(const Change&)> watch_;

    struct Comparison {
        std::shared_ptr<const AreaTree> before;
        std::shared_ptr<const AreaTree> after;
        std::shared_ptr<const EditionChanges> changes;
    };
    static constexpr std::size_t kept_comparisons = 4;
    mutable std::mutex comparisons_mutex_;
    mutable std::list<Comparison> comparisons_;  ///< most recently used first

    static constexpr std::size_t kept_revisions = 4;
    mutable std::mutex older_mutex_;
    mutable std::list<std::shared_ptr<const Snapshot>> older_;  ///< most recently used first
};

}  // namespace courtyard
