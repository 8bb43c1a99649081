// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "atlas/snapshot.h"

namespace courtyard {

/// Pictures of older revisions: drawn one at a time on a thread of their own, the last few kept.
///
/// Who asks for a picture that is being drawn shares it; beside the one being drawn a few others may be
/// waited for, and beyond that the answer is no, at once. However many revisions are asked for, there is one
/// picture more in memory than are kept.
/// Threads   safe to call concurrently
class OlderPictures {
  public:
    using Picture = std::shared_ptr<const Snapshot>;
    /// Draws the picture of a revision; asks now and then whether to stop, and then gives null.
    using Draw = std::function<Picture(Revision, const std::function<bool()>& stopped)>;
    /// Takes the picture or why there is none: once, at once or later on the drawing thread. Does not throw.
    using Take = std::function<void(const Result<Picture>&)>;

    struct Limits {
        std::size_t pictures = 4;                   ///< kept
        std::size_t bytes = std::size_t{1} << 30U;  ///< kept, as `bytes_of` counts them
        std::size_t revisions = 1;                  ///< waited for beside the one being drawn
        std::size_t askers = 128;                   ///< who wait, for all of them together
    };

    /// @param bytes_of  how much memory a picture takes that is drawn
    OlderPictures(Draw draw, std::function<std::size_t(const Snapshot&)> bytes_of, Limits limits);
    ~OlderPictures();

    /// The picture of a revision when it is kept, or null.
    Picture kept(Revision revision);
    /// Errors   unavailable: revision.busy (too much is waited for), revision.failed (it could not be drawn)
    void ask(Revision revision, Take take);
    /// The same for those who wait.
    Result<Picture> wait_for(Revision revision);
    /// Draws no more: who waits is told `revision.busy`. Idempotent.
    void stop();

    struct Figures {
        std::size_t drawn = 0;  ///< since the start
        std::size_t pictures = 0;
        std::size_t bytes = 0;
    };
    Figures figures() const;

  private:
    struct Wanted {
        Revision revision = 0;
        std::vector<Take> takers;
    };
    struct Kept {
        Picture picture;
        std::size_t bytes = 0;
    };
    void draw_what_is_wanted();
    void keep(const Picture& picture);
    Picture found(Revision revision);
    bool stopped() const;

    const Draw draw_;
    const std::function<std::size_t(const Snapshot&)> bytes_of_;
    const Limits limits_;
    mutable std::mutex mutex_;
    std::condition_variable wake_;
    std::list<Kept> kept_;       ///< most recently used first
    std::deque<Wanted> wanted_;  ///< the first is being drawn
    std::size_t askers_ = 0;
    std::size_t drawn_ = 0;
    bool stopped_ = false;
    std::thread thread_;
};

}  // namespace courtyard
