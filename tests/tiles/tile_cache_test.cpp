// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "tiles/tile_cache.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <latch>
#include <set>
#include <stdexcept>
#include <thread>
#include <vector>

namespace courtyard {
namespace {

/// Builds tiles and counts how often.
struct Builder {
    int built = 0;

    std::function<std::string()> of(std::string content) {
        return [this, content] {
            ++built;
            return content;
        };
    }
};

TEST(TileCache, BuildsATileOnce) {
    TileCache cache(1 << 20);
    Builder builder;
    const auto first = cache.tile("a", builder.of("tile a"));
    const auto again = cache.tile("a", builder.of("another"));
    EXPECT_EQ(first, again);
    EXPECT_EQ(first->identity, "tile a");
    EXPECT_FALSE(first->gzipped.empty());
    EXPECT_EQ(builder.built, 1);
    EXPECT_EQ(cache.figures().hits, 1U);
    EXPECT_EQ(cache.figures().misses, 1U);
    EXPECT_EQ(cache.figures().tiles, 1U);
}

TEST(TileCache, TagsContentNotKeys) {
    TileCache cache(1 << 20);
    Builder builder;
    const auto tag = [&](const char* key, std::string content) {
        return cache.tile(key, builder.of(content))->etag;
    };
    const std::string same = tag("a", "content");
    EXPECT_EQ(same, tag("b", "content"));
    EXPECT_EQ(same.size(), 32U);
    std::set<std::string> tags{same,
                               tag("c", ""),
                               tag("d", std::string(1, '\0')),
                               tag("e", std::string(8, '\0')),
                               tag("f", std::string(9, '\0')),
                               tag("g", "contenu"),
                               tag("h", "content content")};
    EXPECT_EQ(tags.size(), 7U);
}

TEST(TileCache, LetsTheLeastRecentlyUsedGoFirst) {
    Builder builder;
    TileCache probe(1 << 20);
    probe.tile("a", builder.of(std::string(1000, 'x')));
    const std::size_t one = probe.figures().bytes;

    TileCache cache(one * 3);
    builder.built = 0;
    const std::string content(1000, 'x');
    for (const char* key : {"a", "b", "c"}) cache.tile(key, builder.of(content));
    cache.tile("a", builder.of(content));
    cache.tile("d", builder.of(content));
    EXPECT_EQ(cache.figures().tiles, 3U);
    EXPECT_EQ(builder.built, 4);
    for (const char* key : {"a", "c", "d"}) cache.tile(key, builder.of(content));
    EXPECT_EQ(builder.built, 4);
    cache.tile("b", builder.of(content));
    EXPECT_EQ(builder.built, 5);
}

TEST(TileCache, NeverHoldsMoreThanItMay) {
    Builder builder;
    TileCache cache(5000);
    for (int i = 0; i < 200; ++i) {
        cache.tile(std::to_string(i), builder.of(std::string(static_cast<std::size_t>(i * 40), 'x')));
        EXPECT_LE(cache.figures().bytes, 5000U);
    }
}

TEST(TileCache, HandsOutATileThatIsTooLargeToKeep) {
    Builder builder;
    TileCache cache(1000);
    cache.tile("small", builder.of("x"));
    EXPECT_EQ(cache.tile("large", builder.of(std::string(5000, 'x')))->identity.size(), 5000U);
    EXPECT_EQ(cache.figures().tiles, 1U);
    cache.tile("small", builder.of("x"));
    EXPECT_EQ(builder.built, 2);
}

TEST(TileCache, FindsOnlyWhatIsThere) {
    TileCache cache(1 << 20);
    Builder builder;
    EXPECT_EQ(cache.find("a"), nullptr);
    EXPECT_EQ(cache.figures().misses, 0U);
    const auto tile = cache.tile("a", builder.of("tile a"));
    EXPECT_EQ(cache.find("a"), tile);
    EXPECT_EQ(cache.figures().hits, 1U);
}

TEST(TileCache, OneEntryMayAnswerForManyKeys) {
    TileCache cache(1 << 20);
    Builder builder;
    const auto tile = cache.tile("everybody", builder.of(std::string(1000, 'x')));
    const std::size_t before = cache.figures().bytes;
    for (int scope = 0; scope < 10; ++scope) {
        const auto key = "scope " + std::to_string(scope);
        cache.redirect(key, "everybody");
        EXPECT_EQ(cache.find(key), tile);
        EXPECT_EQ(cache.tile(key, builder.of("never")), tile);
    }
    EXPECT_EQ(builder.built, 1);
    EXPECT_LT(cache.figures().bytes, before + 10 * 1000);
    cache.redirect("dangling", "nothing");
    EXPECT_EQ(cache.find("dangling"), nullptr);
}

TEST(TileCache, KeepsWhatIsSentBeforeATileBesideIt) {
    TileCache cache(1 << 20, [](const CachedTile& tile, TileEncoding encoding) {
        return std::to_string(tile.bytes(encoding).size()) + " of " + tile.etag;
    });
    Builder builder;
    const auto tile = cache.tile("a", builder.of("tile a"));
    EXPECT_EQ(tile->head(TileEncoding::identity), "6 of " + tile->etag);
    EXPECT_EQ(tile->head(TileEncoding::gzip), std::to_string(tile->gzipped.size()) + " of " + tile->etag);
    EXPECT_EQ(cache.tile("empty", builder.of(""))->head(TileEncoding::identity), "");
}

TEST(TileCache, BuildsOnceForManyWhoAskAtOnce) {
    TileCache cache(1 << 20);
    std::atomic<int> built = 0;
    std::atomic<int> asking = 0;
    constexpr int many = 16;
    std::vector<std::shared_ptr<const CachedTile>> tiles(many);
    {
        std::vector<std::jthread> threads;
        for (auto& tile : tiles) {
            threads.emplace_back([&] {
                ++asking;
                tile = cache.tile("a", [&] {
                    while (asking < many) std::this_thread::yield();
                    ++built;
                    return std::string("tile");
                });
            });
        }
    }
    EXPECT_EQ(built, 1);
    EXPECT_THAT(tiles, testing::Each(tiles[0]));
    EXPECT_EQ(cache.figures().hits + cache.figures().misses, 16U);
    EXPECT_EQ(cache.figures().misses, 1U);
}

TEST(TileCache, GivesTheExceptionToAllWhoWaitAndBuildsAgainNextTime) {
    TileCache cache(1 << 20);
    std::atomic<int> failed = 0;
    std::latch begun(1);
    std::jthread first([&] {
        try {
            cache.tile("a", [&]() -> std::string {
                begun.count_down();
                while (cache.figures().hits == 0) std::this_thread::yield();
                throw std::runtime_error("disk full");
            });
        } catch (const std::runtime_error&) {
            ++failed;
        }
    });
    begun.wait();
    EXPECT_THROW(cache.tile("a", [] { return std::string("never"); }), std::runtime_error);
    first.join();
    EXPECT_EQ(failed, 1);
    EXPECT_EQ(cache.tile("a", [] { return std::string("tile"); })->identity, "tile");
}

TEST(TileCache, StaysConsistentUnderManyThreads) {
    TileCache cache(20000);
    std::atomic<int> wrong = 0;
    {
        std::vector<std::jthread> threads;
        for (unsigned t = 0; t < 4; ++t) {
            threads.emplace_back([&cache, &wrong, t] {
                for (unsigned i = 0; i < 3000; ++i) {
                    const std::string key = std::to_string((i * 7 + t * 13) % 97);
                    wrong += cache.tile(key, [&key] { return std::string(300, key[0]) + key; })->identity !=
                             std::string(300, key[0]) + key;
                }
            });
        }
    }
    EXPECT_EQ(wrong, 0);
    EXPECT_LE(cache.figures().bytes, 20000U);
    EXPECT_EQ(cache.figures().hits + cache.figures().misses, 12000U);
}

}  // namespace
}  // namespace courtyard
