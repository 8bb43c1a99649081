// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "campaign/status_machine.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace courtyard {
namespace {

std::string legal_steps(const Campaign& campaign, std::uint8_t from, bool chinese) {
    std::string list;
    for (const std::uint8_t next : campaign.statuses[from].next) {
        const Status& status = campaign.statuses[next];
        if (!list.empty()) list += chinese ? "、" : ", ";
        list += chinese ? fmt::format("{}（{}）", status.name.zh, status.id) : status.id;
    }
    return list.empty() ? (chinese ? "无" : "none") : list;
}

tl::unexpected<Error> illegal_step(const Campaign& campaign, std::uint8_t from, std::uint8_t to, Day day) {
    const Status& before = campaign.statuses[from];
    const Status& after = campaign.statuses[to];
    const Text noun = record_noun(campaign);
    return fail(ErrorCode::conflict, "step.illegal",
                {fmt::format("{} 处于“{}”的{}不能转为“{}”；可以转为：{}", to_string(day), before.name.zh,
                             noun.zh, after.name.zh, legal_steps(campaign, from, true)),
                 fmt::format("on {} a {} that is {} cannot become {}; legal steps: {}", to_string(day),
                             noun.en, before.id, after.id, legal_steps(campaign, from, false))},
                "to");
}

tl::unexpected<Error> refused(std::string name, Text why, std::string subject) {
    return fail(ErrorCode::invalid_input, std::move(name), std::move(why), std::move(subject));
}

Result<void> check_needs(const Status& status, const AskedStep& asked) {
    for (const Demand need : status.needs) {
        if (need == Demand::reason && !asked.reasoned)
            return refused("reason.missing",
                           {fmt::format("转为“{}”须写明理由", status.name.zh),
                            fmt::format("becoming {} takes a reason", status.id)},
                           "reason");
        if (need != Demand::reason && asked.inspections == 0)
            return refused("evidence.missing",
                           {fmt::format("转为“{}”须附核查点（inspections）", status.name.zh),
                            fmt::format("becoming {} takes an inspection point as evidence", status.id)},
                           "inspections");
        if (need == Demand::score && !asked.passed)
            return refused(
                "evidence.failed",
                {fmt::format("转为“{}”须有一个核查点按评分表合格，所附的都不合格", status.name.zh),
                 fmt::format("becoming {} takes an inspection point that passed its score sheet; none did",
                             status.id)},
                "inspections");
    }
    return {};
}

}  // namespace

Text record_noun(const Campaign& campaign) {
    switch (campaign.record) {
        case CountedRecord::courtyards:
            return {"户", "household"};
        case CountedRecord::bases:
            return {"基地", "base"};
        case CountedRecord::help_points:
            return {"帮扶点", "help point"};
        case CountedRecord::cases:
            return {"纠纷", "case"};
        case CountedRecord::relief:
            return {"发放批次", "relief batch"};
        case CountedRecord::figures:
            break;
    }
    return {"记录", "record"};
}

Result<void> check_step(const Campaign& campaign, std::span<const PlainStep> steps, const AskedStep& asked,
                        Day now) {
    if (asked.on > now)
        return refused("decision.future",
                       {fmt::format("结论日期 {} 晚于今天（{}）", to_string(asked.on), to_string(now)),
                        fmt::format("the day of the decision, {}, lies after today ({})", to_string(asked.on),
                                    to_string(now))},
                       "decided_on");
    std::vector<PlainStep> ordered(steps.begin(), steps.end());
    std::ranges::stable_sort(ordered, {}, &PlainStep::on);
    const Text noun = record_noun(campaign);
    if (ordered.empty() || asked.on < ordered.front().on)
        return refused(
            "decision.before_registration",
            {fmt::format("结论日期 {} 早于该{}的登记日期{}；登记日期有误时请先更正", to_string(asked.on),
                         noun.zh, ordered.empty() ? "" : " " + to_string(ordered.front().on)),
             fmt::format(
                 "the decision of {} lies before the {} was registered{}; correct that day first if it "
                 "is wrong",
                 to_string(asked.on), noun.en,
                 ordered.empty() ? "" : " on " + to_string(ordered.front().on))},
            "decided_on");
    const auto after = std::ranges::upper_bound(ordered, asked.on, {}, &PlainStep::on);
    const std::uint8_t before = std::prev(after)->status;
    if (after != ordered.end() && !campaign.legal(asked.to, after->status))
        return illegal_step(campaign, asked.to, after->status, after->on);
    if (!campaign.legal(before, asked.to)) return illegal_step(campaign, before, asked.to, asked.on);
    return check_needs(campaign.statuses[asked.to], asked);
}

}  // namespace courtyard
