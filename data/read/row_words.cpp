// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/read/row_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <span>

#include "data/read/plain_text.h"

namespace courtyard {
namespace {

struct Word {
    std::string_view said;  ///< in the form of `plain_header`
    std::string_view meant;
};

constexpr std::array<Word, 40> statuses{{{"registered", "registered"},
                                         {"申报", "registered"},
                                         {"登记", "registered"},
                                         {"已登记", "registered"},
                                         {"recommended", "recommended"},
                                         {"推荐", "recommended"},
                                         {"已推荐", "recommended"},
                                         {"checked", "checked"},
                                         {"初审", "checked"},
                                         {"初审通过", "checked"},
                                         {"accepted", "accepted"},
                                         {"验收", "accepted"},
                                         {"验收通过", "accepted"},
                                         {"达标", "accepted"},
                                         {"已达标", "accepted"},
                                         {"合格", "accepted"},
                                         {"通过", "accepted"},
                                         {"published", "published"},
                                         {"公示", "published"},
                                         {"已公示", "published"},
                                         {"plaque", "plaque"},
                                         {"挂牌", "plaque"},
                                         {"已挂牌", "plaque"},
                                         {"needswork", "needs_work"},
                                         {"整改", "needs_work"},
                                         {"待整改", "needs_work"},
                                         {"需整改", "needs_work"},
                                         {"限期整改", "needs_work"},
                                         {"rejected", "rejected"},
                                         {"不合格", "rejected"},
                                         {"未通过", "rejected"},
                                         {"未达标", "rejected"},
                                         {"不通过", "rejected"},
                                         {"rechecked", "rechecked"},
                                         {"复核", "rechecked"},
                                         {"已复核", "rechecked"},
                                         {"revoked", "revoked"},
                                         {"撤销", "revoked"},
                                         {"摘牌", "revoked"},
                                         {"已摘牌", "revoked"}}};

constexpr std::array<Word, 15> base_levels{{{"county", "county"},
                                            {"县级", "county"},
                                            {"县", "county"},
                                            {"区级", "county"},
                                            {"县市级", "county"},
                                            {"县(市)级", "county"},
                                            {"县区级", "county"},
                                            {"prefecture", "prefecture"},
                                            {"city", "prefecture"},
                                            {"市级", "prefecture"},
                                            {"地市级", "prefecture"},
                                            {"市", "prefecture"},
                                            {"province", "province"},
                                            {"省级", "province"},
                                            {"省", "province"}}};

constexpr std::array<Word, 13> help_point_kinds{{{"childrenshome", "childrens_home"},
                                                 {"children'shome", "childrens_home"},
                                                 {"儿童之家", "childrens_home"},
                                                 {"儿童活动之家", "childrens_home"},
                                                 {"protectionstation", "protection_station"},
                                                 {"未成年人保护工作站", "protection_station"},
                                                 {"未成年人保护站", "protection_station"},
                                                 {"未成年人救助保护站", "protection_station"},
                                                 {"未保站", "protection_station"},
                                                 {"未保工作站", "protection_station"},
                                                 {"womenshome", "womens_home"},
                                                 {"women'shome", "womens_home"},
                                                 {"妇女之家", "womens_home"}}};

/// Statuses of machines other than the courtyards'.
constexpr std::array<Word, 8> other_statuses{{{"排查发现", "found"},
                                              {"发现", "found"},
                                              {"调解", "mediated"},
                                              {"调解中", "mediated"},
                                              {"已调解", "mediated"},
                                              {"办结", "closed"},
                                              {"已办结", "closed"},
                                              {"化解", "closed"}}};

constexpr std::array<Word, 9> relief_kinds{{{"goods", "goods"},
                                            {"物资", "goods"},
                                            {"慰问品", "goods"},
                                            {"实物", "goods"},
                                            {"cash", "cash"},
                                            {"现金", "cash"},
                                            {"慰问金", "cash"},
                                            {"助学金", "cash"},
                                            {"资金", "cash"}}};

constexpr std::array<Word, 4> channels{
    {{"online", "online"}, {"线上", "online"}, {"offline", "offline"}, {"线下", "offline"}}};

constexpr std::array<Word, 8> subjects{{{"household", "household"},
                                        {"户", "household"},
                                        {"base", "base"},
                                        {"基地", "base"},
                                        {"case", "case"},
                                        {"纠纷", "case"},
                                        {"relief", "relief"},
                                        {"发放批次", "relief"}}};

constexpr std::array<std::string_view, 13> plan_words{"plan",   "whole",  "total", "总",       "总任务",
                                                      "总目标", "总计划", "五年",  "五年任务", "规划",
                                                      "全部",   "规划期", "合计"};

std::optional<std::string> meaning(std::span<const Word> words, std::string_view text) {
    const std::string said = plain_header(text);
    for (const Word& word : words) {
        if (word.said == said) return std::string(word.meant);
    }
    return std::nullopt;
}

tl::unexpected<Error> unknown(std::string name, std::string_view text, std::string_view expected) {
    return fail(ErrorCode::invalid_input, std::move(name),
                {fmt::format("“{}”不在可用的词里：{}", text.substr(0, 60), expected),
                 fmt::format("\"{}\" is none of {}", text.substr(0, 60), expected)});
}

}  // namespace

Result<std::string> status_word(std::string_view text) {
    if (auto word = meaning(statuses, text)) return *word;
    return unknown(
        "status.unknown", text,
        "registered 申报, recommended 推荐, checked 初审, accepted 验收, published 公示, plaque 挂牌, "
        "needs_work 整改, rejected 不合格, rechecked 复核, revoked 撤销");
}

Result<std::string> campaign_status_word(std::string_view text) {
    if (auto other = meaning(other_statuses, text)) return *other;
    if (auto level = meaning(base_levels, text)) return *level;
    auto word = status_word(text);
    const bool identifier =
        !text.empty() && text.size() <= 40 &&
        std::all_of(text.begin(), text.end(), [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; });
    if (!word && identifier) return std::string(text);
    return word;
}

Result<std::string> base_level_word(std::string_view text) {
    if (auto word = meaning(base_levels, text)) return *word;
    return unknown("level.unknown", text, "county 县级, prefecture 市级, province 省级");
}

std::string help_point_kind_word(std::string_view text) {
    return meaning(help_point_kinds, text).value_or(std::string(text));
}

Result<std::string> relief_kind_word(std::string_view text) {
    if (auto word = meaning(relief_kinds, text)) return *word;
    return unknown("relief_kind.unknown", text, "goods 物资, cash 慰问金");
}

Result<std::string> channel_word(std::string_view text) {
    if (auto word = meaning(channels, text)) return *word;
    return unknown("channel.unknown", text, "online 线上, offline 线下");
}

Result<Subject> subject_word(std::string_view text) {
    if (auto word = meaning(subjects, text)) return parse_subject(*word);
    return unknown("subject.unknown", text, "household 户, base 基地, case 纠纷");
}

Result<std::optional<int>> period_word(std::string_view text) {
    const std::string said = plain_header(text);
    if (std::find(plan_words.begin(), plan_words.end(), said) != plan_words.end()) return std::nullopt;
    std::string_view digits = said;
    for (const std::string_view tail : {"年度", "年"}) {
        if (digits.ends_with(tail)) {
            digits.remove_suffix(tail.size());
            break;
        }
    }
    int year = 0;
    const char* last = digits.data() + digits.size();
    const auto [end, error] = std::from_chars(digits.data(), last, year);
    if (error == std::errc() && end == last && year >= 1990 && year <= 2100) return year;
    return unknown("period.unknown", text, "plan 总任务, 2021, 2022 ...");
}

}  // namespace courtyard
