// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace courtyard {

enum class TileEncoding : std::uint8_t { identity, gzip };

/// A finished tile: both encodings, its tag, and what is sent before each.
struct CachedTile {
    std::string gzipped;
    std::string identity;  ///< empty: there is nothing in this tile
    std::string etag;      ///< strong, of the content: 32 hexadecimal digits without quotes
    std::string gzipped_head;
    std::string identity_head;

    const std::string& bytes(TileEncoding encoding) const {
        return encoding == TileEncoding::gzip ? gzipped : identity;
    }
    const std::string& head(TileEncoding encoding) const {
        return encoding == TileEncoding::gzip ? gzipped_head : identity_head;
    }
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
    /// Writes what is sent before a tile, when it is finished and once.
    using Dress = std::function<std::string(const CachedTile&, TileEncoding)>;

    explicit TileCache(std::size_t capacity_bytes, Dress dress = {});
    ~TileCache();

    /// The tile of this key, built by `build` when it is not there.
    ///
    /// Those who wait for a build share its outcome: when `build` throws, all of them get the exception and
    /// the next one to ask builds again. A tile larger than the cache is handed out and not kept.
    std::shared_ptr<const CachedTile> tile(const std::string& key, const std::function<std::string()>& build);

    /// The tile of this key when it is there, or null. A miss is not counted: who asks goes on to `tile`.
    std::shared_ptr<const CachedTile> find(const std::string& key);

    /// From now on the tile of `key` is whatever the tile of `other` is: one entry for both.
    void redirect(const std::string& key, const std::string& other);

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
