// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/json_body.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "api/json_fault.h"
#include "data/read/plain_text.h"

namespace courtyard {
namespace {

constexpr std::size_t longest_text = 4'000;
constexpr std::size_t longest_name = 64;
constexpr std::size_t longest_list = 100;
constexpr double most_points = 1e6;
/// A body can be wrong in more ways than anybody will read.
constexpr std::size_t most_errors_told = 100;

tl::unexpected<Error> no_object(simdjson::error_code failed, const std::string& body) {
    const std::string pointer = pointer_to_fault(body);
    return fail(ErrorCode::invalid_input, "body.json",
                {fmt::format("不是正确的 JSON 对象：{}", simdjson::error_message(failed)),
                 fmt::format("not a JSON object: {}", simdjson::error_message(failed))},
                pointer.empty() ? "body" : pointer);
}

}  // namespace

Result<simdjson::dom::element> parse_object(simdjson::dom::parser& parser, const std::string& body) {
    simdjson::dom::element root;
    simdjson::dom::object object;
    auto failed = parser.parse(body).get(root);
    // simdjson skips a byte order mark; RFC 8259 lets nobody send one.
    if (!failed && body.starts_with("\xEF\xBB\xBF")) failed = simdjson::TAPE_ERROR;
    if (!failed) failed = root.get(object);
    if (failed) return no_object(failed, body);
    if (const auto repeated = pointer_to_repeated_member(root))
        return fail(ErrorCode::invalid_input, "member.twice",
                    {fmt::format("{} 出现两次", *repeated), fmt::format("{} comes twice", *repeated)},
                    *repeated);
    return root;
}

Result<JsonBody> JsonBody::parse(const std::string& body) {
    JsonBody parsed;
    parsed.parser_ = std::make_shared<simdjson::dom::parser>();
    const auto object = parse_object(*parsed.parser_, body);
    if (!object) return tl::unexpected(object.error());
    parsed.object_ = object->get_object().value();
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

bool JsonBody::acceptable(std::string_view name, std::string_view value) {
    const std::size_t before = errors_.size();
    if (value.size() > longest_text)
        wrong_type(name, "至多 4,000 字节的文字", "a text of at most 4,000 bytes");
    if (!is_printable(value, Lines::many))
        wrong_type(name, "不含控制字符和改变书写方向字符的文字",
                   "a text without control characters and marks that turn the direction of writing");
    return errors_.size() == before;
}

std::string JsonBody::text(std::string_view name) {
    const auto found = member(name);
    if (!found) return {};
    std::string_view value;
    if (found->get(value)) {
        wrong_type(name, "文字", "a text");
        return {};
    }
    return acceptable(name, value) ? std::string(value) : std::string();
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

bool JsonBody::yes(std::string_view name) {
    const auto found = member(name);
    bool value = false;
    if (found && found->get(value)) wrong_type(name, "true 或 false", "true or false");
    return value;
}

Result<std::int64_t> whole_number(double number) {
    constexpr double most = 9e15;
    if (number == std::trunc(number) && std::abs(number) <= most) return static_cast<std::int64_t>(number);
    return fail(ErrorCode::invalid_input, "number.not_whole",
                {fmt::format("{} 不是整数", number), fmt::format("{} is not a whole number", number)});
}

std::vector<std::string> JsonBody::texts(std::string_view name) {
    const auto found = member(name);
    std::vector<std::string> list;
    if (!found) return list;
    simdjson::dom::array array;
    if (found->get(array)) return wrong_type(name, "文字列表", "a list of texts"), list;
    if (array.size() > longest_list)
        return wrong_type(name, "至多 100 项的列表", "a list of at most 100 texts"), list;
    for (const auto item : array) {
        std::string_view value;
        if (item.get(value)) return wrong_type(name, "文字列表", "a list of texts"), list;
        if (!acceptable(name, value)) return list;
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
    if (object.size() > longest_list) return wrong_type(name, "至多 100 项", "of at most 100 items"), pairs;
    for (const auto field : object) {
        double value = 0;
        if (field.value.get(value)) return wrong_type(name, "{项目: 分值}", "{item: points}"), pairs;
        if (field.key.size() > longest_name || !is_printable(field.key, Lines::one) ||
            std::abs(value) > most_points)
            return wrong_type(name, "{项目: 分值}，项目至多 64 字节，分值至多 1,000,000",
                              "{item: points}, items of at most 64 bytes, points up to 1,000,000"),
                   pairs;
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
    for (const auto field : object_) {
        if (std::ranges::find(read_, field.key) != read_.end()) continue;
        if (all.size() >= most_errors_told) break;
        const auto name = leading(field.key, longest_name);
        all.push_back({0,
                       std::string(name),
                       "member.unknown",
                       {fmt::format("不认识 {}", name), fmt::format("there is no member {}", name)}});
    }
    return all;
}

}  // namespace courtyard
