// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "campaign/admission.h"

#include <fmt/format.h>

#include <cmath>

namespace courtyard {
namespace {

constexpr std::int64_t most_of_a_figure = 10'000'000'000;
constexpr std::int64_t most_fen_each = 1'000'000'000;
constexpr std::int64_t most_fen = 1'000'000'000'000'000;

tl::unexpected<Error> refused(std::string name, std::string_view subject, std::string zh, std::string en) {
    return fail(ErrorCode::invalid_input, std::move(name), {std::move(zh), std::move(en)},
                std::string(subject));
}

struct Named {
    const Campaign& campaign;
    const Indicator& indicator;
};

Result<Named> named(const std::string& campaign_id, const std::string& indicator_id) {
    const Campaign* campaign = find_campaign(campaign_id);
    if (campaign == nullptr)
        return refused("campaign.unknown", "campaign", fmt::format("没有活动“{}”", campaign_id),
                       fmt::format("there is no campaign \"{}\"", campaign_id));
    if (const Indicator* indicator = campaign->find_indicator(indicator_id))
        return Named{*campaign, *indicator};
    std::string known;
    for (const Indicator& one : campaign->indicators) known += (known.empty() ? "" : ", ") + one.id;
    return refused(
        "indicator.unknown", "indicator",
        fmt::format("活动 {} 没有指标“{}”；有：{}", campaign_id, indicator_id, known),
        fmt::format("the campaign {} has no indicator \"{}\"; it has: {}", campaign_id, indicator_id, known));
}

Result<void> known_area(AreaCode code, const AreaTree& areas, Day day) {
    if (areas.find(code) != no_area) return {};
    return refused("area.unknown", "area",
                   fmt::format("{} 的区划版本里没有代码 {}", to_string(day), code.view()),
                   fmt::format("the edition of {} has no area {}", to_string(day), code.view()));
}

Result<void> check_value(const FigureRecord& figure, const Indicator& indicator) {
    if (figure.value < 0)
        return refused("figure.below_zero", "value", fmt::format("数值不能小于 0：{}", figure.value),
                       fmt::format("a figure is not below zero: {}", figure.value));
    if (figure.value > most_of_a_figure)
        return refused("figure.too_large", "value", fmt::format("数值过大：{}", figure.value),
                       fmt::format("the figure is too large: {}", figure.value));
    if (indicator.kind == IndicatorKind::milestone && figure.value > 1)
        return refused("figure.milestone", "value",
                       fmt::format("里程碑为 0（未达到）或 1（达到），不能是 {}", figure.value),
                       fmt::format("a milestone is 0 (not reached) or 1 (reached), not {}", figure.value));
    if (indicator.kind != IndicatorKind::amount) {
        if (!figure.unit_value_fen) return {};
        return refused("unit_value.not_wanted", "unit_value",
                       fmt::format("指标 {} 不是金额，没有单价", indicator.id),
                       fmt::format("the indicator {} is no amount and has no unit value", indicator.id));
    }
    if (!figure.unit_value_fen)
        return refused("unit_value.required", "unit_value",
                       fmt::format("指标 {} 是金额：需要人数和每人多少元", indicator.id),
                       fmt::format("the indicator {} is an amount: persons and yuan for each", indicator.id));
    if (*figure.unit_value_fen <= 0 || *figure.unit_value_fen > most_fen_each ||
        figure.value > most_fen / *figure.unit_value_fen)
        return refused("unit_value.range", "unit_value", "每人金额不合理", "the unit value cannot be right");
    return {};
}

}  // namespace

Result<void> check_target(const TargetRecord& target, const AreaTree& areas, Day today) {
    const auto known = named(target.campaign, target.indicator);
    if (!known) return tl::unexpected(known.error());
    if (auto there = known_area(target.area, areas, target.approved_on); !there) return there;
    const Campaign& campaign = known->campaign;
    if (target.year && (*target.year < campaign.start.year() || *target.year > campaign.end.year()))
        return refused("period.unknown", "period",
                       fmt::format("活动 {} 没有 {} 年；为 plan 或 {} 至 {}", campaign.id, *target.year,
                                   campaign.start.year(), campaign.end.year()),
                       fmt::format("the campaign {} has no year {}: plan, or {} to {}", campaign.id,
                                   *target.year, campaign.start.year(), campaign.end.year()));
    if (target.value < 0)
        return refused("target.below_zero", "value", fmt::format("目标不能小于 0：{}", target.value),
                       fmt::format("a target is not below zero: {}", target.value));
    if (target.approved_on > today)
        return refused("approval.future", "approved_on",
                       fmt::format("批准日期 {} 还没有到", to_string(target.approved_on)),
                       fmt::format("the day of approval {} is yet to come", to_string(target.approved_on)));
    return {};
}

Result<void> check_figure(const FigureRecord& figure, const AreaTree& areas, Day today) {
    const auto known = named(figure.campaign, figure.indicator);
    if (!known) return tl::unexpected(known.error());
    const auto& [campaign, indicator] = *known;
    if (!indicator.is_reported())
        return refused("indicator.not_reported", "indicator",
                       fmt::format("指标 {} 由记录或其他指标算出，不能上报", indicator.id),
                       fmt::format("the indicator {} is worked out of records or of others, not reported",
                                   indicator.id));
    if (auto there = known_area(figure.area, areas, figure.period.last); !there) return there;
    const std::string period = to_string(figure.period);
    if (figure.period.last < campaign.start || figure.period.first > campaign.end)
        return refused("period.unknown", "period",
                       fmt::format("{} 不在活动 {} 的期间内（{} 至 {}）", period, campaign.id,
                                   to_string(campaign.start), to_string(campaign.end)),
                       fmt::format("{} lies outside the campaign {} ({} to {})", period, campaign.id,
                                   to_string(campaign.start), to_string(campaign.end)));
    if (figure.period.first > today)
        return refused("period.future", "period", fmt::format("{} 还没有到", period),
                       fmt::format("{} is yet to come", period));
    if (auto sound = check_value(figure, indicator); !sound) return sound;
    if (figure.reported_on > today)
        return refused("reported.future", "reported_on",
                       fmt::format("上报日期 {} 还没有到", to_string(figure.reported_on)),
                       fmt::format("the day of the report {} is yet to come", to_string(figure.reported_on)));
    if (figure.reported_on < figure.period.first)
        return refused(
            "reported.early", "reported_on",
            fmt::format("上报日期 {} 早于 {}", to_string(figure.reported_on), period),
            fmt::format("the day of the report {} lies before {}", to_string(figure.reported_on), period));
    return {};
}

Result<std::int64_t> fen_of_yuan(double yuan) {
    const double fen = yuan * 100;
    const double whole = std::round(fen);
    if (std::isfinite(fen) && std::abs(whole) < 1e15 && std::abs(fen - whole) < 1e-6 * std::max(1.0, fen))
        return static_cast<std::int64_t>(whole);
    return refused("unit_value.range", "unit_value", fmt::format("“{}”不是最多两位小数的金额", yuan),
                   fmt::format("\"{}\" is not an amount with at most two decimals", yuan));
}

}  // namespace courtyard
