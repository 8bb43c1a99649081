// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "api/cql2/expression.h"
#include "api/cql2/reading.h"
#include "data/export/export.h"

namespace courtyard::cql2 {

/// Puts a condition together and sees to it that its parts are of the types that belong there.
///
/// What is wrong goes to the reading as a fault; the node that is then returned is good for nothing.
/// Text beside a day or an instant is read as one: `since > '2023-01-01'`.
class Builder {
  public:
    Builder(Reading& reading, std::span<const ExportField> queryables)
        : reading_(reading), queryables_(queryables) {}

    NodeIndex property(const Token& name);
    NodeIndex text(const Token& token);
    NodeIndex number(const Token& token);
    NodeIndex truth(Truth truth, std::size_t at);
    NodeIndex date(const Token& text);
    NodeIndex timestamp(const Token& text);
    NodeIndex geometry(Shape shape, std::size_t at);

    NodeIndex all_of(std::vector<NodeIndex> parts) { return several(Kind::all_of, std::move(parts)); }
    NodeIndex any_of(std::vector<NodeIndex> parts) { return several(Kind::any_of, std::move(parts)); }
    NodeIndex negation(NodeIndex part, std::size_t at);
    NodeIndex comparison(Comparison comparison, NodeIndex left, NodeIndex right, std::size_t at);
    NodeIndex like(NodeIndex text, NodeIndex pattern, std::size_t at);
    NodeIndex between(NodeIndex value, NodeIndex least, NodeIndex most, std::size_t at);
    NodeIndex one_of(NodeIndex value, std::vector<NodeIndex> list, std::size_t at);
    NodeIndex is_nothing(NodeIndex value, std::size_t at);
    NodeIndex arithmetic(Arithmetic operation, NodeIndex left, NodeIndex right, std::size_t at);
    NodeIndex negative(NodeIndex number, std::size_t at);
    NodeIndex folded(NodeIndex text, std::size_t at) { return of_letters(Kind::folded, text, at); }
    NodeIndex unaccented(NodeIndex text, std::size_t at) { return of_letters(Kind::unaccented, text, at); }
    /// `none`: an end that is open.
    NodeIndex period(std::optional<NodeIndex> from, std::optional<NodeIndex> to, std::size_t at);
    NodeIndex spatial(SpatialRelation relation, NodeIndex left, NodeIndex right, std::size_t at);
    NodeIndex temporal(TemporalRelation relation, NodeIndex left, NodeIndex right, std::size_t at);

    Expression finish(NodeIndex root);

  private:
    NodeIndex add(Node node);
    NodeIndex several(Kind kind, std::vector<NodeIndex> parts);
    NodeIndex of_letters(Kind kind, NodeIndex text, std::size_t at);
    NodeIndex predicate(SpatialRelation relation, NodeIndex literal, std::size_t at);
    bool require(NodeIndex part, Type type);
    /// Makes times of texts that stand beside times, then wants one type that has an order.
    bool agree(std::span<const NodeIndex> values);
    void as_time(NodeIndex text, Type type);

    Reading& reading_;
    std::span<const ExportField> queryables_;
    Expression expression_;
};

}  // namespace courtyard::cql2
