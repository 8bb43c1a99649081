// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <future>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <system_error>
#include <vector>

#include "atlas/older_pictures.h"
#include "atlas/snapshot.h"
#include "data/store/store.h"
#include "geo/edition_changes.h"
#include "geo/shared_place.h"

namespace courtyard {

/// What a commit changed, for those who watch.
struct Change {
    Revision revision = 0;
    std::vector<std::string> campaigns;  ///< ids
    std::vector<AreaCode> areas;         ///< villages concerned and everything above them, as of today
    std::vector<std::string> layers;     ///< `courtyards`, `areas`, ...
    Bounds bounds;
    bool everything = false;  ///< too much to name: read all anew
};

/// The live read model: follows the store's feed and publishes snapshots.
///
/// One thread at a time follows (the store's writer thread); any thread reads `now` or prepares.
class Atlas {
  public:
    /// Builds the picture: from the checkpoint file when it is sound and of this store, and the facts since
    /// then; else from all facts. Without a file nothing is kept. The store must outlive the atlas.
    /// Cost   O(records), from nothing O(facts)
    explicit Atlas(const Store& store, std::filesystem::path checkpoint = {},
                   OlderPictures::Limits older = {});
    ~Atlas();

    /// Keeps what the newest picture knows in the checkpoint file, when that is more than the file says. A
    /// server that stops calls this last. While it runs the same happens in the background after many facts.
    /// Errors   unavailable: checkpoint.failed; only the next start is slower for it
    Result<void> keep();

    /// Removes the picture that was kept, and keeps none any more: what it was drawn from is not to be
    /// trusted. Waits for one that is being kept.
    /// @return   why the file stays, when it does
    std::error_code forget_kept();

    /// The newest picture.
    std::shared_ptr<const Snapshot> now() const { return now_.load(); }

    /// The picture of an older revision, rebuilt from the facts up to it; the last few are kept. Waits for
    /// it. Errors   not_found: revision.unknown (not yet there, or negative); those of `OlderPictures::ask`
    /// Cost     O(facts up to it) when it is not kept; see bench/revisions
    Result<std::shared_ptr<const Snapshot>> at(Revision revision) const;
    /// The same without waiting.
    OlderPictures& older() const { return older_; }
    /// Draws no more older pictures. Called before the store goes.
    void rest() { older_.stop(); }

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

    /// Takes in the facts with `after < seq <= until`.
    void read(Revision after, Revision until);
    /// Writes a copy of what is known on a thread of its own.
    void keep_in_background();

    const Store& store_;
    std::filesystem::path checkpoint_;  ///< empty: nothing is kept
    std::mutex picture_mutex_;          ///< held by who follows or keeps, and briefly by who prepares
    std::unique_ptr<Picture> picture_;
    bool half_taken_ = false;  ///< facts were taken in that are not published: drawing them failed
    std::size_t facts_since_kept_ = 0;
    std::future<bool> keeping_;  ///< whether the file was written
    std::future<void> freeing_;  ///< imports that were taken in
    SharedPlace<Snapshot> now_;
    std::function<void(const Change&)> watch_;

    struct Comparison {
        std::shared_ptr<const AreaTree> before;
        std::shared_ptr<const AreaTree> after;
        std::shared_ptr<const EditionChanges> changes;
    };
    static constexpr std::size_t kept_comparisons = 4;
    mutable std::mutex comparisons_mutex_;
    mutable std::list<Comparison> comparisons_;  ///< most recently used first

    std::shared_ptr<const Snapshot> draw_older(Revision revision, const std::function<bool()>& stopped) const;

    mutable OlderPictures older_;  ///< last: stops before what it draws from goes
};

}  // namespace courtyard
