// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/read/datum_choice.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace courtyard {
namespace {

bool looks_swapped(LonLat given) {
    return std::abs(given.lat) > 90 && std::abs(given.lat) <= 180 && std::abs(given.lon) <= 90;
}

Text swap_advice() {
    return {"经纬度两列像是颠倒了：请用 --map 列名=lon、--map 列名=lat 指明（网页上传用 map=）",
            "longitude and latitude look swapped: say which column is which with --map COLUMN=lon and --map "
            "COLUMN=lat (map= over HTTP)"};
}

Text joined(const Text& first, const Text& second) {
    return {first.zh + "。" + second.zh, first.en + ". " + second.en};
}

tl::unexpected<Error> refused(std::string name, const DatumEvidence& evidence, const Text& advice) {
    return fail(ErrorCode::invalid_input, std::move(name), joined(describe(evidence), advice), "datum");
}

Text ask() {
    return {
        "请向数据来源问清坐标系，用 --datum 指明（wgs84、cgcs2000、gcj02、bd09、bd09mc、EPSG:3857、EPSG:4491 "
        "至 "
        "4554）",
        "ask whoever made the file and say it with --datum (wgs84, cgcs2000, gcj02, bd09, bd09mc, EPSG:3857, "
        "EPSG:4491 to 4554)"};
}

bool is_swapped(const DatumEvidence& evidence) {
    return evidence.verdict && evidence.verdict->axes == Axes::swapped;
}

Result<Datum> by_evidence(const DatumEvidence& evidence) {
    if (is_swapped(evidence)) return refused("datum.swapped", evidence, swap_advice());
    if (evidence.verdict && !maybe_mixed(evidence)) return evidence.verdict->datum;
    if (evidence.verdict || evidence.finding == DatumFinding::mixed)
        return refused("datum.mixed", evidence,
                       {"请把两种来源分成两个文件，各自用 --datum 指明",
                        "split the file by source and say the --datum of each part"});
    return refused("datum.unclear", evidence, ask());
}

/// Against a declared datum.
void doubt(DatumChoice& choice) {
    const DatumEvidence& evidence = choice.evidence;
    const std::string declared = to_string(choice.datum);
    if (is_swapped(evidence)) {
        choice.notes.push_back(joined(describe(evidence), swap_advice()));
    } else if (contradicts(evidence, choice.datum)) {
        choice.suspected.push_back(*evidence.verdict);
        const std::string found = to_string(*evidence.verdict);
        choice.notes.push_back(joined(
            {fmt::format("声明的坐标系是 {}，但数据像是 {}；坐标未作任何改动，请核对来源", declared, found),
             fmt::format("declared as {}, but the data look like {}; nothing was changed: check the source",
                         declared, found)},
            describe(evidence)));
    } else if (evidence.finding == DatumFinding::mixed) {
        for (const DatumReading& one : {evidence.readings[*evidence.best].reading, evidence.mixture->other})
            if (!same_positions(one, {choice.datum})) choice.suspected.push_back(one);
        choice.notes.push_back(joined(
            {fmt::format("声明的坐标系是 {}，但文件像是混有两种坐标系；坐标未作任何改动", declared),
             fmt::format("declared as {}, but the file looks like a mixture; nothing was changed", declared)},
            describe(evidence)));
    } else if (evidence.finding == DatumFinding::fits_nothing) {
        choice.notes.push_back(describe(evidence));
    }
}

/// Said of columns whose order is not the usual one, though nothing is in doubt.
void tell_of_order(DatumChoice& choice, std::span<const Witness> positions) {
    const auto swapped =
        std::ranges::count_if(positions, [](const Witness& w) { return looks_swapped(w.given); });
    const bool most = 2 * static_cast<std::size_t>(swapped) > positions.size();
    if (choice.datum.in_degrees() && most && !is_swapped(choice.evidence))
        choice.notes.push_back(swap_advice());
    if (choice.datum.kind() != Datum::gauss_kruger) return;
    const auto north_first = std::ranges::count_if(positions, [&](const Witness& w) {
        const auto metres = east_north_of(w.given, choice.datum.zone());
        return metres && metres->east_m != w.given.lon;
    });
    if (north_first > 0)
        choice.notes.push_back(
            {fmt::format("{} 行的第一个坐标是纵坐标（X 为北），已按此读取", north_first),
             fmt::format("{} rows give the northing first (X = north) and were read so", north_first)});
}

}  // namespace

Result<std::optional<Datum>> parse_load_datum(std::string_view text, const AreaTree& areas) {
    if (text == "auto") return std::nullopt;
    Bounds county;
    for (const AreaIndex root : areas.roots()) county.add(areas[root].bounds);
    const std::optional<LonLat> middle =
        county.empty()
            ? std::nullopt
            : std::optional(LonLat{(county.west + county.east) / 2, (county.south + county.north) / 2});
    const auto datum = parse_datum(text, middle);
    if (!datum) return tl::unexpected(datum.error());
    return *datum;
}

Result<DatumChoice> choose_datum(std::optional<Datum> declared, std::span<const Witness> positions,
                                 const AreaTree& areas, const VillageIndex& villages) {
    DatumChoice choice{declared.value_or(Datum::wgs84), datum_evidence(positions, areas, villages), {}, {}};
    if (declared) {
        doubt(choice);
    } else if (!positions.empty()) {
        const auto found = by_evidence(choice.evidence);
        if (!found) return tl::unexpected(found.error());
        choice.datum = *found;
        choice.notes.push_back(
            joined({fmt::format("坐标系由数据判断为 {}", to_string(*found)),
                    fmt::format("the data were read as {}, by their own evidence", to_string(*found))},
                   describe(choice.evidence)));
    }
    tell_of_order(choice, positions);
    return choice;
}

}  // namespace courtyard
