// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/cql2/parser.h"

#include <fmt/format.h>

#include <array>

#include "api/cql2/builder.h"
#include "api/cql2/geometry_text.h"
#include "data/read/text_encoding.h"

namespace courtyard::cql2 {
namespace {

template <class Value>
struct Named {
    std::string_view name;
    Value value;
};

template <class Value, std::size_t Size>
std::optional<Value> named(const std::array<Named<Value>, Size>& all, const Token& token) {
    for (const auto& one : all)
        if (is_keyword(token, one.name)) return one.value;
    return std::nullopt;
}

constexpr std::array<Named<SpatialRelation>, 8> spatial_functions{{
    {"S_INTERSECTS", SpatialRelation::intersects},
    {"S_DISJOINT", SpatialRelation::disjoint},
    {"S_EQUALS", SpatialRelation::equals},
    {"S_TOUCHES", SpatialRelation::touches},
    {"S_CROSSES", SpatialRelation::crosses},
    {"S_WITHIN", SpatialRelation::within},
    {"S_CONTAINS", SpatialRelation::contains},
    {"S_OVERLAPS", SpatialRelation::overlaps},
}};

constexpr std::array<Named<TemporalRelation>, 15> temporal_functions{{
    {"T_AFTER", TemporalRelation::after},
    {"T_BEFORE", TemporalRelation::before},
    {"T_CONTAINS", TemporalRelation::contains},
    {"T_DISJOINT", TemporalRelation::disjoint},
    {"T_DURING", TemporalRelation::during},
    {"T_EQUALS", TemporalRelation::equals},
    {"T_FINISHEDBY", TemporalRelation::finished_by},
    {"T_FINISHES", TemporalRelation::finishes},
    {"T_INTERSECTS", TemporalRelation::intersects},
    {"T_MEETS", TemporalRelation::meets},
    {"T_METBY", TemporalRelation::met_by},
    {"T_OVERLAPPEDBY", TemporalRelation::overlapped_by},
    {"T_OVERLAPS", TemporalRelation::overlaps},
    {"T_STARTEDBY", TemporalRelation::started_by},
    {"T_STARTS", TemporalRelation::starts},
}};

struct ComparisonSign {
    std::string_view sign;
    Comparison comparison;
};
constexpr std::array<ComparisonSign, 6> comparison_signs{{{"=", Comparison::equal},
                                                          {"<>", Comparison::unequal},
                                                          {"<", Comparison::less},
                                                          {"<=", Comparison::at_most},
                                                          {">", Comparison::greater},
                                                          {">=", Comparison::at_least}}};

constexpr std::array<std::string_view, 11> reserved{"AND", "OR",   "NOT",  "LIKE",  "BETWEEN", "IN",
                                                    "IS",  "NULL", "TRUE", "FALSE", "DIV"};

/// One method for each level of binding, the loosest first.
class Parser {
  public:
    Parser(Reading& reading, std::span<const ExportField> queryables, const FilterPosition& position)
        : reading_(reading), build_(reading, queryables), position_(position) {}

    Result<Expression> whole() {
        const NodeIndex root = condition();
        if (!reading_.fault() && reading_.now().kind != TokenKind::end)
            reading_.refuse(expected({"AND、OR 或结束", "AND, OR or the end"}, reading_.now()));
        auto expression = build_.finish(root);
        if (reading_.fault()) return tl::unexpected(*reading_.fault());
        return expression;
    }

  private:
    NodeIndex condition() {
        const Reading::Level level(reading_);
        std::vector<NodeIndex> parts{conjunction()};
        while (reading_.take_word("OR")) parts.push_back(conjunction());
        return build_.any_of(std::move(parts));
    }

    NodeIndex conjunction() {
        std::vector<NodeIndex> parts{negation()};
        while (reading_.take_word("AND")) parts.push_back(negation());
        return build_.all_of(std::move(parts));
    }

    NodeIndex negation() {
        const std::size_t at = reading_.now().at;
        if (!reading_.take_word("NOT")) return predicate();
        const Reading::Level level(reading_);
        return build_.negation(negation(), at);
    }

    NodeIndex predicate() {
        const NodeIndex left = sum();
        const std::size_t at = reading_.now().at;
        for (const auto& [sign, comparison] : comparison_signs)
            if (reading_.take_sign(sign)) return build_.comparison(comparison, left, sum(), at);
        if (reading_.take_word("IS")) {
            const bool is_negated = reading_.take_word("NOT");
            if (!reading_.take_word("NULL")) reading_.refuse(expected({"NULL", "NULL"}, reading_.now()));
            return negated_if(is_negated, build_.is_nothing(left, at), at);
        }
        const bool is_negated = reading_.take_word("NOT");
        if (reading_.take_word("LIKE")) return negated_if(is_negated, build_.like(left, sum(), at), at);
        if (reading_.take_word("BETWEEN")) return negated_if(is_negated, between(left, at), at);
        if (reading_.take_word("IN")) return negated_if(is_negated, one_of(left, at), at);
        if (is_negated)
            reading_.refuse(expected({"LIKE、BETWEEN 或 IN", "LIKE, BETWEEN or IN"}, reading_.now()));
        return left;
    }

    NodeIndex negated_if(bool is_negated, NodeIndex part, std::size_t at) {
        return is_negated ? build_.negation(part, at) : part;
    }

    NodeIndex between(NodeIndex value, std::size_t at) {
        const NodeIndex least = sum();
        if (!reading_.take_word("AND")) reading_.refuse(expected({"AND", "AND"}, reading_.now()));
        return build_.between(value, least, sum(), at);
    }

    NodeIndex one_of(NodeIndex value, std::size_t at) {
        std::vector<NodeIndex> list;
        reading_.require_sign("(");
        do list.push_back(sum());
        while (reading_.take_sign(","));
        reading_.require_sign(")");
        return build_.one_of(value, std::move(list), at);
    }

    NodeIndex sum() {
        NodeIndex left = product();
        while (true) {
            const std::size_t at = reading_.now().at;
            if (reading_.take_sign("+"))
                left = build_.arithmetic(Arithmetic::plus, left, product(), at);
            else if (reading_.take_sign("-"))
                left = build_.arithmetic(Arithmetic::minus, left, product(), at);
            else
                return left;
        }
    }

    NodeIndex product() {
        NodeIndex left = signed_power();
        while (true) {
            const std::size_t at = reading_.now().at;
            if (reading_.take_sign("*"))
                left = build_.arithmetic(Arithmetic::times, left, signed_power(), at);
            else if (reading_.take_sign("/"))
                left = build_.arithmetic(Arithmetic::over, left, signed_power(), at);
            else if (reading_.take_sign("%"))
                left = build_.arithmetic(Arithmetic::remainder, left, signed_power(), at);
            else if (reading_.take_word("DIV"))
                left = build_.arithmetic(Arithmetic::whole_quotient, left, signed_power(), at);
            else
                return left;
        }
    }

    /// A sign binds more loosely than a power: -2^2 is -4, and 2^-1 is a half.
    NodeIndex signed_power() {
        const std::size_t at = reading_.now().at;
        const bool is_negative = reading_.is_sign("-");
        if (is_negative || reading_.is_sign("+")) {
            const Reading::Level level(reading_);
            reading_.step();
            const NodeIndex number = signed_power();
            return is_negative ? build_.negative(number, at) : number;
        }
        const NodeIndex base = primary();
        const std::size_t sign = reading_.now().at;
        if (!reading_.take_sign("^")) return base;
        const Reading::Level level(reading_);
        return build_.arithmetic(Arithmetic::power, base, signed_power(), sign);
    }

    NodeIndex primary() {
        const Token token = reading_.now();
        if (reading_.take_sign("(")) {
            const NodeIndex inner = condition();
            reading_.require_sign(")");
            return inner;
        }
        if (is_geometry_text(reading_)) return build_.geometry(read_geometry(reading_, position_), token.at);
        if (reading_.is_call() && !is_reserved(token)) return call(token);
        reading_.step();
        if (token.kind == TokenKind::text) return build_.text(token);
        if (token.kind == TokenKind::number) return build_.number(token);
        if (is_keyword(token, "TRUE")) return build_.truth(Truth::yes, token.at);
        if (is_keyword(token, "FALSE")) return build_.truth(Truth::no, token.at);
        const bool is_name =
            token.kind == TokenKind::quoted_name || (token.kind == TokenKind::word && !is_reserved(token));
        if (is_name) return build_.property(token);
        reading_.refuse(expected({"属性名、值或函数", "an attribute, a value or a function"}, token));
        return build_.truth(Truth::no, token.at);
    }

    static bool is_reserved(const Token& token) {
        return std::ranges::any_of(reserved, [&](std::string_view word) { return is_keyword(token, word); });
    }

    NodeIndex call(const Token& name) {
        const Reading::Level level(reading_);
        reading_.step();
        reading_.require_sign("(");
        const NodeIndex made = arguments_of(name);
        reading_.require_sign(")");
        return made;
    }

    NodeIndex arguments_of(const Token& name) {
        if (is_keyword(name, "CASEI")) return build_.folded(sum(), name.at);
        if (is_keyword(name, "ACCENTI")) return build_.unaccented(sum(), name.at);
        if (is_keyword(name, "DATE")) return build_.date(quoted_text());
        if (is_keyword(name, "TIMESTAMP")) return build_.timestamp(quoted_text());
        if (is_keyword(name, "INTERVAL")) {
            const auto from = end_of_interval();
            reading_.require_sign(",");
            return build_.period(from, end_of_interval(), name.at);
        }
        const auto spatial = named(spatial_functions, name);
        const auto temporal = named(temporal_functions, name);
        if (spatial || temporal) {
            const NodeIndex left = sum();
            reading_.require_sign(",");
            const NodeIndex right = sum();
            return spatial ? build_.spatial(*spatial, left, right, name.at)
                           : build_.temporal(*temporal, left, right, name.at);
        }
        reading_.refuse(fault_at(name.at, "filter.syntax",
                                 {"没有这个函数；有 CASEI、ACCENTI、DATE、TIMESTAMP、INTERVAL、S_… 和 T_…",
                                  "there is no such function; there are CASEI, ACCENTI, DATE, TIMESTAMP, "
                                  "INTERVAL, S_... and T_..."}));
        return build_.truth(Truth::no, name.at);
    }

    Token quoted_text() {
        const Token token = reading_.now();
        if (token.kind != TokenKind::text)
            reading_.refuse(expected({"单引号中的文本", "text in single quotes"}, token));
        reading_.step();
        return token;
    }

    std::optional<NodeIndex> end_of_interval() {
        if (reading_.now().kind == TokenKind::text && reading_.now().text == "..") {
            reading_.step();
            return std::nullopt;
        }
        return sum();
    }

    Reading& reading_;
    Builder build_;
    const FilterPosition& position_;
};

}  // namespace

Result<Expression> parse(std::string_view cql2, std::span<const ExportField> queryables,
                         const FilterPosition& position) {
    if (cql2.size() > Filter::longest)
        return fail(ErrorCode::invalid_input, "filter.too_long",
                    {fmt::format("筛选条件超过 {} 字节", Filter::longest),
                     fmt::format("the filter is longer than {} bytes", Filter::longest)},
                    "filter");
    if (!is_utf8(cql2))
        return fail(ErrorCode::invalid_input, "filter.syntax",
                    {"筛选条件不是 UTF-8 文本", "the filter is not UTF-8"}, "filter");
    auto tokens = tokens_of(cql2);
    if (!tokens) return tl::unexpected(tokens.error());
    Reading reading(std::move(*tokens));
    return Parser(reading, queryables, position).whole();
}

}  // namespace courtyard::cql2
