// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/cql2/filter.h"

#include <algorithm>
#include <cassert>

#include "api/cql2/evaluation.h"
#include "api/cql2/parser.h"

namespace courtyard {
namespace {

/// A row that is there whole.
class WholeRow final : public FilterRow {
  public:
    explicit WholeRow(const ExportRow& row) : row_(row) {}

    FilterValue value(std::size_t field) const override {
        assert(field < row_.values.size());
        return std::visit(
            [](const auto& value) -> FilterValue {
                if constexpr (std::is_same_v<std::decay_t<decltype(value)>, std::string>)
                    return std::string_view(value);
                else
                    return value;
            },
            row_.values[field]);
    }
    FilterGeometry geometry() const override { return row_.geometry; }

  private:
    const ExportRow& row_;
};

Bounds common(const Bounds& a, const Bounds& b) {
    return {std::max(a.west, b.west), std::max(a.south, b.south), std::min(a.east, b.east),
            std::min(a.north, b.north)};
}

/// Where rows may lie for which a part is `wanted` (true, or false); none: anywhere.
std::optional<Bounds> bounds_of(const cql2::Expression& expression, cql2::NodeIndex index, bool wanted) {
    const cql2::Node& node = expression.nodes[index];
    const auto part = [&](cql2::NodeIndex i) { return bounds_of(expression, i, wanted); };
    switch (node.kind) {
        case cql2::Kind::truth_literal:
            return (node.truth == cql2::Truth::yes) == wanted ? std::nullopt : std::optional(Bounds{});
        case cql2::Kind::negation:
            return bounds_of(expression, node.parts[0], !wanted);
        case cql2::Kind::spatial:
            // Of all relations, only `disjoint` holds far away.
            if ((node.predicate->relation() == SpatialRelation::disjoint) == wanted) return std::nullopt;
            return node.predicate->bounds();
        case cql2::Kind::all_of:
        case cql2::Kind::any_of: {
            const bool is_each = (node.kind == cql2::Kind::all_of) == wanted;
            std::optional<Bounds> together;
            for (const cql2::NodeIndex i : node.parts) {
                const auto one = part(i);
                if (!one && !is_each) return std::nullopt;
                if (!one) continue;
                if (!together) {
                    together = *one;
                } else if (is_each) {
                    together = common(*together, *one);
                } else {
                    together->add(*one);
                }
            }
            return together;
        }
        default:
            return std::nullopt;
    }
}

}  // namespace

struct Filter::Condition {
    cql2::Expression expression;
    std::optional<Bounds> bounds;
    std::vector<bool> fields;
    bool has_geometry = false;
    mutable std::vector<std::string> scratch;
};

Result<Filter> Filter::parse(std::string_view cql2, std::span<const ExportField> queryables,
                             const FilterPosition& position) {
    auto expression = cql2::parse(cql2, queryables, position);
    if (!expression) return tl::unexpected(expression.error());
    auto condition = std::make_unique<Condition>();
    condition->expression = std::move(*expression);
    condition->bounds = bounds_of(condition->expression, condition->expression.root, true);
    condition->fields.resize(queryables.size());
    condition->scratch.resize(condition->expression.nodes.size());
    for (const cql2::Node& node : condition->expression.nodes) {
        if (node.kind == cql2::Kind::property) condition->fields[node.field] = true;
        condition->has_geometry |= node.kind == cql2::Kind::geometry_property;
    }
    return Filter(std::move(condition));
}

Filter::Filter(std::unique_ptr<const Condition> condition) : condition_(std::move(condition)) {}
Filter::Filter(Filter&&) noexcept = default;
Filter& Filter::operator=(Filter&&) noexcept = default;
Filter::~Filter() = default;

bool Filter::matches(const FilterRow& row) const {
    const cql2::Evaluation evaluation(condition_->expression, row, condition_->scratch);
    return evaluation.truth(condition_->expression.root) == cql2::Truth::yes;
}

bool Filter::matches(const ExportRow& row) const { return matches(WholeRow(row)); }

std::optional<Bounds> Filter::bounds() const { return condition_->bounds; }
bool Filter::needs(std::size_t field) const { return condition_->fields[field]; }
bool Filter::needs_geometry() const { return condition_->has_geometry; }

}  // namespace courtyard
