// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/cql2/builder.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "api/cql2/letters.h"

namespace courtyard::cql2 {
namespace {

Type type_of(ExportType type) {
    switch (type) {
        case ExportType::text:
            return Type::text;
        case ExportType::integer:
        case ExportType::real:
            return Type::number;
        case ExportType::day:
            return Type::day;
    }
    return Type::text;
}

/// `2023-06-30` and nothing else: the language has one way to write a day.
std::optional<Day> day_in(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    const auto day = Day::parse(text);
    return day ? std::optional(*day) : std::nullopt;
}

std::optional<Instant> instant_in(std::string_view text) {
    const auto instant = text.size() > 10 ? Instant::parse(text) : Instant::parse("");
    return instant ? std::optional(*instant) : std::nullopt;
}

Node node(Kind kind, Type type, std::size_t at, std::vector<NodeIndex> parts = {}) {
    Node made;
    made.kind = kind;
    made.type = type;
    made.at = at;
    made.parts = std::move(parts);
    return made;
}

SpatialRelation mirrored(SpatialRelation relation) {
    if (relation == SpatialRelation::within) return SpatialRelation::contains;
    if (relation == SpatialRelation::contains) return SpatialRelation::within;
    return relation;
}

bool is_literal(Kind kind) {
    return kind == Kind::text_literal || kind == Kind::number_literal || kind == Kind::day_literal ||
           kind == Kind::instant_literal || kind == Kind::geometry_literal;
}

tl::unexpected<Error> no_day(const Token& text) {
    return fault_at(
        text.at, "filter.syntax",
        {"日期应写作 DATE('2023-06-30')，且须存在", "a day that exists is wanted: DATE('2023-06-30')"});
}

tl::unexpected<Error> no_instant(const Token& text) {
    return fault_at(text.at, "filter.syntax",
                    {"时刻应写作 TIMESTAMP('2023-06-30T08:00:00Z')，且须存在",
                     "a time that exists is wanted: TIMESTAMP('2023-06-30T08:00:00Z')"});
}

Text name_of(Type type) {
    switch (type) {
        case Type::truth:
            return {"条件", "a condition"};
        case Type::text:
            return {"文本", "text"};
        case Type::number:
            return {"数字", "a number"};
        case Type::day:
            return {"日期", "a day"};
        case Type::instant:
            return {"时刻", "a time"};
        case Type::period:
            return {"时段", "an interval"};
        case Type::geometry:
            return {"几何", "a geometry"};
    }
    return {};
}

}  // namespace

NodeIndex Builder::add(Node node) {
    for (const NodeIndex part : node.parts)
        node.height = std::max<std::uint16_t>(node.height,
                                              static_cast<std::uint16_t>(expression_.nodes[part].height + 1));
    if (node.height > Reading::deepest) {
        reading_.refuse(too_deep(node.at));
        node.height = 1;
    }
    if (!is_literal(node.kind)) reading_.count_part(node.at);
    expression_.nodes.push_back(std::move(node));
    return static_cast<NodeIndex>(expression_.nodes.size() - 1);
}

Expression Builder::finish(NodeIndex root) {
    require(root, Type::truth);
    expression_.root = root;
    return std::move(expression_);
}

bool Builder::require(NodeIndex part, Type type) {
    const Node& found = expression_.nodes[part];
    if (found.type == type) return true;
    Text wanted = name_of(type);
    if (type == Type::text && found.kind == Kind::number_literal)
        wanted = {"文本（加单引号）", "text (in single quotes)"};
    const Text given = name_of(found.type);
    reading_.refuse(fault_at(found.at, "filter.type",
                             {fmt::format("此处应为{}，却是{}", wanted.zh, given.zh),
                              fmt::format("{} is wanted here, this is {}", wanted.en, given.en)}));
    return false;
}

NodeIndex Builder::property(const Token& name) {
    const auto field = std::ranges::find(queryables_, name.text, &ExportField::name);
    if (field != queryables_.end()) {
        Node made = node(Kind::property, type_of(field->type), name.at);
        made.field = static_cast<std::size_t>(field - queryables_.begin());
        return add(std::move(made));
    }
    if (name.text == "geometry") return add(node(Kind::geometry_property, Type::geometry, name.at));
    std::string known;
    for (const ExportField& queryable : queryables_) known += queryable.name + ", ";
    constexpr std::size_t longest = 40;
    const bool is_short = name.text.size() <= longest;
    reading_.refuse(
        fault_at(name.at, "filter.property",
                 {fmt::format("没有{}这一属性；可用：{}geometry",
                              is_short ? fmt::format("“{}”", name.text) : "", known),
                  fmt::format("there is no attribute {}; there are: {}geometry",
                              is_short ? fmt::format("“{}”", name.text) : "of this name", known)}));
    return add(node(Kind::property, Type::text, name.at));
}

NodeIndex Builder::text(const Token& token) {
    Node made = node(Kind::text_literal, Type::text, token.at);
    made.text = token.text;
    return add(std::move(made));
}

NodeIndex Builder::number(const Token& token) {
    Node made = node(Kind::number_literal, Type::number, token.at);
    made.number = static_cast<long double>(token.number);
    // Whole numbers beyond 2^53 are not doubles.
    const bool is_whole = std::ranges::all_of(token.text, [](char c) { return c >= '0' && c <= '9'; });
    if (is_whole && token.text.size() <= 18) made.number = static_cast<long double>(std::stoll(token.text));
    return add(std::move(made));
}

NodeIndex Builder::truth(Truth truth, std::size_t at) {
    Node made = node(Kind::truth_literal, Type::truth, at);
    made.truth = truth;
    return add(std::move(made));
}

NodeIndex Builder::date(const Token& text) {
    Node made = node(Kind::day_literal, Type::day, text.at);
    const auto day = day_in(text.text);
    if (!day) reading_.refuse(no_day(text));
    made.moment = day.value_or(Day{}).since_epoch;
    return add(std::move(made));
}

NodeIndex Builder::timestamp(const Token& text) {
    Node made = node(Kind::instant_literal, Type::instant, text.at);
    const auto instant = instant_in(text.text);
    if (!instant) reading_.refuse(no_instant(text));
    made.moment = instant.value_or(Instant{}).ms;
    return add(std::move(made));
}

NodeIndex Builder::geometry(Shape shape, std::size_t at) {
    Node made = node(Kind::geometry_literal, Type::geometry, at);
    made.shape = std::move(shape);
    return add(std::move(made));
}

NodeIndex Builder::several(Kind kind, std::vector<NodeIndex> parts) {
    if (parts.size() == 1) return parts.front();
    for (const NodeIndex part : parts)
        if (!require(part, Type::truth)) break;
    const std::size_t at = expression_.nodes[parts.front()].at;
    return add(node(kind, Type::truth, at, std::move(parts)));
}

NodeIndex Builder::negation(NodeIndex part, std::size_t at) {
    require(part, Type::truth);
    return add(node(Kind::negation, Type::truth, at, {part}));
}

void Builder::as_time(NodeIndex text, Type type) {
    Node& literal = expression_.nodes[text];
    const Token token{TokenKind::text, literal.text, 0, literal.at};
    const auto day = day_in(literal.text);
    const auto instant = instant_in(literal.text);
    if (!day && !instant) return reading_.refuse(type == Type::day ? no_day(token) : no_instant(token));
    literal.kind = day ? Kind::day_literal : Kind::instant_literal;
    literal.type = day ? Type::day : Type::instant;
    literal.moment = day ? day->since_epoch : instant->ms;
}

bool Builder::agree(std::span<const NodeIndex> values) {
    const auto type = [&](NodeIndex value) { return expression_.nodes[value].type; };
    const auto is_time = [&](NodeIndex value) {
        return type(value) == Type::day || type(value) == Type::instant;
    };
    const auto time = std::ranges::find_if(values, is_time);
    if (time != values.end()) {
        const Type wanted = type(*time);
        for (const NodeIndex value : values)
            if (expression_.nodes[value].kind == Kind::text_literal) as_time(value, wanted);
        // Beside days an instant counts as the day that it falls on.
        if (std::ranges::any_of(values, [&](NodeIndex value) { return type(value) == Type::day; })) {
            for (const NodeIndex value : values) {
                Node& literal = expression_.nodes[value];
                if (literal.kind != Kind::instant_literal) continue;
                literal.kind = Kind::day_literal;
                literal.type = Type::day;
                literal.moment = Instant{literal.moment}.day().since_epoch;
            }
        }
    }
    const Node& first = expression_.nodes[values.front()];
    if (first.type == Type::geometry || first.type == Type::period) {
        const Text given = name_of(first.type);
        reading_.refuse(
            fault_at(first.at, "filter.type",
                     {fmt::format("{}不能这样比较，请用 S_ 或 T_ 函数", given.zh),
                      fmt::format("{} is not compared like this; use a function S_... or T_...", given.en)}));
        return false;
    }
    return std::ranges::all_of(values, [&](NodeIndex value) { return require(value, first.type); });
}

NodeIndex Builder::comparison(Comparison comparison, NodeIndex left, NodeIndex right, std::size_t at) {
    agree(std::array{left, right});
    Node made = node(Kind::comparison, Type::truth, at, {left, right});
    made.comparison = comparison;
    return add(std::move(made));
}

NodeIndex Builder::like(NodeIndex text, NodeIndex pattern, std::size_t at) {
    Node made = node(Kind::like, Type::truth, at, {text});
    const Node& literal = expression_.nodes[pattern];
    if (require(text, Type::text) && require(pattern, Type::text) && literal.kind != Kind::text_literal)
        reading_.refuse(fault_at(literal.at, "filter.type",
                                 {"LIKE 后面应是写定的文本", "what follows LIKE is text as it is written"}));
    made.pattern.emplace(literal.text);
    return add(std::move(made));
}

NodeIndex Builder::between(NodeIndex value, NodeIndex least, NodeIndex most, std::size_t at) {
    agree(std::array{value, least, most});
    return add(node(Kind::between, Type::truth, at, {value, least, most}));
}

NodeIndex Builder::one_of(NodeIndex value, std::vector<NodeIndex> list, std::size_t at) {
    std::vector<NodeIndex> all{value};
    all.insert(all.end(), list.begin(), list.end());
    agree(all);
    Node made = node(Kind::one_of, Type::truth, at, {value});
    for (const NodeIndex member : list) {
        const Node& one = expression_.nodes[member];
        switch (one.kind) {
            case Kind::text_literal:
                made.texts.push_back(one.text);
                break;
            case Kind::number_literal:
                made.numbers.push_back(one.number);
                break;
            case Kind::day_literal:
            case Kind::instant_literal:
                made.moments.push_back(one.moment);
                break;
            default:
                made.parts.push_back(member);
        }
    }
    std::ranges::sort(made.texts);
    std::ranges::sort(made.numbers);
    std::ranges::sort(made.moments);
    return add(std::move(made));
}

NodeIndex Builder::is_nothing(NodeIndex value, std::size_t at) {
    return add(node(Kind::is_nothing, Type::truth, at, {value}));
}

NodeIndex Builder::arithmetic(Arithmetic operation, NodeIndex left, NodeIndex right, std::size_t at) {
    if (require(left, Type::number)) require(right, Type::number);
    Node made = node(Kind::arithmetic, Type::number, at, {left, right});
    made.arithmetic = operation;
    return add(std::move(made));
}

NodeIndex Builder::negative(NodeIndex number, std::size_t at) {
    if (!require(number, Type::number)) return number;
    if (expression_.nodes[number].kind == Kind::number_literal) {
        expression_.nodes[number].number = -expression_.nodes[number].number;
        return number;
    }
    return arithmetic(Arithmetic::minus, add(node(Kind::number_literal, Type::number, at)), number, at);
}

NodeIndex Builder::of_letters(Kind kind, NodeIndex text, std::size_t at) {
    if (!require(text, Type::text)) return text;
    Node& literal = expression_.nodes[text];
    if (literal.kind != Kind::text_literal) return add(node(kind, Type::text, at, {text}));
    const std::string written = literal.text;
    kind == Kind::folded ? fold_case(written, literal.text) : drop_accents(written, literal.text);
    return text;
}

NodeIndex Builder::period(std::optional<NodeIndex> from, std::optional<NodeIndex> to, std::size_t at) {
    Node made = node(Kind::period, Type::period, at);
    made.is_open_before = !from;
    made.is_open_after = !to;
    for (const auto& end : {from, to}) {
        if (!end) continue;
        if (expression_.nodes[*end].kind == Kind::text_literal) as_time(*end, Type::day);
        if (expression_.nodes[*end].type != Type::instant) require(*end, Type::day);
        made.parts.push_back(*end);
    }
    const auto is_known = [&](NodeIndex end) { return is_literal(expression_.nodes[end].kind); };
    if (from && to && is_known(*from) && is_known(*to) && !reading_.fault()) {
        const auto time = [&](NodeIndex end) {
            const Node& literal = expression_.nodes[end];
            return in_milliseconds({literal.moment, literal.moment, literal.type == Type::day});
        };
        if (time(*from).from > time(*to).to)
            reading_.refuse(
                fault_at(at, "filter.type", {"时段的结束早于开始", "the interval ends before it begins"}));
    }
    return add(std::move(made));
}

NodeIndex Builder::predicate(SpatialRelation relation, NodeIndex literal, std::size_t at) {
    Node made = node(Kind::spatial, Type::truth, at);
    auto predicate = GeometryPredicate::with(relation, expression_.nodes[literal].shape);
    if (!predicate) {
        reading_.refuse(fault_at(expression_.nodes[literal].at, "filter.geometry", predicate.error().detail));
        return truth(Truth::no, at);
    }
    made.predicate.emplace(std::move(*predicate));
    return add(std::move(made));
}

NodeIndex Builder::spatial(SpatialRelation relation, NodeIndex left, NodeIndex right, std::size_t at) {
    if (!require(left, Type::geometry) || !require(right, Type::geometry) || reading_.fault())
        return truth(Truth::no, at);
    const bool is_left_known = expression_.nodes[left].kind == Kind::geometry_literal;
    const bool is_right_known = expression_.nodes[right].kind == Kind::geometry_literal;
    if (is_left_known && is_right_known) {
        const NodeIndex known = predicate(relation, right, at);
        predicate(SpatialRelation::intersects, left, at);  // which sees whether it is a geometry
        if (reading_.fault()) return known;
        const bool holds = expression_.nodes[known].predicate->holds(expression_.nodes[left].shape);
        return truth(holds ? Truth::yes : Truth::no, at);
    }
    if (is_right_known) return predicate(relation, right, at);
    if (is_left_known) return predicate(mirrored(relation), left, at);
    Node made = node(Kind::same_geometry, Type::truth, at);
    const bool is_reflexive = relation == SpatialRelation::intersects ||
                              relation == SpatialRelation::equals || relation == SpatialRelation::within ||
                              relation == SpatialRelation::contains;
    made.truth = is_reflexive ? Truth::yes : Truth::no;
    return add(std::move(made));
}

NodeIndex Builder::temporal(TemporalRelation relation, NodeIndex left, NodeIndex right, std::size_t at) {
    Node made = node(Kind::temporal, Type::truth, at, {left, right});
    made.temporal = relation;
    for (const NodeIndex side : {left, right}) {
        const Node& time = expression_.nodes[side];
        if (is_of_intervals(relation) && (time.type == Type::day || time.type == Type::instant)) {
            reading_.refuse(fault_at(time.at, "filter.type",
                                     {"这个函数只比较时段：请用 INTERVAL(…, …)，或改用 T_INTERSECTS",
                                      "this function is about intervals: write INTERVAL(..., ...), or use "
                                      "T_INTERSECTS"}));
        }
        if (time.kind == Kind::text_literal) as_time(side, Type::day);
        if (time.type != Type::day && time.type != Type::instant) require(side, Type::period);
    }
    return add(std::move(made));
}

}  // namespace courtyard::cql2
