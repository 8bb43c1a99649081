// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "data/sample/courtyard_plan.h"

namespace courtyard {

namespace {

using Steps = std::vector<SampleStep>;

void to_acceptance(Steps& steps, const CourtyardPlan& plan, RandomStream& random) {
    const Day checked = plan.day + -random.between(4, 20);
    if (plan.path == CourtyardPath::corrected) {
        const Day wanting = checked + -random.between(8, 25);
        const Day first_checked = wanting + -random.between(2, 9);
        steps.push_back({"recommended", first_checked + -random.between(4, 20), "村妇联推荐"});
        steps.push_back({"checked", first_checked, "乡镇初审"});
        steps.push_back({"needs_work", wanting,
                         random.chance(0.5) ? "院内杂物堆放，限期整改" : "厨厕卫生不达标，限期整改"});
        steps.push_back({"checked", checked, "整改后复查合格"});
    } else {
        steps.push_back({"recommended", checked + -random.between(4, 28), "村妇联推荐"});
        steps.push_back({"checked", checked, "乡镇初审合格"});
    }
    steps.push_back({"accepted", plan.day, "市级验收达标"});
}

void to_plaque(Steps& steps, RandomStream& random) {
    if (random.chance(0.1)) return;
    steps.push_back({"published", steps.back().on + random.between(7, 21), "公示无异议"});
    if (random.chance(0.15)) return;
    steps.push_back({"plaque", steps.back().on + random.between(14, 60), "授牌"});
    if (!random.chance(0.06)) return;
    steps.push_back({"rechecked", steps.back().on + random.between(150, 420), "回头看抽查"});
    steps.push_back({"plaque", steps.back().on + random.between(3, 15), "复核合格"});
}

void to_the_end(Steps& steps, CourtyardPath path, RandomStream& random) {
    const Day end =
        std::max(steps[2].on + random.between(150, 520), steps.back().on + random.between(20, 60));
    if (path == CourtyardPath::lapsed) {
        steps.push_back({"rechecked", end + -random.between(3, 12), "回头看抽查"});
        steps.push_back({"needs_work", end, "复核不合格，限期整改"});
        return;
    }
    steps.push_back({"revoked", end, random.chance(0.5) ? "环境反弹，撤销摘牌" : "房屋拆迁，撤销摘牌"});
    if (path != CourtyardPath::restored) return;
    steps.push_back({"checked", end + random.between(60, 150), "重新申报，初审合格"});
    steps.push_back({"accepted", steps.back().on + random.between(6, 30), "重新验收达标"});
    steps.push_back({"published", steps.back().on + random.between(7, 21), "公示无异议"});
}

void without_acceptance(Steps& steps, const CourtyardPlan& plan, RandomStream& random) {
    steps.push_back({"recommended", plan.day, "村妇联推荐"});
    if (plan.path == CourtyardPath::rejected) {
        steps.push_back({"rejected", plan.day + random.between(5, 25), "不符合申报条件"});
        return;
    }
    if (random.chance(0.5)) steps.push_back({"checked", plan.day + random.between(5, 30), "乡镇初审合格"});
    if (random.chance(0.2))
        steps.push_back({"needs_work", steps.back().on + random.between(5, 30), "庭院绿化不足，限期整改"});
}

}  // namespace

Day report_day() { return Day::of(2023, 6, 30); }

Day last_day() { return Day::of(2026, 3, 31); }

std::vector<SampleStep> steps_of(const CourtyardPlan& plan, std::uint64_t seed) {
    Steps steps;
    RandomStream random(mix(seed, 71));
    switch (plan.path) {
        case CourtyardPath::registered:
            break;
        case CourtyardPath::waiting:
        case CourtyardPath::rejected:
            without_acceptance(steps, plan, random);
            break;
        case CourtyardPath::accepted:
        case CourtyardPath::corrected:
            to_acceptance(steps, plan, random);
            to_plaque(steps, random);
            break;
        case CourtyardPath::revoked:
        case CourtyardPath::lapsed:
        case CourtyardPath::restored:
            to_acceptance(steps, plan, random);
            steps.push_back({"published", steps.back().on + random.between(7, 21), "公示无异议"});
            to_the_end(steps, plan.path, random);
            break;
    }
    while (!steps.empty() && steps.back().on > last_day()) steps.pop_back();
    return steps;
}

Day registered_on(const std::vector<SampleStep>& steps, std::uint64_t seed) {
    RandomStream random(mix(seed, 72));
    const double when = random.unit();
    const int year = when < 0.5 ? 2021 : when < 0.8 ? 2022 : when < 0.9 ? 2023 : when < 0.96 ? 2024 : 2025;
    const Day joined = Day::of(year, 1, 4) + random.between(0, 355);
    if (steps.empty()) return joined;
    const Day latest = steps.front().on + -random.between(2, 30);
    return std::max(std::min(joined, latest), Day::of(2021, 1, 4));
}

}  // namespace courtyard
