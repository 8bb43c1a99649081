// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <variant>

#include "data/export/export.h"
#include "geo/position.h"

namespace courtyard {

/// Reads the two numbers of a position in the filter's reference system, in the order in which they stand in
/// the text, as WGS 84.
using FilterPosition = std::function<Result<LonLat>(double, double)>;

/// One attribute as a filter looks at it; text lives as long as its row.
using FilterValue = std::variant<std::monostate, std::string_view, std::int64_t, double, Day>;
using FilterGeometry = decltype(ExportRow::geometry);

/// A row of which a filter reads what it asks about and nothing else: no copy, no allocation.
class FilterRow {
  public:
    /// The value of queryable `field`, counted as they were given to `Filter::parse`.
    virtual FilterValue value(std::size_t field) const = 0;
    virtual FilterGeometry geometry() const = 0;

  protected:
    ~FilterRow() = default;
};

/// A condition on the rows of a layer, written in CQL2 text (OGC 21-065r2).
///
///     status = 'accepted' AND since >= DATE('2023-01-01') AND S_INTERSECTS(geometry,
///     BBOX(113,28,113.1,28.1))
///
/// SQL's null logic: a comparison with nothing is unknown, and unknown is not a match. The geometry of a row
/// is called `geometry`. Text is compared by code point; days are those of UTC+08:00.
///
/// Cost      for each row at most 1,000 parts (attributes, comparisons, functions) and 5,000 positions of
///           geometries, which are the most that is read; lists of texts, numbers and times are searched
/// Threads   one thread at a time
class Filter {
  public:
    /// The longest text that is read, in bytes.
    static constexpr std::size_t longest = 65'536;

    /// Errors   invalid_input: filter.syntax, filter.property, filter.type, filter.geometry, filter.too_long,
    ///          filter.too_deep, filter.too_costly; each says where in the text
    static Result<Filter> parse(std::string_view cql2, std::span<const ExportField> queryables,
                                const FilterPosition& position);

    Filter(Filter&&) noexcept;
    Filter& operator=(Filter&&) noexcept;
    ~Filter();

    bool matches(const FilterRow& row) const;
    /// Precondition: `row` has a value for each of the queryables.
    bool matches(const ExportRow& row) const;
    /// Nothing that does not meet this rectangle can match (an empty one: nothing at all does); none when it
    /// cannot be told.
    std::optional<Bounds> bounds() const;
    /// Whether the condition depends on queryable `field`.
    bool needs(std::size_t field) const;
    bool needs_geometry() const;

  private:
    struct Condition;
    explicit Filter(std::unique_ptr<const Condition> condition);

    std::unique_ptr<const Condition> condition_;
};

}  // namespace courtyard
