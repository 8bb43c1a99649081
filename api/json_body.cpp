// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/json_body.h"

#include <fmt/format.h>

#include <algorithm>

namespace courtyard {

Result<JsonBody> JsonBody::parse(const std::string& body) {
    JsonBody parsed;
    parsed.parser_ = std::make_shared<simdjson::dom::parser>();
    simdjson::dom::element root;
    auto failed = parsed.parser_->parse(body).get(root);
    if (!failed) failed = root.get(parsed.object_);
    if (failed)
        return fail(ErrorCode::invalid_input, "body.json",
                    {fmt::format("不是正确的 JSON 对象：{}", simdjson::error_message(failed)),
                     fmt::format("not a JSON object: {}", simdjson::error_message(failed))},
                    "body");
    return parsed;
}

std::optional<simdjson::dom::element> JsonBody::member(std::string_view name) {
    read_.push_back(name);
    simdjson::dom::element found;
    if (object_.at_key(name).get(found) || found.is_null()) return std::nullopt;
    return found;
}

void JsonBody::wrong_type(std::string_view name, std::string_view zh, std::string_view en) {
    errors_.push_back({0,
                       std::string(name),
                       "member.type",
                       {fmt::format("{} 应为{}", name, zh), fmt::format("{} must be {}", name, en)}});
}

std::string JsonBody::text(std::string_view name) {
    constexpr std::size_t longest = 4'000;
    const auto found = member(name);
    if (!found) return {};
    std::string_view value;
    if (found->get(value)) {
        wrong_type(name, "文字", "a text");
        return {};
    }
    if (value.size() > longest) wrong_type(name, "至多 4,000 字节的文字", "a text of at most 4,000 bytes");
    if (std::ranges::any_of(
            value, [](char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t'; }))
        wrong_type(name, "不含控制字符的文字", "a text without control characters");
    return std::string(value);
}

std::string JsonBody::required_text(std::string_view name) {
    std::string value = text(name);
    if (value.empty())
        errors_.push_back({0,
                           std::string(name),
                           "member.missing",
                           {fmt::format("缺少 {}", name), fmt::format("{} is missing", name)}});
    return value;
}

std::optional<double> JsonBody::number(std::string_view name) {
    const auto found = member(name);
    if (!found) return std::nullopt;
    double value = 0;
    if (!found->get(value)) return value;
    wrong_type(name, "数字", "a number");
    return std::nullopt;
}

std::optional<double> JsonBody::required_number(std::string_view name) {
    const std::size_t before = errors_.size();
    const auto value = number(name);
    if (!value && errors_.size() == before)
        errors_.push_back({0,
                           std::string(name),
                           "member.missing",
                           {fmt::format("缺少 {}", name), fmt::format("{} is missing", name)}});
    return value;
}

std::vector<std::string> JsonBody::texts(std::string_view name) {
    const auto found = member(name);
    std::vector<std::string> list;
    if (!found) return list;
    simdjson::dom::array array;
    if (found->get(array)) return wrong_type(name, "文字列表", "a list of texts"), list;
    for (const auto item : array) {
        std::string_view value;
        if (item.get(value)) return wrong_type(name, "文字列表", "a list of texts"), list;
        list.emplace_back(value);
    }
    return list;
}

std::vector<std::pair<std::string, double>> JsonBody::numbers_by_name(std::string_view name) {
    const auto found = member(name);
    std::vector<std::pair<std::string, double>> pairs;
    if (!found) return pairs;
    simdjson::dom::object object;
    if (found->get(object)) return wrong_type(name, "{项目: 分值}", "{item: points}"), pairs;
    for (const auto field : object) {
        double value = 0;
        if (field.value.get(value)) return wrong_type(name, "{项目: 分值}", "{item: points}"), pairs;
        pairs.emplace_back(field.key, value);
    }
    std::ranges::sort(pairs);
    return pairs;
}

void JsonBody::refuse(std::string_view name, const Error& error) {
    errors_.push_back({0, std::string(name), error.name, error.detail});
}

std::vector<Rejection> JsonBody::errors() const {
    std::vector<Rejection> all = errors_;
    std::vector<std::string_view> seen;
    for (const auto field : object_) {
        if (std::ranges::find(read_, field.key) == read_.end())
            all.push_back(
                {0,
                 std::string(field.key),
                 "member.unknown",
                 {fmt::format("不认识 {}", field.key), fmt::format("there is no member {}", field.key)}});
        if (std::ranges::find(seen, field.key) != seen.end())
            all.push_back(
                {0,
                 std::string(field.key),
                 "member.twice",
                 {fmt::format("{} 出现两次", field.key), fmt::format("{} comes twice", field.key)}});
        seen.push_back(field.key);
    }
    return all;
}

}  // namespace courtyard
