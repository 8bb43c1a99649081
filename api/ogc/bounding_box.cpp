// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/ogc/bounding_box.h"

#include <cmath>

#include "api/parameters.h"

namespace courtyard {
namespace {

tl::unexpected<Error> wrong(Text detail) {
    return fail(ErrorCode::invalid_input, "parameter.invalid", std::move(detail), "bbox");
}

/// The numbers between commas; none when one of them is none.
std::vector<double> numbers_of(std::string_view text) {
    std::vector<double> numbers;
    while (true) {
        const auto end = text.find(',');
        const auto number = finite_number(text.substr(0, end));
        if (!number || numbers.size() == 6) return {};
        numbers.push_back(*number);
        if (end == std::string_view::npos) return numbers;
        text.remove_prefix(end + 1);
    }
}

}  // namespace

Result<std::vector<Window>> parse_bounding_box(std::string_view text, const OgcCrs& crs) {
    const std::vector<double> numbers = numbers_of(text);
    const bool flat = numbers.size() == 4;
    if (!flat && numbers.size() != 6)
        return wrong({"bbox 为四个或六个数字：西,南,东,北（或带高程），按坐标参考系的轴序",
                      "bbox is four or six numbers: west,south,east,north (or with heights), in the order of "
                      "the reference system's axes"});
    if (!flat && numbers[2] > numbers[5])
        return wrong({"bbox 的最低高程大于最高高程", "bbox: the lowest height is above the highest"});
    Bounds box{numbers[0], numbers[1], numbers[flat ? 2 : 3], numbers[flat ? 3 : 4]};
    if (crs.order == AxisOrder::north_east) box = {box.south, box.west, box.north, box.east};
    if (box.south > box.north) return wrong({"bbox 的南大于北", "bbox: its south is greater than its north"});
    if (!crs.projection.in_degrees()) {
        if (box.west > box.east) return wrong({"bbox 的西大于东", "bbox: its west is greater than its east"});
        return std::vector{Window(box, crs.projection)};
    }
    if (std::abs(box.west) > 180 || std::abs(box.east) > 180 || box.south < -90 || box.north > 90)
        return wrong({"bbox 的经度在 -180 至 180 之间，纬度在 -90 至 90 之间",
                      "bbox: longitudes lie between -180 and 180, latitudes between -90 and 90"});
    if (box.west <= box.east) return std::vector{Window(box)};
    return std::vector{Window(Bounds{box.west, box.south, 180, box.north}),
                       Window(Bounds{-180, box.south, box.east, box.north})};
}

}  // namespace courtyard
