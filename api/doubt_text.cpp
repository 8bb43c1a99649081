// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/doubt_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "campaign/campaign.h"
#include "geo/rough_plane.h"

namespace courtyard {
namespace {

constexpr double hour_s = 3'600;
constexpr double day_s = 86'400;

/// Metres below a kilometre, else kilometres.
Text length(double metres) {
    if (metres < 1000) return {fmt::format("{:.0f} 米", metres), fmt::format("{:.0f} m", metres)};
    return {fmt::format("{:.2f} 公里", metres / 1000), fmt::format("{:.2f} km", metres / 1000)};
}

Text duration(double seconds) {
    if (seconds < 120) return {fmt::format("{:.0f} 秒", seconds), fmt::format("{:.0f} seconds", seconds)};
    if (seconds < 2 * hour_s)
        return {fmt::format("{:.0f} 分钟", seconds / 60), fmt::format("{:.0f} minutes", seconds / 60)};
    if (seconds < 2 * day_s)
        return {fmt::format("{:.1f} 小时", seconds / hour_s), fmt::format("{:.1f} hours", seconds / hour_s)};
    return {fmt::format("{:.0f} 天", seconds / day_s), fmt::format("{:.0f} days", seconds / day_s)};
}

double seconds_between(Instant from, Instant to) {
    return (static_cast<double>(to.ms) - static_cast<double>(from.ms)) / 1000;
}

std::string named(const AreaTree& areas, AreaCode code) {
    const AreaIndex area = areas.find(code);
    return area == no_area ? code.str() : fmt::format("{}（{}）", areas[area].name, code.view());
}

std::string named_en(const AreaTree& areas, AreaCode code) {
    const AreaIndex area = areas.find(code);
    return area == no_area ? code.str() : fmt::format("{} ({})", areas[area].name, code.view());
}

std::optional<RoughPlane::Spot> nearest_border(const AreaTree& areas, AreaCode code, LonLat position) {
    const AreaIndex area = areas.find(code);
    if (area == no_area || areas[area].boundary.empty()) return std::nullopt;
    const RoughPlane plane(position);
    std::optional<RoughPlane::Spot> nearest;
    for (const Edge& edge : edges_of(areas[area].boundary)) {
        const RoughPlane::Spot spot = plane.nearest_spot(edge);
        if (!nearest || spot.distance_m < nearest->distance_m) nearest = spot;
    }
    return nearest;
}

using Point = InspectionRecord;

DoubtText outside_declared(const DoubtGround& ground, const InspectionFact& point) {
    const AreaTree& areas = ground.known.areas;
    const auto border = nearest_border(areas, ground.declared, point.record.position.wgs84);
    const auto metres = border ? std::optional(border->distance_m) : std::nullopt;
    const bool somewhere = !point.finding.area.empty();
    Text detail{fmt::format("位置在{}，申报的是{}",
                            somewhere ? named(areas, point.finding.area) : std::string("所有村界之外"),
                            named(areas, ground.declared)),
                fmt::format("the position lies {}, {} is declared",
                            somewhere ? "in " + named_en(areas, point.finding.area) : "outside every village",
                            named_en(areas, ground.declared))};
    if (metres) {
        detail.zh += fmt::format("，在其界外 {}", length(*metres).zh);
        detail.en += fmt::format(" and is {} away", length(*metres).en);
    }
    return {metres,
            metres ? "m" : "",
            detail,
            {"请核对申报的村是否选错；位置有误的，到现场重新上报",
             "check whether another village was meant; if the position is wrong, upload again on the spot"},
            border ? std::optional(border->position) : std::nullopt};
}

DoubtText outside_every(const DoubtGround& ground, const Point& record) {
    const auto nearest = ground.known.villages.nearest(record.position.wgs84, Metres{5000});
    const Text advice{"请核对坐标和坐标系；确在辖区内的，请报告村界有缺口",
                      "check the coordinates and their datum; if it is inside the county, report the gap"};
    if (nearest.village == no_area)
        return {std::nullopt,
                "",
                {"位置不在任何村内，5 公里内没有村界",
                 "the position lies in no village, and no border is within 5 km"},
                advice};
    const Text far = length(nearest.distance.value);
    const AreaCode code = ground.known.areas[nearest.village].code;
    return {nearest.distance.value,
            "m",
            {fmt::format("位置不在任何村内，距最近的{} {}", named(ground.known.areas, code), far.zh),
             fmt::format("the position lies in no village, {} from {}", far.en,
                         named_en(ground.known.areas, code))},
            advice};
}

DoubtText far_household(const DoubtGround& ground, const InspectionFact& point) {
    const double metres = point.finding.distance_m.value_or(0);
    return {
        metres,
        "m",
        {fmt::format("距申报的户 {}（超过 {:g} 米）", length(metres).zh, ground.limits.far_from_household_m),
         fmt::format("{} from the declared household (over {:g} m)", length(metres).en,
                     ground.limits.far_from_household_m)},
        {"请核对户号是否选错，或到户重新上报",
         "check whether another household was meant, or upload again at the door"}};
}

DoubtText poor_accuracy(const DoubtGround& ground, const Point& record) {
    const double metres = record.accuracy_m.value_or(0);
    return {metres,
            "m",
            {fmt::format("定位精度 {:g} 米，差于 {:g} 米", metres, ground.limits.poor_accuracy_m),
             fmt::format("the accuracy is {:g} m, worse than {:g} m", metres, ground.limits.poor_accuracy_m)},
            {"请在空旷处重新定位，或以照片佐证",
             "take the position again under open sky, or prove it by a photo"}};
}

DoubtText round_accuracy(const DoubtGround& ground, const Point& record) {
    const double metres = record.accuracy_m.value_or(0);
    return {
        metres,
        "m",
        {fmt::format("定位精度恰为 {:g} 米（{:g} 米的整数倍），像是手工填写或基站定位", metres,
                     ground.limits.round_accuracy_m),
         fmt::format("the accuracy is {:g} m sharp (a multiple of {:g} m), as typed in or from a cell tower",
                     metres, ground.limits.round_accuracy_m)},
        {"请核实位置的来源", "ask where the position came from"}};
}

DoubtText missing_accuracy() {
    return {std::nullopt,
            "",
            {"没有上报定位精度", "no accuracy was reported"},
            {"请核实位置是否来自手机定位", "ask whether the position came from the phone"}};
}

DoubtText zero_accuracy() {
    return {0.0,
            "m",
            {"定位精度为 0 米：位置可能是模拟的，或在图上手工标注",
             "the accuracy is 0 m: the position may be mocked, or placed by hand"},
            {"请核实核查人员当时是否在现场，必要时重新核查",
             "ask whether the observer was there; inspect again where needed"}};
}

DoubtText suspect_datum(const Point& record) {
    const LonLat restored = to_wgs84(record.position.given, Datum::gcj02);
    const double metres = distance(restored, record.position.wgs84).value;
    return {metres,
            "m",
            {fmt::format("按 GCJ-02 换算后落在申报的村内，与现位置相差 {}", length(metres).zh),
             fmt::format("read as GCJ-02 it lies in the declared village, {} from here", length(metres).en)},
            {"请核对手机或表格所用的坐标系；属实的，按正确的坐标系重新上报",
             "check the datum of the phone or the table; if it is GCJ-02, send it again so declared"},
            restored};
}

DoubtText speed(const DoubtGround& ground, const std::optional<Leap>& leap) {
    const Text advice{
        "请核对两点的时间、位置和账号：是否多人共用账号，或时钟、定位有误",
        "check time, place and account of both: a shared account, a wrong clock, a mocked position"};
    const Leap known = leap.value_or(Leap{});
    const Text far = length(known.metres);
    if (known.seconds < 1)
        return {known.metres,
                "m",
                {fmt::format("与同一账号的核查点 {} 几乎同时，相距 {}", known.other, far.zh),
                 fmt::format("within a second of {} of the same account, {} apart", known.other, far.en)},
                advice};
    const double kmh = known.metres / known.seconds * 3.6;
    const Text apart = duration(known.seconds);
    return {
        kmh,
        "km/h",
        {fmt::format("与同一账号的核查点 {} 相距 {}，间隔 {}，合每小时 {:.0f} 公里（扣除精度后超过 {:g}）",
                     known.other, far.zh, apart.zh, kmh, ground.limits.car_kmh),
         fmt::format("{} from {} of the same account in {}: {:.0f} km/h (over {:g}, accuracy allowed for)",
                     far.en, known.other, apart.en, kmh, ground.limits.car_kmh)},
        advice};
}

DoubtText future(const DoubtGround& ground, const Point& record) {
    const double ahead = seconds_between(ground.point.recorded_at, record.observed_at);
    return {ahead,
            "s",
            {fmt::format("观测时间比收到时间晚 {}", duration(ahead).zh),
             fmt::format("observed {} after it was received", duration(ahead).en)},
            {"请校准手机时钟，并核实实际时间", "set the phone's clock, and ask for the true time"}};
}

DoubtText stale(const DoubtGround& ground, const Point& record) {
    const double days = seconds_between(record.observed_at, ground.point.recorded_at) / day_s;
    return {days,
            "d",
            {fmt::format("观测后 {:.0f} 天才上报（超过 {:g} 天）", days, ground.limits.stale_days),
             fmt::format("uploaded {:.0f} days after it was observed (over {:g})", days,
                         ground.limits.stale_days)},
            {"请核对观测时间；属实的，写明迟报原因", "check the time; if it is right, say why it came late"}};
}

DoubtText before_campaign(const Point& record) {
    const Campaign* campaign = find_campaign(record.campaign);
    const Day start = campaign != nullptr ? campaign->start : record.observed_at.day();
    const int days = start - record.observed_at.day();
    return {static_cast<double>(days),
            "d",
            {fmt::format("观测于 {}，比专项开始（{}）早 {} 天", to_string(record.observed_at.day()),
                         to_string(start), days),
             fmt::format("observed on {}, {} days before the campaign began ({})",
                         to_string(record.observed_at.day()), days, to_string(start))},
            {"请核对观测时间和所属专项", "check the time, and which campaign was meant"}};
}

/// Hours below two days, else days.
Text apart_text(std::int64_t apart_ms) {
    const double hours = std::abs(static_cast<double>(apart_ms)) / 3'600'000;
    const bool before = apart_ms < 0;
    if (hours < 48)
        return {fmt::format("{}{:.1f} 小时", before ? "早" : "晚", hours),
                fmt::format("{:.1f} hours {}", hours, before ? "before" : "after")};
    return {fmt::format("{}{:.0f} 天", before ? "早" : "晚", hours / 24),
            fmt::format("{:.0f} days {}", hours / 24, before ? "before" : "after")};
}

}  // namespace

DoubtText photo_doubt_text(Flag flag, const PhotoEvidence& evidence) {
    if (flag == Flag::photo_far) {
        const double metres = evidence.distance_m.value_or(0);
        return {metres,
                "m",
                {fmt::format("照片的拍摄位置距上报位置 {:.0f} 米", metres),
                 fmt::format("the photo was taken {:.0f} m from the reported position", metres)},
                {"请核对是否拍错了户，或上报位置是否有偏移",
                 "check whether it shows another household, or the reported position is off"}};
    }
    if (flag == Flag::photo_time) {
        const Text apart = apart_text(evidence.apart_ms.value_or(0));
        return {static_cast<double>(evidence.apart_ms.value_or(0)) / 1000,
                "s",
                {fmt::format("照片的拍摄时间比核查时间{}", apart.zh),
                 fmt::format("the photo was taken {} the inspection", apart.en)},
                {"请核对是否用了旧照片，或手机时钟是否准确",
                 "check whether it is an old photo, or the camera's clock is wrong"}};
    }
    if (flag == Flag::photo_reused) {
        const auto count = static_cast<double>(evidence.same_elsewhere + evidence.alike_elsewhere);
        return {
            count,
            "inspections",
            {fmt::format("同一张照片另见于 {} 个核查点，近似照片另见于 {} 个", evidence.same_elsewhere,
                         evidence.alike_elsewhere),
             fmt::format("the same photo stands under {} other inspection points, one like it under {}",
                         evidence.same_elsewhere, evidence.alike_elsewhere)},
            {"请比对各处照片，必要时要求重新拍摄", "compare the photos, and ask for a new one where needed"}};
    }
    return {
        std::nullopt,
        "",
        {"照片没有可用的拍摄位置", "the photo does not say where it was taken"},
        {"请打开相机的定位权限；本张请人工核对", "let the camera use the position; check this one by eye"}};
}

DoubtText doubt_text(Flag flag, const DoubtGround& ground, const std::optional<Leap>& leap) {
    const auto& point = std::get<InspectionFact>(ground.point.fact);
    const InspectionRecord& record = point.record;
    switch (flag) {
        case Flag::outside_declared_village:
            return outside_declared(ground, point);
        case Flag::outside_every_village:
            return outside_every(ground, record);
        case Flag::in_overlap:
            return {std::nullopt,
                    "",
                    {fmt::format("位置落在几个村的重叠处，计入代码最小的{}",
                                 named(ground.known.areas, point.finding.area)),
                     fmt::format("the position lies in several villages, and counts in {}",
                                 named_en(ground.known.areas, point.finding.area))},
                    {"请核对村界的重叠", "have the overlap of the borders checked"}};
        case Flag::unknown_area:
            return {std::nullopt,
                    "",
                    {fmt::format("申报的代码 {} 不在现行区划内", ground.declared.view()),
                     fmt::format("the declared code {} is not in today's edition", ground.declared.view())},
                    {"请改用现行代码；村庄合并拆分的，见区划变化",
                     "use a code of today; see what became of the village"}};
        case Flag::far_from_household:
            return far_household(ground, point);
        case Flag::low_accuracy:
            return poor_accuracy(ground, record);
        case Flag::accuracy_missing:
            return missing_accuracy();
        case Flag::accuracy_zero:
            return zero_accuracy();
        case Flag::accuracy_round:
            return round_accuracy(ground, record);
        case Flag::datum_suspect:
            return suspect_datum(record);
        case Flag::clock_skew:
            return future(ground, record);
        case Flag::impossible_speed:
            return speed(ground, leap);
        case Flag::stale_time:
            return stale(ground, record);
        case Flag::before_campaign:
            return before_campaign(record);
        case Flag::photo_far:
        case Flag::photo_time:
        case Flag::photo_reused:
        case Flag::photo_no_position:
            return photo_doubt_text(flag, ground.photos);
        case Flag::no_position:
        case Flag::unclear_address:
            break;
    }
    return {std::nullopt,
            "",
            {"没有位置，按代码或地址计入", "placed by code or address, without a position"},
            {"请补报位置", "send the position"}};
}

PhotoEvidence worst_of(std::span<const PhotoEvidence> photos) {
    PhotoEvidence worst;
    for (const PhotoEvidence& one : photos) {
        worst.flags = Flags(worst.flags.bits() | one.flags.bits());
        if (one.distance_m && one.flags.has(Flag::photo_far))
            worst.distance_m = std::max(worst.distance_m.value_or(0), *one.distance_m);
        if (one.apart_ms && std::abs(*one.apart_ms) > std::abs(worst.apart_ms.value_or(0)))
            worst.apart_ms = one.apart_ms;
        worst.same_elsewhere = std::max(worst.same_elsewhere, one.same_elsewhere);
        worst.alike_elsewhere = std::max(worst.alike_elsewhere, one.alike_elsewhere);
    }
    return worst;
}

}  // namespace courtyard
