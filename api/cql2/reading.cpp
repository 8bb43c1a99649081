// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/cql2/reading.h"

#include <fmt/format.h>

namespace courtyard::cql2 {

bool Reading::take_sign(std::string_view sign) {
    if (!is_sign(sign)) return false;
    step();
    return true;
}

bool Reading::take_word(std::string_view keyword) {
    if (!is_word(keyword)) return false;
    step();
    return true;
}

void Reading::require_sign(std::string_view sign) {
    if (!take_sign(sign)) refuse(expected({fmt::format("“{}”", sign), fmt::format("“{}”", sign)}, now()));
}

void Reading::refuse(const tl::unexpected<Error>& error) {
    if (!fault_) fault_ = error.value();
    at_ = tokens_.size() - 1;
}

void Reading::count_part(std::size_t character) {
    if (++parts_ <= most_parts) return;
    refuse(fault_at(
        character, "filter.too_costly",
        {fmt::format("条件过多：属性、比较与函数合计超过 {} 个（可改用 IN (…) 列出各值）", most_parts),
         fmt::format("more than {} attributes, comparisons and functions; IN (...) takes a list "
                     "of values as one",
                     most_parts)}));
}

void Reading::count_position(std::size_t character) {
    if (++positions_ <= most_positions) return;
    refuse(fault_at(character, "filter.too_costly",
                    {fmt::format("几何过于复杂：顶点合计超过 {} 个", most_positions),
                     fmt::format("the geometries have more than {} positions", most_positions)}));
}

Reading::Level::Level(Reading& reading) : reading_(reading) {
    if (++reading_.depth_ > deepest) reading_.refuse(too_deep(reading_.now().at));
}

tl::unexpected<Error> too_deep(std::size_t character) {
    return fault_at(character, "filter.too_deep",
                    {fmt::format("嵌套超过 {} 层", Reading::deepest),
                     fmt::format("nested deeper than {} levels", Reading::deepest)});
}

}  // namespace courtyard::cql2
