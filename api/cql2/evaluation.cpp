// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/cql2/evaluation.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <functional>

#include "api/cql2/letters.h"

namespace courtyard::cql2 {
namespace {

Truth truth_of(bool holds) { return holds ? Truth::yes : Truth::no; }
Truth opposite(Truth truth) { return truth == Truth::unknown ? truth : truth_of(truth == Truth::no); }

template <class Value>
Truth compared(Comparison comparison, const std::optional<Value>& left, const std::optional<Value>& right) {
    if (!left || !right) return Truth::unknown;
    switch (comparison) {
        case Comparison::equal:
            return truth_of(*left == *right);
        case Comparison::unequal:
            return truth_of(*left != *right);
        case Comparison::less:
            return truth_of(*left < *right);
        case Comparison::at_most:
            return truth_of(*left <= *right);
        case Comparison::greater:
            return truth_of(*left > *right);
        case Comparison::at_least:
            return truth_of(*left >= *right);
    }
    return Truth::unknown;
}

/// Whether a value is one of the list: SQL's IN.
template <class Member, class Value>
Truth among(const std::vector<Member>& sorted, const std::optional<Value>& value) {
    if (!value) return Truth::unknown;
    const auto found = std::ranges::lower_bound(sorted, *value, std::less<>());
    return truth_of(found != sorted.end() && *found == *value);
}

std::optional<Truth> known(Truth truth) {
    return truth == Truth::unknown ? std::nullopt : std::optional(truth);
}

/// A whole number as it is, anything else as the double next to it; nothing when it is no number.
std::optional<long double> rounded(long double value) {
    if (!std::isfinite(value)) return std::nullopt;
    if (value == std::floor(value)) return value;
    return static_cast<long double>(static_cast<double>(value));
}

}  // namespace

Truth Evaluation::truth(NodeIndex index) const {
    const Node& node = nodes_[index];
    switch (node.kind) {
        case Kind::truth_literal:
            return node.truth;
        case Kind::all_of: {
            Truth least = Truth::yes;
            for (const NodeIndex part : node.parts) {
                least = std::min(least, truth(part));
                if (least == Truth::no) break;
            }
            return least;
        }
        case Kind::any_of: {
            Truth most = Truth::no;
            for (const NodeIndex part : node.parts) {
                most = std::max(most, truth(part));
                if (most == Truth::yes) break;
            }
            return most;
        }
        case Kind::negation:
            return opposite(truth(node.parts[0]));
        case Kind::comparison:
            return comparison(node.comparison, node.parts[0], node.parts[1]);
        case Kind::between:
            return std::min(comparison(Comparison::at_least, node.parts[0], node.parts[1]),
                            comparison(Comparison::at_most, node.parts[0], node.parts[2]));
        case Kind::like: {
            const auto value = text(node.parts[0]);
            return value ? truth_of(node.pattern->matches(*value)) : Truth::unknown;
        }
        case Kind::one_of:
            return one_of(node);
        case Kind::is_nothing:
            return truth_of(is_nothing(node.parts[0]));
        case Kind::spatial:
            return spatial(*node.predicate);
        case Kind::same_geometry:
            return row_.geometry().index() == 0 ? Truth::unknown : node.truth;
        case Kind::temporal: {
            const auto left = period(node.parts[0]);
            const auto right = period(node.parts[1]);
            return left && right ? truth_of(holds(node.temporal, *left, *right)) : Truth::unknown;
        }
        default:
            assert(false && "only conditions are true or not");
            return Truth::unknown;
    }
}

Truth Evaluation::comparison(Comparison comparison, NodeIndex left, NodeIndex right) const {
    switch (nodes_[left].type) {
        case Type::text:
            return compared(comparison, text(left), text(right));
        case Type::number:
            return compared(comparison, number(left), number(right));
        case Type::day:
        case Type::instant:
            return compared(comparison, moment(left), moment(right));
        case Type::truth:
            return compared(comparison, known(truth(left)), known(truth(right)));
        default:
            return Truth::unknown;
    }
}

Truth Evaluation::known_one_of(const Node& node) const {
    const NodeIndex value = node.parts[0];
    switch (nodes_[value].type) {
        case Type::text:
            return among(node.texts, text(value));
        case Type::number:
            return among(node.numbers, number(value));
        case Type::day:
        case Type::instant:
            return among(node.moments, moment(value));
        default:
            return Truth::no;
    }
}

Truth Evaluation::one_of(const Node& node) const {
    Truth most = known_one_of(node);
    for (std::size_t i = 1; i < node.parts.size() && most != Truth::yes; ++i)
        most = std::max(most, comparison(Comparison::equal, node.parts[0], node.parts[i]));
    return most;
}

bool Evaluation::is_nothing(NodeIndex index) const {
    switch (nodes_[index].type) {
        case Type::truth:
            return truth(index) == Truth::unknown;
        case Type::text:
            return !text(index);
        case Type::number:
            return !number(index);
        case Type::day:
        case Type::instant:
            return !moment(index);
        case Type::period:
            return !period(index);
        case Type::geometry:
            return nodes_[index].kind == Kind::geometry_property && row_.geometry().index() == 0;
    }
    return true;
}

Truth Evaluation::spatial(const GeometryPredicate& predicate) const {
    const FilterGeometry geometry = row_.geometry();
    if (const auto* point = std::get_if<LonLat>(&geometry)) return truth_of(predicate.holds(*point));
    if (const auto* boundary = std::get_if<const Boundary*>(&geometry))
        return truth_of(predicate.holds(**boundary));
    return Truth::unknown;
}

std::optional<std::string_view> Evaluation::text(NodeIndex index) const {
    const Node& node = nodes_[index];
    if (node.kind == Kind::text_literal) return node.text;
    if (node.kind == Kind::property) {
        const FilterValue value = row_.value(node.field);
        const auto* found = std::get_if<std::string_view>(&value);
        return found == nullptr ? std::nullopt : std::optional(*found);
    }
    const auto inner = text(node.parts[0]);
    if (!inner) return std::nullopt;
    std::string& letters = scratch_[index];
    node.kind == Kind::folded ? fold_case(*inner, letters) : drop_accents(*inner, letters);
    return letters;
}

std::optional<long double> Evaluation::number(NodeIndex index) const {
    const Node& node = nodes_[index];
    if (node.kind == Kind::number_literal) return node.number;
    if (node.kind == Kind::arithmetic) return arithmetic(node);
    const FilterValue value = row_.value(node.field);
    if (const auto* whole = std::get_if<std::int64_t>(&value)) return static_cast<long double>(*whole);
    if (const auto* real = std::get_if<double>(&value)) return static_cast<long double>(*real);
    return std::nullopt;
}

std::optional<long double> Evaluation::arithmetic(const Node& node) const {
    const auto left = number(node.parts[0]);
    const auto right = number(node.parts[1]);
    if (!left || !right) return std::nullopt;
    switch (node.arithmetic) {
        case Arithmetic::plus:
            return rounded(*left + *right);
        case Arithmetic::minus:
            return rounded(*left - *right);
        case Arithmetic::times:
            return rounded(*left * *right);
        case Arithmetic::over:
            return rounded(*left / *right);
        case Arithmetic::remainder:
            return rounded(std::fmod(*left, *right));
        case Arithmetic::whole_quotient:
            return rounded(std::trunc(*left / *right));
        case Arithmetic::power:
            return rounded(std::pow(*left, *right));
    }
    return std::nullopt;
}

std::optional<std::int64_t> Evaluation::moment(NodeIndex index) const {
    const Node& node = nodes_[index];
    if (node.kind != Kind::property) return node.moment;
    const FilterValue value = row_.value(node.field);
    const auto* day = std::get_if<Day>(&value);
    return day == nullptr ? std::nullopt : std::optional<std::int64_t>(day->since_epoch);
}

std::optional<Period> Evaluation::period(NodeIndex index) const {
    const Node& node = nodes_[index];
    if (node.type != Type::period) {
        const auto at = moment(index);
        return at ? std::optional(Period{*at, *at, node.type == Type::day}) : std::nullopt;
    }
    Period whole{no_beginning, no_end, true};
    std::size_t part = 0;
    std::optional<Period> from = whole;
    std::optional<Period> to = whole;
    if (!node.is_open_before) from = period(node.parts[part++]);
    if (!node.is_open_after) to = period(node.parts[part]);
    if (!from || !to) return std::nullopt;
    if (from->is_of_days != to->is_of_days) {
        from = in_milliseconds(*from);
        to = in_milliseconds(*to);
    }
    return Period{from->from, to->to, from->is_of_days};
}

}  // namespace courtyard::cql2
