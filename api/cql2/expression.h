// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "api/cql2/like_pattern.h"
#include "api/cql2/period.h"
#include "geo/geometry_predicate.h"

namespace courtyard::cql2 {

/// What a part of a condition is worth.
enum class Type : std::uint8_t { truth, text, number, day, instant, period, geometry };

/// `yes`, `no`, or what SQL calls null; ordered so that AND is the least and OR the greatest.
enum class Truth : std::uint8_t { no, unknown, yes };

enum class Kind : std::uint8_t {
    // truth
    all_of,
    any_of,
    negation,
    truth_literal,
    comparison,
    like,
    between,
    one_of,
    is_nothing,
    spatial,
    same_geometry,  ///< the row's geometry and itself
    temporal,
    // text, number, day, instant
    property,
    text_literal,
    number_literal,
    day_literal,
    instant_literal,
    folded,      ///< CASEI
    unaccented,  ///< ACCENTI
    arithmetic,
    // others
    period,
    geometry_property,
    geometry_literal,
};

enum class Comparison : std::uint8_t { equal, unequal, less, at_most, greater, at_least };
enum class Arithmetic : std::uint8_t { plus, minus, times, over, remainder, whole_quotient, power };

using NodeIndex = std::uint32_t;

/// One part of a condition; which members count depends on its kind.
struct Node {
    Kind kind = Kind::truth_literal;
    Type type = Type::truth;
    Truth truth = Truth::no;  ///< `truth_literal`; of `same_geometry`: what it is where there is one
    Comparison comparison = Comparison::equal;
    Arithmetic arithmetic = Arithmetic::plus;
    TemporalRelation temporal = TemporalRelation::intersects;
    bool is_open_before = false;  ///< `period` without a beginning
    bool is_open_after = false;
    std::uint16_t height = 1;
    std::size_t at = 0;  ///< the character of the filter that it is about
    std::vector<NodeIndex> parts;
    std::size_t field = 0;  ///< `property`
    long double number = 0;
    std::int64_t moment = 0;  ///< days or milliseconds since 1970-01-01
    std::string text;
    // `one_of`: what of its list is known, sorted; the rest are parts behind the value
    std::vector<std::string> texts;
    std::vector<long double> numbers;
    std::vector<std::int64_t> moments;
    std::optional<LikePattern> pattern;
    SpatialRelation relation = SpatialRelation::intersects;
    std::optional<GeometryPredicate> predicate;
    Shape shape;
};

/// A condition as a tree.
struct Expression {
    std::vector<Node> nodes;  ///< parts before what they are parts of
    NodeIndex root = 0;
};

}  // namespace courtyard::cql2
