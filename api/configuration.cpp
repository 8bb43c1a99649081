// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/configuration.h"

#include <fmt/format.h>

#include <toml++/toml.h>
#include <algorithm>
#include <charconv>
#include <functional>
#include <map>

#include "api/request_log.h"

namespace courtyard {
namespace {

tl::unexpected<Error> wrong_value(std::string_view key, std::string_view zh, std::string_view en) {
    return fail(ErrorCode::invalid_input, "config.value",
                {fmt::format("配置项 {} 应为{}", key, zh), fmt::format("{} must be {}", key, en)},
                std::string(key));
}

using Setter = std::function<Result<void>(Configuration&, const toml::node&)>;

Setter path_setter(std::filesystem::path Configuration::*member, std::string_view key) {
    return [member, key](Configuration& c, const toml::node& node) -> Result<void> {
        const auto text = node.value<std::string>();
        if (!text) return wrong_value(key, "路径", "a path");
        c.*member = *text;
        return {};
    };
}

Setter path_setter(std::optional<std::filesystem::path> Configuration::*member, std::string_view key) {
    return [member, key](Configuration& c, const toml::node& node) -> Result<void> {
        const auto text = node.value<std::string>();
        if (!text) return wrong_value(key, "路径", "a path");
        if (!text->empty()) c.*member = *text;
        return {};
    };
}

template <class Number>
Setter number_setter(Number Configuration::*member, std::string_view key, std::int64_t least,
                     std::int64_t most) {
    return [=](Configuration& c, const toml::node& node) -> Result<void> {
        const auto number = node.value<std::int64_t>();
        if (!number || *number < least || *number > most)
            return wrong_value(key, fmt::format("{} 至 {} 的整数", least, most),
                               fmt::format("a whole number from {} to {}", least, most));
        c.*member = static_cast<Number>(*number);
        return {};
    };
}

Setter limit_setter(double EvidenceLimits::*member, std::string_view key, double least, double most) {
    return [=](Configuration& c, const toml::node& node) -> Result<void> {
        const auto number = node.value<double>();
        if (!number || !(*number >= least && *number <= most))
            return wrong_value(key, fmt::format("{:g} 至 {:g} 的数", least, most),
                               fmt::format("a number from {:g} to {:g}", least, most));
        c.evidence.*member = *number;
        return {};
    };
}

Setter rate_setter(Allowance Rates::*member, std::string_view key) {
    return [=](Configuration& c, const toml::node& node) -> Result<void> {
        const auto number = node.value<std::int64_t>();
        if (!number || *number < 0 || *number > 1'000'000)
            return wrong_value(key, "0 至 1000000 的整数", "a whole number from 0 to 1000000");
        (c.rates.*member).count = static_cast<unsigned>(*number);
        return {};
    };
}

Setter map_text_setter(std::string MapSettings::*member, std::string_view key) {
    return [member, key](Configuration& c, const toml::node& node) -> Result<void> {
        const auto text = node.value<std::string>();
        if (!text) return wrong_value(key, "文字", "text");
        c.map.*member = *text;
        return {};
    };
}

/// The addresses and networks of a list; nothing when it is another thing or holds one.
std::optional<std::vector<std::string>> texts_of(const toml::node& node) {
    if (!node.is_array()) return std::nullopt;
    std::vector<std::string> texts;
    for (const auto& one : *node.as_array()) {
        const auto text = one.value<std::string>();
        if (!text) return std::nullopt;
        texts.push_back(*text);
    }
    return texts;
}

Result<void> set_metrics_from(Configuration& c, const toml::node& node) {
    const auto texts = texts_of(node);
    auto networks = Networks::of(texts.value_or(std::vector<std::string>{}));
    if (!texts || !networks)
        return wrong_value("metrics_from", "地址或网段的列表", "a list of addresses or networks");
    c.metrics_from = std::move(*networks);
    return {};
}

Result<void> set_cross_origin(Configuration& c, const toml::node& node) {
    const auto texts = texts_of(node);
    auto permission = CrossOrigin::of(texts.value_or(std::vector<std::string>{}));
    if (!texts || !permission)
        return wrong_value("cors_origins",
                           "来源的列表，如 [\"https://maps.example.org\"]（无路径、无末尾的 /）或 [\"*\"]",
                           "a list of origins such as [\"https://maps.example.org\"], with no path and no / "
                           "behind, or [\"*\"]");
    c.cross_origin = std::move(*permission);
    return {};
}

/// The list of proxies and the field that they write, whichever comes first.
struct ProxyKeys {
    std::vector<std::string> addresses;
    ProxyField field = ProxyField::x_forwarded_for;
};

Result<void> set_proxies(Configuration& c, const toml::table& file) {
    ProxyKeys keys;
    if (const auto* node = file.get("trusted_proxies")) {
        auto texts = texts_of(*node);
        if (!texts) return wrong_value("trusted_proxies", "地址列表", "a list of addresses");
        keys.addresses = std::move(*texts);
    }
    if (const auto* node = file.get("proxy_field")) {
        const auto text = node->value_or<std::string_view>("");
        if (text != "x-forwarded-for" && text != "forwarded")
            return wrong_value("proxy_field", " \"x-forwarded-for\" 或 \"forwarded\"",
                               "\"x-forwarded-for\" or \"forwarded\"");
        if (text == "forwarded") keys.field = ProxyField::forwarded;
    }
    auto proxies = TrustedProxies::of(keys.addresses, keys.field);
    if (!proxies)
        return wrong_value("trusted_proxies", "地址或网段的列表", "a list of addresses or networks");
    c.proxies = std::move(*proxies);
    return {};
}

/// Reads one table of `base_maps`; every key of it is known.
Result<BaseMapEntry> base_map_entry(const toml::table& table) {
    BaseMapEntry entry;
    const std::map<std::string_view, std::string BaseMapEntry::*> texts{
        {"id", &BaseMapEntry::id},
        {"name_zh", &BaseMapEntry::name_zh},
        {"name_en", &BaseMapEntry::name_en},
        {"subdomains", &BaseMapEntry::subdomains},
        {"attribution", &BaseMapEntry::attribution},
        {"crs", &BaseMapEntry::crs},
    };
    for (const auto& [name, node] : table) {
        const std::string key = fmt::format("base_maps.{}", name.str());
        if (const auto text = texts.find(std::string_view(name.str())); text != texts.end()) {
            const auto value = node.value<std::string>();
            if (!value) return wrong_value(key, "文字", "text");
            entry.*(text->second) = *value;
        } else if (name.str() == "tiles" && node.is_array()) {
            for (const toml::node& one : *node.as_array()) entry.tiles.push_back(one.value_or(std::string()));
        } else if (name.str() == "max_zoom") {
            const auto zoom = node.value<std::int64_t>();
            if (!zoom || *zoom < 1 || *zoom > 22)
                return wrong_value(key, "1 至 22 的整数", "a whole number from 1 to 22");
            entry.max_zoom = static_cast<int>(*zoom);
        } else {
            return wrong_value(key, "已知的键，tiles 为地址的数组", "a known key, tiles a list of addresses");
        }
    }
    return entry;
}

Result<void> set_base_maps(Configuration& c, const toml::node& node) {
    const toml::array* tables = node.as_array();
    if (tables == nullptr || std::ranges::any_of(*tables, [](const auto& one) { return !one.is_table(); }))
        return wrong_value("base_maps", "[[base_maps]] 表", "tables [[base_maps]]");
    for (const toml::node& table : *tables) {
        const auto entry = base_map_entry(*table.as_table());
        if (!entry) return tl::unexpected(entry.error());
        auto map = base_map(*entry);
        if (!map) return tl::unexpected(map.error());
        c.map.base_maps.push_back(std::move(*map));
    }
    return {};
}

const std::map<std::string_view, Setter>& setters() {
    static const std::map<std::string_view, Setter> table{
        {"listen",
         [](Configuration& c, const toml::node& node) -> Result<void> {
             const auto text = node.value<std::string>();
             return text ? set_listen(c, *text) : wrong_value("listen", "地址:端口", "address:port");
         }},
        {"data", path_setter(&Configuration::data, "data")},
        {"web", path_setter(&Configuration::web, "web")},
        {"backup_dir", path_setter(&Configuration::backup_dir, "backup_dir")},
        {"backup_key", path_setter(&Configuration::backup_key, "backup_key")},
        {"backup_every_minutes",
         number_setter(&Configuration::backup_every_minutes, "backup_every_minutes", 1, 10'080)},
        {"backup_changes_seconds",
         number_setter(&Configuration::backup_changes_seconds, "backup_changes_seconds", 1, 60)},
        {"export_job_rows",
         number_setter(&Configuration::export_job_rows, "export_job_rows", 0, 1'000'000'000)},
        {"export_job_mib", number_setter(&Configuration::export_job_mib, "export_job_mib", 1, 1'000'000)},
        {"export_job_hours", number_setter(&Configuration::export_job_hours, "export_job_hours", 1, 720)},
        {"export_jobs_at_once",
         number_setter(&Configuration::export_jobs_at_once, "export_jobs_at_once", 1, 64)},
        {"export_jobs_per_account",
         number_setter(&Configuration::export_jobs_per_account, "export_jobs_per_account", 1, 1'000)},
        {"backup_keep", number_setter(&Configuration::backup_keep, "backup_keep", 1, 10'000)},
        {"tls_certificate", path_setter(&Configuration::certificate, "tls_certificate")},
        {"tls_key", path_setter(&Configuration::key, "tls_key")},
        {"public_level",
         [](Configuration& c, const toml::node& node) -> Result<void> {
             const auto number = node.value<std::int64_t>();
             if (!number || *number < 0 || *number > 2)
                 return wrong_value("public_level", "0、1 或 2", "0, 1 or 2");
             c.public_level = static_cast<PublicLevel>(*number);
             return {};
         }},
        {"tile_cache_mib", number_setter(&Configuration::tile_cache_mib, "tile_cache_mib", 1, 65'536)},
        {"sandbox",
         [](Configuration& c, const toml::node& node) -> Result<void> {
             const auto text = node.value_or<std::string_view>("");
             if (text != "required" && text != "best_effort")
                 return wrong_value("sandbox", " \"required\" 或 \"best_effort\"",
                                    "\"required\" or \"best_effort\"");
             c.sandbox = text == "required" ? SandboxRule::required : SandboxRule::best_effort;
             return {};
         }},
        {"far_from_household_m",
         limit_setter(&EvidenceLimits::far_from_household_m, "far_from_household_m", 1, 100'000)},
        {"poor_accuracy_m", limit_setter(&EvidenceLimits::poor_accuracy_m, "poor_accuracy_m", 1, 10'000)},
        {"round_accuracy_m", limit_setter(&EvidenceLimits::round_accuracy_m, "round_accuracy_m", 1, 10'000)},
        {"future_minutes", limit_setter(&EvidenceLimits::future_minutes, "future_minutes", 0, 1'440)},
        {"stale_days", limit_setter(&EvidenceLimits::stale_days, "stale_days", 1, 3'650)},
        {"car_kmh", limit_setter(&EvidenceLimits::car_kmh, "car_kmh", 10, 1'000)},
        {"leap_grace_m", limit_setter(&EvidenceLimits::leap_grace_m, "leap_grace_m", 0, 100'000)},
        {"photo_far_m", limit_setter(&EvidenceLimits::photo_far_m, "photo_far_m", 1, 100'000)},
        {"photo_apart_minutes",
         limit_setter(&EvidenceLimits::photo_apart_minutes, "photo_apart_minutes", 1, 14'400)},
        {"requests_per_minute", rate_setter(&Rates::requests, "requests_per_minute")},
        {"uploads_per_minute", rate_setter(&Rates::uploads, "uploads_per_minute")},
        {"exports_per_hour", rate_setter(&Rates::exports, "exports_per_hour")},
        {"sign_ins_per_minute", rate_setter(&Rates::passwords, "sign_ins_per_minute")},
        {"limit_loopback",
         [](Configuration& c, const toml::node& node) -> Result<void> {
             const auto yes = node.value<bool>();
             if (!yes) return wrong_value("limit_loopback", " true 或 false", "true or false");
             c.rates.loopback = *yes;
             return {};
         }},
        {"metrics_from", set_metrics_from},
        {"cors_origins", set_cross_origin},
        {"hsts_subdomains",
         [](Configuration& c, const toml::node& node) -> Result<void> {
             const auto yes = node.value<bool>();
             if (!yes) return wrong_value("hsts_subdomains", " true 或 false", "true or false");
             c.hsts_subdomains = *yes;
             return {};
         }},
        {"connections", number_setter(&Configuration::connections, "connections", 1, 1'000'000)},
        {"connections_per_address",
         number_setter(&Configuration::connections_per_address, "connections_per_address", 1, 1'000'000)},
        {"log_level",
         [](Configuration& c, const toml::node& node) -> Result<void> {
             const auto text = node.value_or<std::string>("");
             if (!is_log_level(text))
                 return wrong_value("log_level", " debug、info、warn 或 error", "debug, info, warn or error");
             c.log_level = text;
             return {};
         }},
        {"map_approval_number", map_text_setter(&MapSettings::approval_number, "map_approval_number")},
        {"map_maker", map_text_setter(&MapSettings::maker, "map_maker")},
        {"gk_central_meridian",
         [](Configuration& c, const toml::node& node) -> Result<void> {
             const auto degrees = node.value<std::int64_t>().value_or(-1);
             if (degrees != 0 && (degrees < 75 || degrees > 135 || degrees % 3 != 0))
                 return wrong_value("gk_central_meridian", " 0 或 75 至 135 之间 3 的倍数",
                                    "0 or a multiple of 3 from 75 to 135");
             c.map.central_meridian = static_cast<int>(degrees);
             return {};
         }},
        {"base_maps", set_base_maps},
        {"session_idle_minutes",
         number_setter(&Configuration::session_idle_minutes, "session_idle_minutes", 1, 1'440)},
        {"session_hours", number_setter(&Configuration::session_hours, "session_hours", 1, 168)},
        {"second_factor_roles",
         [](Configuration& c, const toml::node& node) -> Result<void> {
             const toml::array* list = node.as_array();
             if (list == nullptr) return wrong_value("second_factor_roles", "角色列表", "a list of roles");
             for (const toml::node& one : *list) {
                 const auto role = parse_role(one.value_or<std::string_view>(""));
                 if (!role) return wrong_value("second_factor_roles", "角色列表", "a list of roles");
                 c.second_factor_roles.push_back(*role);
             }
             return {};
         }},
        {"breached_passwords", path_setter(&Configuration::breached_passwords, "breached_passwords")},
        {"audit_key", path_setter(&Configuration::audit_key, "audit_key")},
        {"audit_anchor", path_setter(&Configuration::audit_anchor, "audit_anchor")},
        // The Cybersecurity Law asks for six months at least.
        {"audit_months", number_setter(&Configuration::audit_months, "audit_months", 6, 120)},
        {"worker_threads", number_setter(&Configuration::worker_threads, "worker_threads", 1, 256)},
    };
    return table;
}

}  // namespace

Result<Configuration> read_configuration(const std::filesystem::path& file) {
    if (!std::filesystem::exists(file))
        return fail(ErrorCode::not_found, "config.missing",
                    {fmt::format("没有配置文件 {}", file.string()),
                     fmt::format("there is no file {}", file.string())},
                    file.string());
    try {
        Configuration configuration;
        const toml::table table = toml::parse_file(file.string());
        if (auto set = set_proxies(configuration, table); !set) return tl::unexpected(set.error());
        for (const auto& [key, node] : table) {
            if (key == "trusted_proxies" || key == "proxy_field") continue;
            const auto setter = setters().find(std::string_view(key.str()));
            if (setter == setters().end())
                return fail(ErrorCode::invalid_input, "config.key",
                            {fmt::format("不认识配置项 {}", key.str()),
                             fmt::format("there is no setting {}", key.str())},
                            std::string(key.str()));
            if (auto set = setter->second(configuration, node); !set) return tl::unexpected(set.error());
        }
        return configuration;
    } catch (const toml::parse_error& error) {
        const auto where =
            fmt::format("{} line {}: {}", file.string(), error.source().begin.line, error.description());
        return fail(ErrorCode::invalid_input, "config.toml", {"配置文件不是正确的 TOML：" + where, where},
                    file.string());
    }
}

bool is_plain_beyond_loopback(const Configuration& configuration) {
    const auto address = Address::parse(configuration.address);
    return !configuration.certificate && !(address && address->is_loopback());
}

Result<void> set_listen(Configuration& configuration, std::string_view text) {
    const auto colon = text.rfind(':');
    unsigned port = 0;
    if (colon != std::string_view::npos && colon != 0) {
        const auto digits = text.substr(colon + 1);
        const auto [end, failed] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
        if (failed == std::errc() && end == digits.data() + digits.size() && !digits.empty() &&
            port <= 65'535) {
            std::string_view address = text.substr(0, colon);
            if (address.starts_with('[') && address.ends_with(']'))
                address = address.substr(1, address.size() - 2);
            configuration.address = address;
            configuration.port = static_cast<std::uint16_t>(port);
            return {};
        }
    }
    return wrong_value("listen", "地址:端口，如 127.0.0.1:8080", "address:port, such as 127.0.0.1:8080");
}

}  // namespace courtyard
