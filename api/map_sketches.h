// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <list>
#include <memory>
#include <mutex>
#include <string>

#include "atlas/snapshot.h"

namespace courtyard {

/// Maps of an area drawn by the areas beneath it, small enough to be on screen before anything else is:
/// borders once, in whole units, as JSON (docs/API.md, `GET /api/map`).
///
/// The last ones are kept: they change with the edition and with nothing else.
/// Threads   safe to call concurrently; one is drawn at a time
class MapSketches {
  public:
    std::shared_ptr<const std::string> of(const EditionPicture& edition, AreaIndex top, AreaLevel level);

  private:
    struct Kept {
        std::string key;
        std::shared_ptr<const std::string> text;
    };
    std::mutex mutex_;
    std::list<Kept> kept_;  ///< most recently used first
};

}  // namespace courtyard
