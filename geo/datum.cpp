// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/datum.h"

#include <fmt/format.h>

#include <array>
#include <cassert>
#include <charconv>
#include <cmath>

#include "geo/crs.h"
#include "geo/datum/baidu_mercator.h"
#include "geo/datum/gcj02.h"
#include "geo/lower_case.h"
#include "geo/mercator.h"

namespace courtyard {
namespace {

constexpr double half_web_mercator_m = web_mercator_side_m / 2;
constexpr double half_baidu_m = 20'037'726.4;     // to_baidu_mercator({180, 0})
constexpr double highest_baidu_m = 12'474'104.2;  // to_baidu_mercator({0, 74})

struct DatumWords {
    Datum datum;
    std::string_view name;
    std::array<std::string_view, 6> also;
};

constexpr std::array<DatumWords, 6> datum_words{{
    {Datum::wgs84, "wgs84", {"wgs-84", "wgs 84", "epsg:4326", "gps", "wgs1984", "ogc:crs84"}},
    {Datum::cgcs2000,
     "cgcs2000",
     {"cgcs-2000", "cgcs 2000", "epsg:4490", "国家2000", "2000国家大地坐标系", "天地图"}},
    {Datum::gcj02, "gcj02", {"gcj-02", "gcj 02", "高德", "腾讯", "火星坐标", "微信"}},
    {Datum::bd09, "bd09", {"bd-09", "bd 09", "bd09ll", "百度", "百度坐标", "百度经纬度"}},
    {Datum::bd09mc, "bd09mc", {"bd-09mc", "bd09 mc", "bd09-mc", "百度墨卡托", "百度米制", "百度平面"}},
    {Datum::web_mercator,
     "EPSG:3857",
     {"epsg:3857", "web-mercator", "web mercator", "webmercator", "web墨卡托", "epsg:900913"}},
}};

constexpr std::array<std::string_view, 18> local_words{
    "beijing54", "beijing 54",   "beijing-54",     "beijing1954", "bj54",         "北京54",
    "北京1954",  "北京54坐标系", "1954北京坐标系", "xian80",      "xian 80",      "xian-80",
    "xian1980",  "xa80",         "西安80",         "西安1980",    "西安80坐标系", "1980西安坐标系"};

std::optional<int> epsg_number(std::string_view word) {
    constexpr std::string_view authority = "epsg:";
    if (!word.starts_with(authority)) return std::nullopt;
    int number = 0;
    const char* last = word.data() + word.size();
    const auto [end, error] = std::from_chars(word.data() + authority.size(), last, number);
    return error == std::errc() && end == last ? std::optional(number) : std::nullopt;
}

/// Xian 1980: EPSG:2327-2390; Beijing 1954: 2401-2442 and 21413-21463; in degrees 4610 and 4214.
bool needs_local_parameters(const std::string& word) {
    if (std::find(local_words.begin(), local_words.end(), word) != local_words.end()) return true;
    const int number = epsg_number(word).value_or(0);
    return (number >= 2327 && number <= 2390) || (number >= 2401 && number <= 2442) ||
           (number >= 21413 && number <= 21463) || number == 4214 || number == 4610;
}

tl::unexpected<Error> local_parameters(std::string_view text) {
    return fail(
        ErrorCode::unsupported, "datum.local_parameters",
        {fmt::format("“{}”是地方参心坐标系：换算到 CGCS2000 需要当地测绘部门的七参数，通用参数会差几米到上百"
                     "米。请测绘部门先转换为 CGCS2000（EPSG:4490 或 EPSG:4513 至 4554）再导入",
                     text),
         fmt::format("'{}' needs the seven parameters of the place itself to become CGCS2000; general "
                     "ones miss by metres to a hundred metres. Have the surveying office convert it to "
                     "CGCS2000 (EPSG:4490, or EPSG:4513 to 4554) first",
                     text)},
        std::string(text));
}

tl::unexpected<Error> unknown_datum(std::string_view text) {
    return fail(
        ErrorCode::invalid_input, "datum.unknown",
        {fmt::format("不认识坐标系“{}”（可用 wgs84、cgcs2000、gcj02、bd09、bd09mc、EPSG:3857、EPSG:4491 至 "
                     "EPSG:4554、gk、gk-zone）",
                     text),
         fmt::format("unknown datum '{}' (wgs84, cgcs2000, gcj02, bd09, bd09mc, EPSG:3857, EPSG:4491 "
                     "to EPSG:4554, gk, gk-zone)",
                     text)},
        std::string(text));
}

LonLat numbers_of(EastNorth metres) { return {metres.east_m, metres.north_m}; }

bool is_possible(LonLat p, Datum datum) {
    switch (datum.kind()) {
        case Datum::bd09mc:
            return std::abs(p.lon) <= half_baidu_m && std::abs(p.lat) <= highest_baidu_m;
        case Datum::web_mercator:
            return std::abs(p.lon) <= half_web_mercator_m && std::abs(p.lat) <= half_web_mercator_m;
        case Datum::gauss_kruger:
            return east_north_of(p, datum.zone()).has_value();
        default:
            return std::abs(p.lon) <= 180 && std::abs(p.lat) <= 90;
    }
}

tl::unexpected<Error> impossible(LonLat p, Datum datum) {
    if (datum.kind() != Datum::gauss_kruger) {
        return fail(
            ErrorCode::invalid_input, "coordinate.out_of_range",
            {fmt::format("({}, {}) 超出 {} 的范围（单位：米）", p.lon, p.lat, to_string(datum)),
             fmt::format("({}, {}) is out of the range of {} (metres)", p.lon, p.lat, to_string(datum))},
            "lon");
    }
    const GaussKruger zone = datum.zone();
    const double middle = zone.false_easting();
    return fail(
        ErrorCode::invalid_input, "coordinate.outside_zone",
        {fmt::format("({}, {}) 不是 {}（中央经线 {}°）的坐标：横坐标应在 {:.0f} 至 {:.0f} 之间，纵坐标应在 "
                     "1900000 至 5950000 之间",
                     p.lon, p.lat, to_string(datum), zone.central_meridian(), middle - 400'000,
                     middle + 400'000),
         fmt::format("({}, {}) is no position of {} (central meridian {}): its eastings are {:.0f} to "
                     "{:.0f}, its northings 1900000 to 5950000",
                     p.lon, p.lat, to_string(datum), zone.central_meridian(), middle - 400'000,
                     middle + 400'000)},
        "lon");
}

}  // namespace

Result<Datum> parse_datum(std::string_view text, std::optional<LonLat> county_centre) {
    const std::string word = lower_case(text);
    for (const auto& words : datum_words) {
        if (word == words.name || std::find(words.also.begin(), words.also.end(), word) != words.also.end()) {
            return words.datum;
        }
    }
    if (needs_local_parameters(word)) return local_parameters(text);
    if (const auto zone = gauss_kruger_of(epsg_number(word).value_or(0))) return Datum(*zone);
    if (county_centre && word.starts_with("gk")) {
        if (const auto crs = parse_crs(word, *county_centre)) return Datum(*gauss_kruger_of(crs->epsg));
    }
    return unknown_datum(text);
}

std::string to_string(Datum datum) {
    if (datum.kind() == Datum::gauss_kruger) return fmt::format("EPSG:{}", epsg_of(datum.zone()));
    return std::string(datum_words.at(datum.kind()).name);
}

std::optional<LonLat> wgs84_if_possible(LonLat given, Datum from) {
    if (!std::isfinite(given.lon) || !std::isfinite(given.lat) || !is_possible(given, from))
        return std::nullopt;
    const LonLat wgs84 = to_wgs84(given, from);
    return is_possible(wgs84, Datum::wgs84) ? std::optional(wgs84) : std::nullopt;
}

Result<LonLat> checked_to_wgs84(LonLat given, Datum from) {
    // Degrees, and what is no number or no fix in any datum, have their reasons there.
    const bool no_fix = given == LonLat{} || !std::isfinite(given.lon) || !std::isfinite(given.lat);
    if (from.in_degrees() || no_fix) {
        if (auto checked = checked_position(given.lon, given.lat); !checked) return checked;
    } else if (!is_possible(given, from)) {
        return impossible(given, from);
    }
    const LonLat wgs84 = to_wgs84(given, from);
    // Undoing a shift may lead over the antimeridian or a pole.
    return checked_position(wgs84.lon, wgs84.lat);
}

LonLat to_wgs84(LonLat given, Datum from) {
    assert(std::isfinite(given.lon) && std::isfinite(given.lat) && is_possible(given, from));
    switch (from.kind()) {
        case Datum::gcj02:
            return wgs84_of_gcj02(given);
        case Datum::bd09:
            return wgs84_of_gcj02(gcj02_of_bd09(given));
        case Datum::bd09mc:
            return to_wgs84(from_baidu_mercator({given.lon, given.lat}), Datum::bd09);
        case Datum::web_mercator:
            return from_web_mercator(given);
        case Datum::gauss_kruger:
            return from_gauss_kruger(*east_north_of(given, from.zone()), from.zone());
        case Datum::wgs84:
        case Datum::cgcs2000:
            break;
    }
    return given;
}

LonLat from_wgs84(LonLat position, Datum to) {
    assert(std::isfinite(position.lon) && std::isfinite(position.lat));
    switch (to.kind()) {
        case Datum::gcj02:
            return gcj02_of(position);
        case Datum::bd09:
            return bd09_of_gcj02(gcj02_of(position));
        case Datum::bd09mc:
            return numbers_of(to_baidu_mercator(from_wgs84(position, Datum::bd09)));
        case Datum::web_mercator:
            return to_web_mercator(position);
        case Datum::gauss_kruger:
            return numbers_of(to_gauss_kruger(position, to.zone()));
        case Datum::wgs84:
        case Datum::cgcs2000:
            break;
    }
    return position;
}

}  // namespace courtyard
