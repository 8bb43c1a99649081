// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/map_settings.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace courtyard {
namespace {

/// Who serves tiles in GCJ-02 or BD-09, whatever the settings say.
constexpr std::array<std::string_view, 9> shifted_hosts{"autonavi.com", "amap.com",  "gaode.com",
                                                        "gtimg.com",    "qq.com",    "bdimg.com",
                                                        "baidu.com",    "google.cn", "bdstatic.com"};

tl::unexpected<Error> refused(std::string_view name, std::string_view zh, std::string_view en,
                              const std::string& id) {
    return fail(ErrorCode::invalid_input, std::string(name),
                {fmt::format("底图 {}：{}", id, zh), fmt::format("base map {}: {}", id, en)},
                "base_maps." + id);
}

tl::unexpected<Error> shifted(const std::string& id) {
    return refused(
        "base_map.shifted",
        "其瓦片是 GCJ-02 或 BD-09 坐标，与区划界线相差 300 至 600 米，叠在一起会误导，因此不用",
        "its tiles are in GCJ-02 or BD-09 and lie 300 to 600 m beside the borders; laid under them they "
        "would mislead, so they are refused",
        id);
}

bool is_plain(std::string_view text, std::string_view also) {
    return std::ranges::all_of(text, [&](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               also.find(c) != std::string_view::npos;
    });
}

/// `https://host:port` of an address, or nothing where it has none.
std::string origin_of(std::string_view address) {
    const std::size_t scheme = address.starts_with("https://") ? 8 : address.starts_with("http://") ? 7 : 0;
    if (scheme == 0) return {};
    const std::size_t end = std::min(address.find_first_of("/?#", scheme), address.size());
    const std::string_view host = address.substr(scheme, end - scheme);
    return host.empty() || !is_plain(host, ".-:") ? std::string() : std::string(address.substr(0, end));
}

bool serves_shifted(std::string_view origin) {
    std::string_view host = origin.substr(origin.find("//") + 2);
    host = host.substr(0, host.find(':'));
    return std::ranges::any_of(shifted_hosts, [&](std::string_view known) {
        return host == known || (host.ends_with(known) && host[host.size() - known.size() - 1] == '.');
    });
}

std::string replaced(std::string text, std::string_view what, std::string_view by) {
    for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size()))
        text.replace(at, what.size(), by);
    return text;
}

std::vector<std::string> addresses(const std::string& tiles, const std::string& subdomains) {
    if (tiles.find("{s}") == std::string::npos) return {tiles};
    std::vector<std::string> all;
    for (const char c : subdomains) all.push_back(replaced(tiles, "{s}", std::string(1, c)));
    return all;
}

bool is_template(const std::string& address) {
    return !origin_of(address).empty() && is_plain(address, ".-_~:/?#[]@!$&'()*+,;=%{}") &&
           std::ranges::all_of(std::array{"{z}", "{x}", "{y}"},
                               [&](const char* part) { return address.find(part) != std::string::npos; });
}

}  // namespace

std::vector<std::string> BaseMap::origins() const {
    std::vector<std::string> found;
    for (const auto& layer : layers)
        for (const std::string& tiles : layer) found.push_back(origin_of(tiles));
    std::ranges::sort(found);
    const auto [first, last] = std::ranges::unique(found);
    found.erase(first, last);
    return found;
}

Result<BaseMap> base_map(const BaseMapEntry& entry) {
    BaseMap map{entry.id, {entry.name_zh, entry.name_en}, {}, entry.attribution, entry.max_zoom};
    if (map.name.zh.empty()) map.name.zh = entry.id;
    if (map.name.en.empty()) map.name.en = entry.id;
    if (entry.id.empty() || entry.id.size() > 32 || !is_plain(entry.id, "-_"))
        return refused("base_map.id", "id 应为 1 至 32 个字母、数字或连字符",
                       "id must be 1 to 32 letters, digits or hyphens", entry.id);
    if (entry.crs == "gcj02" || entry.crs == "bd09") return shifted(entry.id);
    if (entry.crs != "wgs84" && entry.crs != "cgcs2000")
        return refused("base_map.crs", "crs 应写明 \"wgs84\" 或 \"cgcs2000\"",
                       "crs must say \"wgs84\" or \"cgcs2000\"", entry.id);
    for (const std::string& tiles : entry.tiles) {
        const auto layer = addresses(tiles, entry.subdomains);
        if (layer.empty() || !std::ranges::all_of(layer, is_template))
            return refused(
                "base_map.tiles", "tiles 应为带 {z} {x} {y} 的 http(s) 地址；用 {s} 时要有 subdomains",
                "tiles must be http(s) addresses with {z}, {x} and {y}, and with subdomains for {s}",
                entry.id);
        if (std::ranges::any_of(layer, [](const auto& one) { return serves_shifted(origin_of(one)); }))
            return shifted(entry.id);
        map.layers.push_back(layer);
    }
    if (map.layers.empty()) return refused("base_map.tiles", "缺少 tiles", "tiles is missing", entry.id);
    return map;
}

std::string content_policy(const MapSettings& settings) {
    std::string elsewhere;
    for (const BaseMap& map : settings.base_maps)
        for (const std::string& origin : map.origins())
            if (elsewhere.find(" " + origin) == std::string::npos) elsewhere += " " + origin;
    return fmt::format(
        "default-src 'none'; script-src 'self'; worker-src 'self'; connect-src 'self'{0}; img-src 'self' "
        "data: "
        "blob:{0}; style-src 'self' 'unsafe-inline'; font-src 'self'; manifest-src 'self'; "
        "frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
        elsewhere);
}

}  // namespace courtyard
