// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/parameters.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <vector>

namespace courtyard {

std::optional<double> finite_number(std::string_view text) {
    if (text.starts_with('+')) text.remove_prefix(text.starts_with("+-") ? 0 : 1);
    double value = 0;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (failed != std::errc() || end != text.data() + text.size() || !std::isfinite(value))
        return std::nullopt;
    return value;
}

void Parameters::wrong(std::string_view name, Text detail) {
    if (!error_)
        error_ = Error{ErrorCode::invalid_input, "parameter.invalid", std::move(detail), std::string(name)};
}

std::optional<std::string> Parameters::text(std::string_view name) {
    known_.emplace(name);
    std::optional<std::string> found;
    for (const auto& [key, value] : head_.query) {
        if (key != name) continue;
        if (found) wrong(name, {fmt::format("参数 {} 重复", name), fmt::format("{} is given twice", name)});
        found = value;
    }
    return found;
}

std::vector<std::string> Parameters::texts(std::string_view name) {
    known_.emplace(name);
    std::vector<std::string> all;
    for (const auto& [key, value] : head_.query)
        if (key == name) all.push_back(value);
    return all;
}

std::vector<std::pair<std::string, std::string>> Parameters::named(std::string_view prefix) {
    std::vector<std::pair<std::string, std::string>> all;
    for (const auto& [key, value] : head_.query) {
        if (!key.starts_with(prefix) || key.size() < prefix.size() + 2 || key[prefix.size()] != '.') continue;
        known_.emplace(key);
        all.emplace_back(key.substr(prefix.size() + 1), value);
    }
    return all;
}

std::optional<Day> Parameters::day(std::string_view name) {
    const auto given = text(name);
    if (!given) return std::nullopt;
    const auto parsed = Day::parse(*given);
    if (parsed) return *parsed;
    wrong(name, parsed.error().detail);
    return std::nullopt;
}

std::optional<AreaLevel> Parameters::level(std::string_view name) {
    const auto given = text(name);
    if (!given) return std::nullopt;
    const auto parsed = parse_area_level(*given);
    if (parsed) return *parsed;
    wrong(name, parsed.error().detail);
    return std::nullopt;
}

std::optional<std::int64_t> Parameters::integer(std::string_view name, std::int64_t least,
                                                std::int64_t most) {
    const auto given = text(name);
    if (!given) return std::nullopt;
    std::int64_t value = 0;
    const auto [end, failed] = std::from_chars(given->data(), given->data() + given->size(), value);
    if (failed == std::errc() && end == given->data() + given->size() && value >= least && value <= most)
        return value;
    wrong(name, {fmt::format("{} 应为 {} 至 {} 的整数，不能是“{}”", name, least, most, *given),
                 fmt::format("{} is a whole number from {} to {}, not \"{}\"", name, least, most, *given)});
    return std::nullopt;
}

std::optional<double> Parameters::number(std::string_view name) {
    const auto given = text(name);
    if (!given) return std::nullopt;
    if (const auto value = finite_number(*given)) return value;
    wrong(name, {fmt::format("{} 应为数字，不能是“{}”", name, *given),
                 fmt::format("{} is a number, not \"{}\"", name, *given)});
    return std::nullopt;
}

Result<void> Parameters::checked() const {
    if (error_) return tl::unexpected(*error_);
    for (const auto& [key, value] : head_.query)
        if (!known_.contains(key))
            return fail(
                ErrorCode::invalid_input, "parameter.unknown",
                {fmt::format("不认识参数“{}”", key), fmt::format("there is no parameter \"{}\" here", key)},
                key);
    return {};
}

}  // namespace courtyard
