// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
// How a campaign's TOML becomes a Campaign.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "campaign/campaign.h"
#include "campaign/definition.h"
#include "campaign/score_sheet_definition.h"

namespace courtyard {
namespace {

constexpr std::array records{CountedRecord::courtyards, CountedRecord::bases, CountedRecord::help_points,
                             CountedRecord::figures,    CountedRecord::cases, CountedRecord::relief};
constexpr std::array kinds{IndicatorKind::records,  IndicatorKind::count, IndicatorKind::stock,
                           IndicatorKind::amount,   IndicatorKind::rate,  IndicatorKind::coverage,
                           IndicatorKind::milestone};

/// One of a list of words, or a refusal that names them.
template <class Words>
auto word_of(const DefinitionTable& table, std::string_view key, const std::string& said,
             const Words& words) {
    std::vector<std::string_view> known;
    for (const auto word : words) {
        if (said == to_string(word)) return word;
        known.push_back(to_string(word));
    }
    table.refuse(key, {fmt::format("为 {} 之一，不能是“{}”", fmt::join(known, "、"), said),
                       fmt::format("is one of {}, not \"{}\"", fmt::join(known, ", "), said)});
}

/// An id stands in addresses and files: letters, digits, `-` and `_`.
std::string id_of(const DefinitionTable& table) {
    std::string id = table.text("id");
    const bool plain =
        id.size() <= 64 && id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-_") == id.npos;
    if (!plain)
        table.refuse("id", {"只能用小写字母、数字、- 和 _，最多 64 个",
                            "may have lower-case letters, digits, - and _, at most 64"});
    return id;
}

template <class List>
void refuse_twice(const DefinitionTable& table, const List& before, const std::string& id) {
    if (std::ranges::any_of(before, [&](const auto& one) { return one.id == id; }))
        table.refuse("id",
                     {fmt::format("编号“{}”出现了两次", id), fmt::format("the id \"{}\" stands twice", id)},
                     "campaign.duplicate");
}

Counting counting_of(const DefinitionTable& status) {
    const toml::node* said = status.node("completed");
    if (said != nullptr) {
        if (const auto counts = said->value_exact<bool>()) return *counts ? Counting::yes : Counting::no;
        if (said->value_exact<std::string>() == "keep") return Counting::keep;
    }
    status.refuse("completed", {"为 true、false 或 \"keep\"", "is true, false or \"keep\""});
}

std::vector<Demand> needs_of(const DefinitionTable& status) {
    std::vector<Demand> needs;
    const toml::array* list = status.list("needs");
    if (list == nullptr) return needs;
    for (const auto& node : *list)
        needs.push_back(word_of(status, "needs", node.value<std::string>().value_or("?"),
                                std::array{Demand::reason, Demand::inspection, Demand::score}));
    return needs;
}

std::vector<Status> statuses_of(const DefinitionTable& table, CountedRecord record) {
    const auto entries = table.tables("status");
    if (record == CountedRecord::figures) {
        if (!entries.empty())
            table.refuse("status", {"没有记录就没有状态：record 为 figures",
                                    "without records there are no statuses: record is figures"});
        return {};
    }
    if (entries.empty() || entries.size() > 200)
        table.refuse("status", {"需要 1 至 200 个", "1 to 200 are required"});
    std::vector<Status> statuses;
    for (const DefinitionTable& entry : entries) {
        entry.only({"id", "name", "completed", "next", "needs"});
        std::string id = id_of(entry);
        refuse_twice(entry, statuses, id);
        statuses.push_back({std::move(id), entry.name("name"), counting_of(entry), {}, needs_of(entry)});
    }
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const toml::array* next = entries[i].list("next");
        if (next == nullptr) entries[i].refuse("next", {"需要一个列表", "a list is required"});
        for (const auto& node : *next) {
            const auto id = node.value<std::string>();
            const auto found = std::ranges::find_if(statuses, [&](const Status& s) { return id == s.id; });
            if (found == statuses.end())
                entries[i].refuse("next",
                                  {fmt::format("没有状态“{}”", id.value_or("?")),
                                   fmt::format("names no status: {}", id.value_or("?"))},
                                  "campaign.status");
            statuses[i].next.push_back(static_cast<std::uint8_t>(found - statuses.begin()));
        }
    }
    return statuses;
}

/// What may stand beside the kind of an indicator, and what must.
void check_kind(const DefinitionTable& entry, const Campaign& campaign, const Indicator& indicator) {
    const auto belongs = [&](std::string_view key, bool may, bool must) {
        if (entry.node(key) != nullptr ? may : !must) return;
        const auto kind = to_string(indicator.kind);
        entry.refuse(key, may ? Text{fmt::format("kind 为 {} 的指标需要它", kind),
                                     fmt::format("is required of an indicator of kind {}", kind)}
                              : Text{fmt::format("kind 为 {} 的指标没有它", kind),
                                     fmt::format("means nothing for an indicator of kind {}", kind)});
    };
    const bool has_records = campaign.record != CountedRecord::figures;
    const bool of_records = indicator.kind == IndicatorKind::records;
    if (of_records && !has_records)
        entry.refuse("kind", {"record 为 figures 的活动没有记录可数",
                              "is records, but the campaign has none (record is figures)"});
    belongs("numerator", indicator.is_derived(), indicator.is_derived());
    const bool rate = indicator.kind == IndicatorKind::rate;
    belongs("denominator", rate, rate);
    belongs("level", indicator.kind == IndicatorKind::coverage, false);
    // A help point is open or closed; its status on the map is its kind.
    belongs("at_least", of_records && campaign.record != CountedRecord::help_points, false);
    belongs("weight", of_records || (indicator.kind == IndicatorKind::amount && has_records), false);
    if (!indicator.at_least.empty() && !campaign.status(indicator.at_least))
        entry.refuse("at_least",
                     {fmt::format("没有状态“{}”", indicator.at_least),
                      fmt::format("names no status: {}", indicator.at_least)},
                     "campaign.status");
    const auto weights = weights_of(campaign.record);
    if (!indicator.weight.empty() && std::ranges::find(weights, indicator.weight) == weights.end())
        entry.refuse("weight",
                     {fmt::format("为 {} 之一", fmt::join(weights, "、")),
                      fmt::format("is one of {}",
                                  weights.empty() ? "none" : fmt::format("{}", fmt::join(weights, ", ")))});
}

Indicator indicator_of(const DefinitionTable& entry, const Campaign& campaign) {
    entry.only({"id", "name", "unit", "kind", "direction", "numerator", "denominator", "at_least", "weight",
                "level", "protected"});
    Indicator indicator;
    indicator.id = id_of(entry);
    refuse_twice(entry, campaign.indicators, indicator.id);
    indicator.name = entry.name("name");
    indicator.unit = entry.name("unit");
    if (entry.node("kind") != nullptr || campaign.record == CountedRecord::figures)
        indicator.kind = word_of(entry, "kind", entry.text("kind"), kinds);
    if (entry.node("direction") != nullptr)
        indicator.direction = word_of(entry, "direction", entry.text("direction"),
                                      std::array{Direction::more, Direction::fewer});
    indicator.numerator = entry.optional_text("numerator");
    indicator.denominator = entry.optional_text("denominator");
    indicator.at_least = entry.optional_text("at_least");
    indicator.weight = entry.optional_text("weight");
    if (entry.node("level") != nullptr)
        indicator.level = word_of(entry, "level", entry.text("level"), area_levels);
    indicator.is_protected = entry.yes("protected");
    check_kind(entry, campaign, indicator);
    return indicator;
}

/// Gives each indicator its columns in the books.
void give_columns(Campaign& campaign) {
    for (Indicator& indicator : campaign.indicators) {
        const bool own_records = indicator.kind == IndicatorKind::records && indicator.at_least.empty() &&
                                 indicator.weight.empty();
        if (indicator.is_derived() || own_records) continue;
        indicator.column = campaign.columns;
        campaign.columns =
            static_cast<std::uint8_t>(campaign.columns + (indicator.kind == IndicatorKind::amount ? 2 : 1));
    }
}

/// What indicators are worked out of must be there, must be counted, and must not lead back to them.
void check_derived(const std::vector<DefinitionTable>& entries, const Campaign& campaign) {
    const auto number_of = [&](const std::string& id) {
        return static_cast<std::size_t>(campaign.find_indicator(id) - campaign.indicators.data());
    };
    for (std::size_t i = 0; i < entries.size(); ++i)
        for (const std::string_view key : {"numerator", "denominator"}) {
            const Indicator& one = campaign.indicators[i];
            const std::string& id = key == "numerator" ? one.numerator : one.denominator;
            if (!id.empty() && campaign.find_indicator(id) == nullptr)
                entries[i].refuse(
                    key, {fmt::format("没有指标“{}”", id), fmt::format("names no indicator: {}", id)},
                    "campaign.indicator");
        }
    for (std::size_t start = 0; start < entries.size(); ++start) {
        std::vector<std::size_t> path{start};
        const auto follow = [&](const auto& self, std::size_t at) -> void {
            for (const std::string_view key : {"numerator", "denominator"}) {
                const Indicator& one = campaign.indicators[at];
                const std::string& id = key == "numerator" ? one.numerator : one.denominator;
                if (id.empty()) continue;
                const std::size_t next = number_of(id);
                if (std::ranges::find(path, next) != path.end()) {
                    std::vector<std::string> ids;
                    for (const std::size_t step : path) ids.push_back(campaign.indicators[step].id);
                    ids.push_back(id);
                    entries[at].refuse(key,
                                       {fmt::format("兜了圈子：{}", fmt::join(ids, " → ")),
                                        fmt::format("leads back to itself: {}", fmt::join(ids, " -> "))},
                                       "campaign.cycle");
                }
                path.push_back(next);
                self(self, next);
                path.pop_back();
            }
        };
        follow(follow, start);
    }
    for (std::size_t i = 0; i < entries.size(); ++i)
        for (const std::string_view key : {"numerator", "denominator"}) {
            const Indicator& one = campaign.indicators[i];
            const std::string& id = key == "numerator" ? one.numerator : one.denominator;
            if (id.empty()) continue;
            const Indicator& part = *campaign.find_indicator(id);
            if (part.is_derived())
                entries[i].refuse(key,
                                  {fmt::format("“{}”本身是算出来的，不能再作分子分母", id),
                                   fmt::format("\"{}\" is worked out of others itself", id)},
                                  "campaign.indicator");
            if (part.is_protected && !one.is_protected)
                entries[i].refuse("protected", {fmt::format("“{}”受保护，由它算出的也必须受保护", id),
                                                fmt::format("must be true: \"{}\" is protected", id)});
        }
}

std::optional<ReturnRule> returns_of(const DefinitionTable& table, const Campaign& campaign) {
    const toml::node* at = table.node("returns");
    if (at == nullptr) return std::nullopt;
    if (!at->is_table()) table.refuse("returns", {"需要一个表", "a table is required"});
    const DefinitionTable entry(*at->as_table(), "returns");
    entry.only({"level", "due_day", "indicators"});
    ReturnRule rule;
    rule.level = word_of(entry, "level", entry.text("level"), area_levels);
    rule.due_day = static_cast<int>(entry.number("due_day", 1, 28, rule.due_day));
    const toml::array* ids = entry.list("indicators");
    if (ids == nullptr || ids->empty())
        entry.refuse("indicators", {"需要至少一个指标", "at least one indicator is required"});
    for (const auto& node : *ids) {
        const auto id = node.value<std::string>().value_or("?");
        const Indicator* indicator = campaign.find_indicator(id);
        if (indicator == nullptr || !indicator->is_reported())
            entry.refuse("indicators",
                         {fmt::format("“{}”不是上报的指标", id),
                          fmt::format("\"{}\" is no indicator that is reported", id)},
                         "campaign.indicator");
        rule.indicators.push_back(id);
    }
    return rule;
}

Campaign campaign_of(const toml::table& root) {
    const DefinitionTable table(root, "");
    table.only({"id", "name", "start", "end", "record", "pace_tolerance", "indicator", "status", "returns",
                "ladder", "score_sheet"});
    Campaign campaign;
    campaign.id = id_of(table);
    campaign.name = table.name("name");
    campaign.start = table.day("start");
    campaign.end = table.day("end");
    if (campaign.end < campaign.start) table.refuse("end", {"早于 start", "lies before start"});
    campaign.record = word_of(table, "record", table.text("record"), records);
    campaign.pace_tolerance = table.number("pace_tolerance", 0, 100, 2.0);
    campaign.statuses = statuses_of(table, campaign.record);
    campaign.ladder = table.yes("ladder");
    campaign.score_sheets = score_sheets_of(table);
    const auto entries = table.tables("indicator");
    if (entries.empty() || entries.size() > 50)
        table.refuse("indicator", {"需要 1 至 50 个", "1 to 50 are required"});
    for (const DefinitionTable& entry : entries) campaign.indicators.push_back(indicator_of(entry, campaign));
    check_derived(entries, campaign);
    give_columns(campaign);
    campaign.returns = returns_of(table, campaign);
    return campaign;
}

}  // namespace

Result<Campaign> parse_campaign(std::string_view text) {
    try {
        return campaign_of(toml::parse(text));
    } catch (const toml::parse_error& error) {
        const auto line = error.source().begin.line;
        return fail(ErrorCode::invalid_input, "campaign.toml",
                    {fmt::format("第 {} 行不是正确的 TOML：{}", line, error.description()),
                     fmt::format("line {} is not TOML: {}", line, error.description())},
                    fmt::format("line {}", line));
    } catch (const DefinitionError& error) {
        return fail(ErrorCode::invalid_input, error.name,
                    {fmt::format("第 {} 行，{}：{}", error.line, error.place, error.reason.zh),
                     fmt::format("line {}, {}: {}", error.line, error.place, error.reason.en)},
                    error.place);
    }
}

}  // namespace courtyard
