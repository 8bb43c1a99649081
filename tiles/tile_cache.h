// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace courtyard {

/// A finished tile: both encodings and its tag.
struct CachedTile {
    std::string gzipped;
    std::string identity;  ///< empty: there is nothing in this tile
    std::string etag;      ///< strong, of the content: 32 hexadecimal digits without quotes
};

/// Finished tiles by key, bounded by bytes, least recently used out first; a hundred simultaneous misses of
/// one key build once, the others wait.
///
/// The key names everything that the content depends on (layers, tile, day, the content's own revision), so
/// nothing is ever invalidated: what changed has another key.
///
/// Threads   safe to call concurrently
class TileCache {
  public:
    explicit TileCache(std::size_t capacity_bytes);
    ~TileCache();

    /// The tile of this key, built by `build` when it is not there.
    ///
    /// Those who wait for a build share its outcome: when `build` throws, all of them get the exception and
    /// the next one to ask builds again. A tile larger than the cache is handed out and not kept.
    std::shared_ptr<const CachedTile> tile(const std::string& key, const std::function<std::string()>& build);

    struct Figures {
        std::uint64_t hits = 0;    ///< found, or waited for another's build
        std::uint64_t misses = 0;  ///< built
        std::size_t bytes = 0;
        std::size_t tiles = 0;
    };
    Figures figures() const;

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace courtyard
