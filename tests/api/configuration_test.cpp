// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/configuration.h"

#include <gtest/gtest.h>

#include "tests/data/scratch.h"

namespace courtyard {
namespace {

TEST(Configuration, TheShippedExampleIsSoundAndSaysTheDefaults) {
    const auto read = read_configuration(COURTYARD_ROOT "/courtyard.example.toml");
    ASSERT_TRUE(read) << read.error().detail.en;
    const Configuration defaults;
    EXPECT_EQ(read->address, defaults.address);
    EXPECT_EQ(read->port, defaults.port);
    EXPECT_EQ(read->public_level, defaults.public_level);
    EXPECT_EQ(read->tile_cache_mib, defaults.tile_cache_mib);
    EXPECT_EQ(read->worker_threads, defaults.worker_threads);
    EXPECT_EQ(read->sandbox, defaults.sandbox);
    EXPECT_EQ(read->certificate, std::nullopt);
}

TEST(Configuration, NamesTheKeyThatIsWrong) {
    const Scratch scratch;
    struct Case {
        const char* text;
        const char* name;
        const char* subject;
    };
    for (const Case one : {Case{"colour = 1", "config.key", "colour"},
                           Case{"public_level = 3", "config.value", "public_level"},
                           Case{"listen = 8080", "config.value", "listen"},
                           Case{"listen = \"8080\"", "config.value", "listen"},
                           Case{"listen = \"127.0.0.1:99999\"", "config.value", "listen"},
                           Case{"sandbox = \"off\"", "config.value", "sandbox"},
                           Case{"worker_threads = 0", "config.value", "worker_threads"}}) {
        const auto read = read_configuration(scratch.write("c.toml", one.text));
        ASSERT_FALSE(read) << one.text;
        EXPECT_EQ(read.error().name, one.name) << one.text;
        EXPECT_EQ(read.error().subject, one.subject) << one.text;
    }
    EXPECT_EQ(read_configuration(scratch.write("c.toml", "listen = ")).error().name, "config.toml");
    EXPECT_EQ(read_configuration(scratch.folder() / "absent.toml").error().name, "config.missing");
}

TEST(Configuration, ReadsAddressesOfBothFamilies) {
    Configuration configuration;
    ASSERT_TRUE(set_listen(configuration, "[::1]:0"));
    EXPECT_EQ(configuration.address, "::1");
    EXPECT_EQ(configuration.port, 0);
}

}  // namespace
}  // namespace courtyard
