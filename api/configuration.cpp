// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/configuration.h"

#include <fmt/format.h>

#include <toml++/toml.h>
#include <charconv>
#include <functional>
#include <map>

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

const std::map<std::string_view, Setter>& setters() {
    static const std::map<std::string_view, Setter> table{
        {"listen",
         [](Configuration& c, const toml::node& node) -> Result<void> {
             const auto text = node.value<std::string>();
             return text ? set_listen(c, *text) : wrong_value("listen", "地址:端口", "address:port");
         }},
        {"data", path_setter(&Configuration::data, "data")},
        {"web", path_setter(&Configuration::web, "web")},
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
        for (const auto& [key, node] : toml::parse_file(file.string())) {
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
