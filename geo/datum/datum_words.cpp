// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <array>
#include <cmath>

#include "geo/datum_detective.h"

namespace courtyard {
namespace {

constexpr std::array<std::string_view, 7> finding_names{"clear",   "mixed",     "indistinct", "fits_nothing",
                                                        "too_few", "no_claims", "no_villages"};

std::string per_cent(double share) { return fmt::format("{:.1f} %", 100 * share); }

double share_of(const ReadingEvidence& one, const DatumEvidence& evidence) {
    return static_cast<double>(one.inside) / static_cast<double>(evidence.witnesses);
}

/// `wgs84 41.2 %, gcj02 98.7 %`: the best reading and the two others that most lie inside under.
std::string shares(const DatumEvidence& evidence) {
    std::vector<const ReadingEvidence*> order;
    for (const ReadingEvidence& one : evidence.readings) order.push_back(&one);
    std::ranges::stable_sort(order, std::ranges::greater{}, &ReadingEvidence::inside);
    std::string text;
    for (std::size_t i = 0; i < std::min<std::size_t>(order.size(), 3); ++i)
        text += fmt::format("{}{} {}", text.empty() ? "" : ", ", to_string(order[i]->reading),
                            per_cent(share_of(*order[i], evidence)));
    return text;
}

std::string confidence(const DatumEvidence& evidence) {
    if (evidence.p_value < 1e-6) return "> 99.9999 %";
    return fmt::format("{:.4f} %", 100 * evidence.confidence());
}

Text figures(const DatumEvidence& evidence) {
    return {
        fmt::format("{} 个互不相邻的坐标、{} 个申报区划中，落在申报区划内的比例：{}", evidence.witnesses,
                    evidence.areas, shares(evidence)),
        fmt::format("of {} positions at different spots, in {} declared areas, these lie in the area they "
                    "declare: {}",
                    evidence.witnesses, evidence.areas, shares(evidence))};
}

Text mixed(const DatumEvidence& evidence) {
    const std::string best = to_string(evidence.readings[*evidence.best].reading);
    const std::string other = to_string(evidence.mixture->other);
    const std::string share = per_cent(evidence.mixture->share);
    std::string rows;
    for (std::size_t i = 0; i < std::min<std::size_t>(evidence.mixture->rows.size(), 10); ++i)
        rows += fmt::format("{}{}", i == 0 ? "" : ", ", evidence.mixture->rows[i]);
    return {fmt::format("约 {} 的行像是 {}，其余是 {}（例如第 {} 行）", share, other, best, rows),
            fmt::format("about {} of the rows look like {}, the rest like {} (for example rows {})", share,
                        other, best, rows)};
}

Text clear(const DatumEvidence& evidence) {
    const std::string datum = to_string(*evidence.verdict);
    Text text{fmt::format("坐标系是 {}（置信度 {}）", datum, confidence(evidence)),
              fmt::format("the datum is {} (confidence {})", datum, confidence(evidence))};
    if (!maybe_mixed(evidence)) return text;
    const Text doubt = mixed(evidence);
    return {text.zh + "，但可能混有另一种：" + doubt.zh,
            text.en + ", but there may be a second one: " + doubt.en};
}

Text conclusion(const DatumEvidence& evidence) {
    switch (evidence.finding) {
        case DatumFinding::clear:
            return clear(evidence);
        case DatumFinding::mixed:
            return mixed(evidence);
        case DatumFinding::indistinct:
            return {"能区分这几种坐标系的坐标太少", "too few positions tell these apart"};
        case DatumFinding::fits_nothing:
            return {"没有一种坐标系能使七成坐标落在申报区划内",
                    "under no datum do 70 % lie in the area they declare"};
        case DatumFinding::too_few:
            return {"至少需要 20 个互不相邻的坐标和 3 个申报区划才能判断",
                    "it takes at least 20 positions at different spots and 3 declared areas to tell"};
        case DatumFinding::no_claims:
            return {"没有一行写明已有边界的村，无从判断坐标系",
                    "no row declares a village that has a boundary, so nothing tells the datum"};
        case DatumFinding::no_villages:
            return {"还没有村界，无从判断坐标系",
                    "there are no village boundaries yet, so nothing tells the datum"};
    }
    return {};
}

}  // namespace

std::string_view to_string(DatumFinding finding) {
    return finding_names.at(static_cast<std::size_t>(finding));
}

Text describe(const DatumEvidence& evidence) {
    Text text = conclusion(evidence);
    if (evidence.readings.empty()) return text;
    const Text with = figures(evidence);
    return {with.zh + "；" + text.zh, with.en + "; " + text.en};
}

}  // namespace courtyard
