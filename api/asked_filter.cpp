// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/asked_filter.h"

#include <fmt/format.h>

#include <cmath>

#include "api/layer_fields.h"

namespace courtyard {
namespace {

/// Reads positions in the order of the system's axes; what lies outside of the world is refused.
FilterPosition position_in(OgcCrs crs) {
    return [crs = std::move(crs)](double first, double second) -> Result<LonLat> {
        const bool is_east_first = crs.order == AxisOrder::east_north;
        const LonLat numbers = is_east_first ? LonLat{first, second} : LonLat{second, first};
        const LonLat at = crs.projection.back(numbers);
        if (std::abs(at.lon) <= 180 && std::abs(at.lat) <= 90) return at;
        return fail(ErrorCode::invalid_input, "filter.geometry",
                    {fmt::format("坐标 {} {} 超出 {} 的范围", first, second, crs.code),
                     fmt::format("position {} {} lies outside of {}", first, second, crs.code)},
                    "filter");
    };
}

}  // namespace

Result<std::shared_ptr<const Filter>> filter_of(std::string_view cql2, const LayerName& layer, OgcCrs crs) {
    auto read = Filter::parse(cql2, fields_of(layer), position_in(std::move(crs)));
    if (!read) return tl::unexpected(read.error());
    return std::make_shared<const Filter>(std::move(*read));
}

Result<std::shared_ptr<const Filter>> asked_filter(Parameters& query,
                                                   const std::optional<std::string>& filter,
                                                   const LayerName& layer, std::optional<int> zone) {
    const auto language = query.text("filter-lang");
    const auto crs_uri = query.text("filter-crs");
    if (language && *language != "cql2-text")
        return fail(ErrorCode::invalid_input, "parameter.invalid",
                    {"filter-lang 只能是 cql2-text", "filter-lang is cql2-text"}, "filter-lang");
    OgcCrs crs = default_crs();
    if (crs_uri) {
        auto found = find_crs(*crs_uri, zone, "filter-crs");
        if (!found) return tl::unexpected(found.error());
        crs = std::move(*found);
    }
    if (!filter) return nullptr;
    return filter_of(*filter, layer, std::move(crs));
}

}  // namespace courtyard
