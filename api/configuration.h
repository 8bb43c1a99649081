// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "api/access.h"
#include "api/cross_origin.h"
#include "api/http/forwarded.h"
#include "api/http/networks.h"
#include "api/map_settings.h"
#include "api/rate_limits.h"
#include "data/sandbox/parsing_pool.h"
#include "data/store/evidence_limits.h"

namespace courtyard {

/// What `courtyard serve` is told: by courtyard.toml, then by the command line, which wins.
struct Configuration {
    std::string address = "127.0.0.1";
    std::uint16_t port = 8080;
    std::filesystem::path data;
    std::filesystem::path web;  ///< folder of the built dashboard
    std::optional<std::filesystem::path> certificate;
    std::optional<std::filesystem::path> key;
    PublicLevel public_level = PublicLevel::nothing;
    std::size_t tile_cache_mib = 256;
    unsigned worker_threads = 16;
    SandboxRule sandbox = SandboxRule::required;
    EvidenceLimits evidence;
    Rates rates;
    TrustedProxies proxies;
    Networks metrics_from = Networks::loopback();
    bool hsts_subdomains = true;
    CrossOrigin cross_origin;
    std::size_t connections = 1'024;
    std::size_t connections_per_address = 64;
    std::string log_level = "info";
    MapSettings map;
    std::filesystem::path backup_dir;  ///< empty: the server makes no backups
    std::filesystem::path backup_key;
    unsigned backup_every_minutes = 60;
    unsigned backup_changes_seconds = 30;
    unsigned backup_keep = 48;
    std::uint64_t export_job_rows = 200'000;  ///< an export of more rows is made in the background
    std::uint64_t export_job_mib = 256;
    unsigned export_job_hours = 24;
    unsigned export_jobs_at_once = 2;
    unsigned export_jobs_per_account = 3;
    unsigned session_idle_minutes = 30;
    unsigned session_hours = 12;
    std::vector<Role> second_factor_roles;
    std::filesystem::path breached_passwords;  ///< empty: no list is asked
    std::filesystem::path audit_key;           ///< empty: `audit.key` in the data directory
    std::filesystem::path audit_anchor;        ///< empty: `audit-anchors.log` in the data directory
    unsigned audit_months = 12;
};

/// Reads courtyard.toml; every key is in courtyard.example.toml with its default.
///
/// Errors   invalid_input: config.toml (syntax, with line), config.key (unknown key), config.value (wrong
/// type or
///          out of range), each naming the key;
///          base_map.* (as `base_map`); not_found: config.missing
Result<Configuration> read_configuration(const std::filesystem::path& file);

/// Whether passwords and sessions would go over a network in the clear.
bool is_plain_beyond_loopback(const Configuration& configuration);

/// Reads `127.0.0.1:8080` or `[::1]:8080`; port 0 takes any free one.
Result<void> set_listen(Configuration& configuration, std::string_view text);

}  // namespace courtyard
