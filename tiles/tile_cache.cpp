// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "tiles/tile_cache.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <future>
#include <list>
#include <mutex>
#include <unordered_map>

#include "tiles/mvt.h"

namespace courtyard {
namespace {

using Finished = std::shared_ptr<const CachedTile>;

constexpr int gzip_level = 1;
/// Map node, list node and control block: what an entry costs beside its bytes.
constexpr std::size_t entry_overhead = 256;

/// One of two independent 64-bit lanes; every step is a bijection of the state, so equal lengths with one
/// different word never meet again within that word.
std::uint64_t lane(std::string_view bytes, std::uint64_t state, std::uint64_t odd) {
    for (std::size_t at = 0; at < bytes.size(); at += sizeof(std::uint64_t)) {
        std::uint64_t word = 0;
        std::memcpy(&word, bytes.data() + at, std::min(sizeof(word), bytes.size() - at));
        state = (state ^ word) * odd;
        state ^= state >> 29U;
    }
    state *= odd;
    return state ^ (state >> 32U);
}

std::string content_tag(std::string_view bytes) {
    const auto length = static_cast<std::uint64_t>(bytes.size());
    return fmt::format("{:016x}{:016x}", lane(bytes, length ^ 0x8fb21c651e98df25ULL, 0x9e3779b97f4a7c15ULL),
                       lane(bytes, ~length, 0xd6e8feb86659fd93ULL));
}

Finished finished(std::string identity, const TileCache::Dress& dress) {
    auto tile = std::make_shared<CachedTile>();
    tile->gzipped = gzip(identity, gzip_level);
    tile->etag = content_tag(identity);
    tile->identity = std::move(identity);
    if (dress && !tile->identity.empty()) {
        tile->gzipped_head = dress(*tile, TileEncoding::gzip);
        tile->identity_head = dress(*tile, TileEncoding::identity);
    }
    return tile;
}

std::size_t cost_of(const CachedTile& tile) {
    return tile.identity.size() + tile.gzipped.size() + tile.etag.size() + tile.gzipped_head.size() +
           tile.identity_head.size();
}

}  // namespace

struct TileCache::State {
    struct Entry {
        std::string key;
        Finished tile;      ///< null: see `other`
        std::string other;  ///< the key whose tile this is
        std::size_t bytes = 0;
    };

    State(std::size_t capacity_bytes, Dress dress_tiles)
        : capacity(capacity_bytes), dress(std::move(dress_tiles)) {}

    void keep(const std::string& key, const Finished& tile, const std::string& other = {}) {
        const std::size_t cost = key.size() * 2 + other.size() + (tile ? cost_of(*tile) : 0) + entry_overhead;
        if (cost > capacity || by_key.contains(key)) {
            return;
        }
        while (bytes + cost > capacity) {
            bytes -= newest_first.back().bytes;
            by_key.erase(newest_first.back().key);
            newest_first.pop_back();
        }
        newest_first.push_front({key, tile, other, cost});
        by_key.emplace(key, newest_first.begin());
        bytes += cost;
    }

    /// The tile of a key that is kept, or null; what was looked at is the newest now.
    Finished find(const std::string& key) {
        const std::string* wanted = &key;
        for (int step = 0; step < 2; ++step) {
            const auto found = by_key.find(*wanted);
            if (found == by_key.end()) return nullptr;
            newest_first.splice(newest_first.begin(), newest_first, found->second);
            if (found->second->tile) return found->second->tile;
            wanted = &found->second->other;
        }
        return nullptr;
    }

    const std::size_t capacity;
    const Dress dress;
    mutable std::mutex mutex;
    std::list<Entry> newest_first;
    std::unordered_map<std::string, std::list<Entry>::iterator> by_key;
    std::unordered_map<std::string, std::shared_future<Finished>> being_built;
    std::size_t bytes = 0;
    std::uint64_t hits = 0;
    std::uint64_t misses = 0;
};

TileCache::TileCache(std::size_t capacity_bytes, Dress dress)
    : state_(std::make_unique<State>(capacity_bytes, std::move(dress))) {}
TileCache::~TileCache() = default;

std::shared_ptr<const CachedTile> TileCache::find(const std::string& key) {
    const std::lock_guard lock(state_->mutex);
    auto tile = state_->find(key);
    if (tile) ++state_->hits;
    return tile;
}

void TileCache::redirect(const std::string& key, const std::string& other) {
    const std::lock_guard lock(state_->mutex);
    state_->keep(key, nullptr, other);
}

std::shared_ptr<const CachedTile> TileCache::tile(const std::string& key,
                                                  const std::function<std::string()>& build) {
    State& state = *state_;
    std::promise<Finished> promise;
    {
        std::unique_lock lock(state.mutex);
        if (auto found = state.find(key)) {
            ++state.hits;
            return found;
        }
        if (const auto other = state.being_built.find(key); other != state.being_built.end()) {
            ++state.hits;
            const std::shared_future<Finished> awaited = other->second;
            lock.unlock();
            return awaited.get();
        }
        ++state.misses;
        state.being_built.emplace(key, promise.get_future().share());
    }
    try {
        Finished tile = finished(build(), state.dress);
        const std::lock_guard lock(state.mutex);
        state.being_built.erase(key);
        state.keep(key, tile);
        promise.set_value(tile);
        return tile;
    } catch (...) {
        const std::lock_guard lock(state.mutex);
        state.being_built.erase(key);
        promise.set_exception(std::current_exception());
        throw;
    }
}

TileCache::Figures TileCache::figures() const {
    const std::lock_guard lock(state_->mutex);
    return {state_->hits, state_->misses, state_->bytes, state_->newest_first.size()};
}

}  // namespace courtyard
