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
    EXPECT_EQ(read->rates.requests.count, defaults.rates.requests.count);
    EXPECT_EQ(read->rates.uploads.count, defaults.rates.uploads.count);
    EXPECT_EQ(read->rates.exports.count, defaults.rates.exports.count);
    EXPECT_EQ(read->rates.passwords.count, defaults.rates.passwords.count);
    EXPECT_EQ(read->rates.loopback, defaults.rates.loopback);
    EXPECT_EQ(read->connections, defaults.connections);
    EXPECT_EQ(read->connections_per_address, defaults.connections_per_address);
    EXPECT_EQ(read->log_level, defaults.log_level);
    EXPECT_TRUE(read->proxies.nobody());
    EXPECT_TRUE(read->cross_origin.nobody());
    EXPECT_EQ(read->hsts_subdomains, defaults.hsts_subdomains);
    for (const char* address : {"127.0.0.1", "127.8.8.8", "::1", "10.0.0.1", "::2"})
        EXPECT_EQ(read->metrics_from.contain(*Address::parse(address)),
                  defaults.metrics_from.contain(*Address::parse(address)))
            << address;
    EXPECT_EQ(read->backup_dir, defaults.backup_dir);
    EXPECT_EQ(read->backup_key, defaults.backup_key);
    EXPECT_EQ(read->backup_every_minutes, defaults.backup_every_minutes);
    EXPECT_EQ(read->backup_changes_seconds, defaults.backup_changes_seconds);
    EXPECT_EQ(read->backup_keep, defaults.backup_keep);
    EXPECT_EQ(read->session_idle_minutes, defaults.session_idle_minutes);
    EXPECT_EQ(read->session_hours, defaults.session_hours);
    EXPECT_EQ(read->second_factor_roles, defaults.second_factor_roles);
    EXPECT_EQ(read->audit_key, defaults.audit_key);
    EXPECT_EQ(read->audit_anchor, defaults.audit_anchor);
    EXPECT_EQ(read->breached_passwords, defaults.breached_passwords);
    EXPECT_EQ(read->audit_months, defaults.audit_months);
    const EvidenceLimits& limits = read->evidence;
    EXPECT_EQ(limits.far_from_household_m, defaults.evidence.far_from_household_m);
    EXPECT_EQ(limits.photo_far_m, defaults.evidence.photo_far_m);
    EXPECT_EQ(limits.photo_apart_minutes, defaults.evidence.photo_apart_minutes);
    EXPECT_EQ(limits.poor_accuracy_m, defaults.evidence.poor_accuracy_m);
    EXPECT_EQ(limits.round_accuracy_m, defaults.evidence.round_accuracy_m);
    EXPECT_EQ(limits.future_minutes, defaults.evidence.future_minutes);
    EXPECT_EQ(limits.stale_days, defaults.evidence.stale_days);
    EXPECT_EQ(limits.car_kmh, defaults.evidence.car_kmh);
    EXPECT_EQ(limits.leap_grace_m, defaults.evidence.leap_grace_m);
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
                           Case{"car_kmh = 5", "config.value", "car_kmh"},
                           Case{"car_kmh = nan", "config.value", "car_kmh"},
                           Case{"stale_days = \"30\"", "config.value", "stale_days"},
                           Case{"poor_accuracy_m = inf", "config.value", "poor_accuracy_m"},
                           Case{"exports_per_hour = -1", "config.value", "exports_per_hour"},
                           Case{"limit_loopback = \"yes\"", "config.value", "limit_loopback"},
                           Case{"trusted_proxies = \"127.0.0.1\"", "config.value", "trusted_proxies"},
                           Case{"trusted_proxies = [\"proxy\"]", "config.value", "trusted_proxies"},
                           Case{"metrics_from = \"127.0.0.1\"", "config.value", "metrics_from"},
                           Case{"metrics_from = [\"monitor\"]", "config.value", "metrics_from"},
                           Case{"cors_origins = \"*\"", "config.value", "cors_origins"},
                           Case{"cors_origins = [\"https://a.example/\"]", "config.value", "cors_origins"},
                           Case{"cors_origins = [1]", "config.value", "cors_origins"},
                           Case{"hsts_subdomains = \"no\"", "config.value", "hsts_subdomains"},
                           Case{"proxy_field = \"via\"", "config.value", "proxy_field"},
                           Case{"log_level = \"loud\"", "config.value", "log_level"},
                           Case{"backup_changes_seconds = 61", "config.value", "backup_changes_seconds"},
                           Case{"session_hours = 0", "config.value", "session_hours"},
                           Case{"second_factor_roles = [\"queen\"]", "config.value", "second_factor_roles"},
                           Case{"audit_months = 5", "config.value", "audit_months"},
                           Case{"worker_threads = 0", "config.value", "worker_threads"}}) {
        const auto read = read_configuration(scratch.write("c.toml", one.text));
        ASSERT_FALSE(read) << one.text;
        EXPECT_EQ(read.error().name, one.name) << one.text;
        EXPECT_EQ(read.error().subject, one.subject) << one.text;
    }
    EXPECT_EQ(read_configuration(scratch.write("c.toml", "listen = ")).error().name, "config.toml");
    EXPECT_EQ(read_configuration(scratch.folder() / "absent.toml").error().name, "config.missing");
}

TEST(Configuration, ReadsLimitsOfEvidenceWholeAndBroken) {
    const Scratch scratch;
    const auto read = read_configuration(scratch.write("c.toml", "car_kmh = 90\npoor_accuracy_m = 12.5\n"));
    ASSERT_TRUE(read);
    EXPECT_EQ(read->evidence.car_kmh, 90);
    EXPECT_EQ(read->evidence.poor_accuracy_m, 12.5);
}

TEST(Configuration, ReadsProxiesAndRates) {
    const Scratch scratch;
    const auto read =
        read_configuration(scratch.write("c.toml",
                                         "proxy_field = \"forwarded\"\ntrusted_proxies = [\"127.0.0.1\", "
                                         "\"fd00::/8\"]\nexports_per_hour = 3\n"));
    ASSERT_TRUE(read);
    EXPECT_TRUE(read->proxies.trust(*Address::parse("fd12::1")));
    EXPECT_EQ(read->proxies.client_of({{"forwarded", "for=192.0.2.1"}}, "127.0.0.1", false).address,
              "192.0.2.1");
    EXPECT_EQ(read->rates.exports.count, 3U);
}

TEST(Configuration, KnowsWhatWouldGoOverANetworkInTheClear) {
    const auto plain = [](const char* listen, bool certificate) {
        Configuration configuration;
        EXPECT_TRUE(set_listen(configuration, listen));
        if (certificate) configuration.certificate = "chain.pem";
        return is_plain_beyond_loopback(configuration);
    };
    EXPECT_FALSE(plain("127.0.0.1:80", false));
    EXPECT_FALSE(plain("[::1]:80", false));
    EXPECT_FALSE(plain("0.0.0.0:443", true));
    EXPECT_TRUE(plain("0.0.0.0:80", false));
    EXPECT_TRUE(plain("[::]:80", false));
    EXPECT_TRUE(plain("192.0.2.7:80", false));
}

TEST(Configuration, ReadsWhoMayReadFigures) {
    const Scratch scratch;
    const auto read = read_configuration(
        scratch.write("c.toml", "metrics_from = [\"10.0.0.0/8\"]\nhsts_subdomains = false\n"));
    ASSERT_TRUE(read);
    EXPECT_TRUE(read->metrics_from.contain(*Address::parse("10.1.2.3")));
    EXPECT_FALSE(read->metrics_from.contain(*Address::parse("127.0.0.1")));
    EXPECT_FALSE(read->hsts_subdomains);
}

TEST(Configuration, ReadsWhichPagesOfOtherOriginsMayRead) {
    const Scratch scratch;
    const auto read =
        read_configuration(scratch.write("c.toml", "cors_origins = [\"https://maps.example.org\"]\n"));
    ASSERT_TRUE(read) << read.error().detail.en;
    EXPECT_FALSE(read->cross_origin.nobody());
}

TEST(Configuration, ReadsAddressesOfBothFamilies) {
    Configuration configuration;
    ASSERT_TRUE(set_listen(configuration, "[::1]:0"));
    EXPECT_EQ(configuration.address, "::1");
    EXPECT_EQ(configuration.port, 0);
}

}  // namespace
}  // namespace courtyard
