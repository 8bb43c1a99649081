// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/ogc/media.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <vector>

#include "api/http/header_text.h"
#include "api/problem.h"

namespace courtyard {
namespace {

struct Accepted {
    std::string type;  ///< without parameters, in lower case
    double weight = 1;
};

std::string bare(std::string_view text) {
    std::string small = small_letters(text);
    std::erase_if(small, is_blank);
    return small;
}

std::vector<Accepted> accepted_types(std::string_view header) {
    std::vector<Accepted> all;
    for (const std::string_view element : elements_of(header)) {
        const std::string one = bare(element);
        Accepted accepted{one.substr(0, one.find(';'))};
        if (const auto q = one.find(";q="); q != std::string::npos)
            std::from_chars(one.data() + q + 3, one.data() + one.size(), accepted.weight);
        if (!accepted.type.empty()) all.push_back(std::move(accepted));
    }
    return all;
}

bool covers(std::string_view range, std::string_view type) {
    if (range == "*/*" || range == type) return true;
    return range.ends_with("/*") && type.starts_with(range.substr(0, range.size() - 1));
}

/// How welcome a type is, by the most exact range that covers it; nothing: not at all.
double weight_of(std::string_view type, std::span<const Accepted> accepted) {
    const auto exactness = [](std::string_view range) {
        return range == "*/*" ? 1 : range.ends_with("/*") ? 2 : 3;
    };
    int best = 0;
    double weight = 0;
    for (const Accepted& one : accepted) {
        if (!covers(one.type, type) || exactness(one.type) <= best) continue;
        best = exactness(one.type);
        weight = one.weight;
    }
    return weight;
}

}  // namespace

Result<Encoded> asked_encoding(const RequestHead& head, std::span<const Encoded> offered) {
    if (const auto f = head.parameter("f")) {
        for (const Encoded& one : offered)
            if (*f == one.word || *f == one.type) return one;
        std::vector<std::string_view> words;
        for (const Encoded& one : offered) words.push_back(one.word);
        return fail(ErrorCode::invalid_input, "parameter.invalid",
                    {fmt::format("f 可为 {}，不能是“{}”", fmt::join(words, "、"), *f),
                     fmt::format("f is one of {}, not \"{}\"", fmt::join(words, ", "), *f)},
                    "f");
    }
    const auto header = head.header("accept");
    const auto accepted = accepted_types(header.value_or(""));
    if (accepted.empty()) return offered.front();
    const Encoded* best = nullptr;
    double most = 0;
    for (const Encoded& one : offered) {
        double weight = weight_of(bare(one.type), accepted);
        if (!one.more.empty()) weight = std::max(weight, weight_of(bare(one.more), accepted));
        if (weight <= most) continue;
        best = &one;
        most = weight;
    }
    if (best != nullptr) return *best;
    std::vector<std::string_view> types;
    for (const Encoded& one : offered) types.push_back(one.type);
    return fail(
        ErrorCode::unsupported, "encoding.not_acceptable",
        {fmt::format("这个资源没有所要的格式，可用：{}", fmt::join(types, "、")),
         fmt::format("this resource is not there in what you accept; there are {}", fmt::join(types, ", "))},
        "accept");
}

Response not_encoded(const Error& error, const RequestHead& head) {
    return problem(error.code == ErrorCode::unsupported ? 406 : status_of(error), error, head);
}

}  // namespace courtyard
