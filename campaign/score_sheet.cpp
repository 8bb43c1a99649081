// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "campaign/score_sheet.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <tuple>

#include "campaign/score_sheet_definition.h"

namespace courtyard {
namespace {

constexpr double most_points = 1'000;

ScoreItem item_of(const DefinitionTable& table) {
    table.only({"id", "name", "points"});
    ScoreItem item{table.text("id"), table.name("name"), table.number("points", 0, most_points, 0)};
    if (item.points == 0) table.refuse("points", {"需要大于 0 的分值", "takes more than 0 points"});
    return item;
}

VetoItem veto_of(const DefinitionTable& table) {
    table.only({"id", "name"});
    return {table.text("id"), table.name("name")};
}

std::vector<AreaCode> areas_of(const DefinitionTable& table) {
    std::vector<AreaCode> areas;
    const toml::array* list = table.list("areas");
    if (list == nullptr) return areas;
    for (const auto& node : *list) {
        const auto code = AreaCode::parse(node.value<std::string>().value_or(""));
        if (!code) table.refuse("areas", {"是区划代码的列表", "is a list of area codes"});
        areas.push_back(*code);
    }
    return areas;
}

void refuse_doubles(const DefinitionTable& table, const ScoreSheet& sheet) {
    std::vector<std::string_view> ids;
    for (const ScoreItem& item : sheet.items) ids.push_back(item.id);
    for (const VetoItem& veto : sheet.vetoes) ids.push_back(veto.id);
    std::ranges::sort(ids);
    const auto twice = std::ranges::adjacent_find(ids);
    if (twice != ids.end())
        table.refuse(
            "item",
            {fmt::format("编号“{}”出现了两次", *twice), fmt::format("the id \"{}\" stands twice", *twice)},
            "campaign.duplicate");
}

ScoreSheet sheet_of(const DefinitionTable& table) {
    table.only({"id", "version", "name", "valid_from", "valid_until", "areas", "pass_mark", "item", "veto"});
    ScoreSheet sheet;
    sheet.id = table.text("id");
    sheet.version = table.text("version");
    sheet.name = table.name("name");
    sheet.valid_from = table.day("valid_from");
    if (table.node("valid_until") != nullptr) sheet.valid_until = table.day("valid_until");
    if (sheet.valid_until && *sheet.valid_until <= sheet.valid_from)
        table.refuse("valid_until", {"不晚于 valid_from", "is not after valid_from"});
    sheet.areas = areas_of(table);
    for (const DefinitionTable& item : table.tables("item")) sheet.items.push_back(item_of(item));
    for (const DefinitionTable& veto : table.tables("veto")) sheet.vetoes.push_back(veto_of(veto));
    if (sheet.items.empty()) table.refuse("item", {"需要至少一项", "at least one is required"});
    refuse_doubles(table, sheet);
    if (table.node("pass_mark") == nullptr) table.refuse("pass_mark", {"需要及格分", "a number is required"});
    sheet.pass_mark = table.number("pass_mark", 0, sheet.maximum(), 0);
    return sheet;
}

tl::unexpected<Error> refused(std::string name, const std::string& item, Text why) {
    return fail(ErrorCode::invalid_input, std::move(name), std::move(why), "scores." + item);
}

}  // namespace

std::vector<ScoreSheet> score_sheets_of(const DefinitionTable& campaign) {
    std::vector<ScoreSheet> sheets;
    for (const DefinitionTable& table : campaign.tables("score_sheet")) {
        sheets.push_back(sheet_of(table));
        const ScoreSheet& last = sheets.back();
        for (std::size_t i = 0; i + 1 < sheets.size(); ++i) {
            if (sheets[i].key() == last.key())
                table.refuse(
                    "version",
                    {fmt::format("“{}”出现了两次", last.key()), fmt::format("{} stands twice", last.key())},
                    "campaign.duplicate");
            if (sheets[i].valid_from == last.valid_from && sheets[i].areas == last.areas)
                table.refuse("valid_from",
                             {fmt::format("与 {} 在同一地方同一天开始", sheets[i].key()),
                              fmt::format("{} begins on the same day in the same place", sheets[i].key())});
        }
    }
    return sheets;
}

double ScoreSheet::maximum() const {
    double sum = 0;
    for (const ScoreItem& item : items) sum += item.points;
    return sum;
}

const ScoreSheet* sheet_in_force(std::span<const ScoreSheet> sheets, Day day,
                                 std::span<const AreaCode> line) {
    const ScoreSheet* best = nullptr;
    std::size_t best_height = 0;
    for (const ScoreSheet& sheet : sheets) {
        if (day < sheet.valid_from || (sheet.valid_until && day >= *sheet.valid_until)) continue;
        std::size_t height = line.size();
        if (!sheet.areas.empty()) {
            const auto place = std::ranges::find_first_of(line, sheet.areas);
            if (place == line.end()) continue;
            height = static_cast<std::size_t>(place - line.begin());
        }
        const bool better = best == nullptr || height < best_height ||
                            (height == best_height && sheet.valid_from > best->valid_from);
        if (!better) continue;
        best = &sheet;
        best_height = height;
    }
    return best;
}

const ScoreSheet* find_sheet(std::span<const ScoreSheet> sheets, std::string_view key) {
    const auto found = std::ranges::find_if(sheets, [&](const ScoreSheet& one) { return one.key() == key; });
    return found == sheets.end() ? nullptr : &*found;
}

Result<ScoreResult> score(const ScoreSheet& sheet, std::span<const std::pair<std::string, double>> scores) {
    ScoreResult result;
    for (const auto& [id, points] : scores) {
        if (std::ranges::find(sheet.vetoes, id, &VetoItem::id) != sheet.vetoes.end()) {
            if (points != 0 && points != 1)
                return refused("score.range", id,
                               {fmt::format("一票否决项“{}”只能是 0（没有）或 1（有）", id),
                                fmt::format("the veto item \"{}\" is 0 (not found) or 1 (found)", id)});
            if (points == 1) result.vetoes.push_back(id);
            continue;
        }
        const auto item = std::ranges::find(sheet.items, id, &ScoreItem::id);
        if (item == sheet.items.end())
            return refused("score.unknown", id,
                           {fmt::format("评分表 {} 没有“{}”这一项", sheet.key(), id),
                            fmt::format("the score sheet {} has no item \"{}\"", sheet.key(), id)});
        if (!std::isfinite(points) || points < 0 || points > item->points)
            return refused(
                "score.range", id,
                {fmt::format("“{}”（{}）应为 0 至 {} 分，不能是 {}", item->name.zh, id, item->points, points),
                 fmt::format("\"{}\" takes 0 to {} points, not {}", id, item->points, points)});
        result.total += points;
    }
    result.passed = result.vetoes.empty() && result.total >= sheet.pass_mark;
    return result;
}

}  // namespace courtyard
