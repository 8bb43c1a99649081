// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "api/cql2/expression.h"
#include "api/cql2/filter.h"

namespace courtyard::cql2 {

/// Asks an expression of one row; nothing (`nullopt`) is what SQL calls null.
///
/// Numbers are compared exactly, as whole numbers or as doubles; arithmetic rounds to doubles, and dividing
/// by zero gives nothing.
class Evaluation {
  public:
    /// `scratch` has a text for each node; it spares allocations from row to row.
    Evaluation(const Expression& expression, const FilterRow& row, std::vector<std::string>& scratch)
        : nodes_(expression.nodes), row_(row), scratch_(scratch) {}

    Truth truth(NodeIndex node) const;

  private:
    std::optional<std::string_view> text(NodeIndex node) const;
    std::optional<long double> number(NodeIndex node) const;
    /// Days or milliseconds since 1970-01-01, by the node's type.
    std::optional<std::int64_t> moment(NodeIndex node) const;
    std::optional<Period> period(NodeIndex node) const;

    Truth comparison(Comparison comparison, NodeIndex left, NodeIndex right) const;
    Truth one_of(const Node& node) const;
    Truth known_one_of(const Node& node) const;
    bool is_nothing(NodeIndex node) const;
    Truth spatial(const GeometryPredicate& predicate) const;
    std::optional<long double> arithmetic(const Node& node) const;

    const std::vector<Node>& nodes_;
    const FilterRow& row_;
    std::vector<std::string>& scratch_;
};

}  // namespace courtyard::cql2
