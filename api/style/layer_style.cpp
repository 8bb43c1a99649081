// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/style/layer_style.h"

#include <fmt/format.h>

#include <array>

namespace courtyard {
namespace {

using namespace palette;
using enum MarkShape;

const MarkPart white_disc{circle, 12, ring, ring};

Mark filled(MarkPart part) {
    part.stroke = ring;
    part.stroke_px = 1;
    return {{part}, *part.fill, ring};
}

Mark listed_ring() { return {{white_disc, {circle, 9, ring, listed, 1.6}}, ring, listed}; }

/// Two strokes on white: a diagonal cross of what was struck out, an upright one of an inspection.
Mark struck_out() { return {{white_disc, {plus, 9, {}, listed, 2, 45}}, ring, listed}; }
Mark upright_cross() { return {{{plus, 11, {}, ring, 4}, {plus, 9, {}, listed, 1.8}}, listed, ring}; }

/// A square with a bar for each step of the ladder.
Mark base(unsigned bars) {
    Mark mark = filled({square, 13, dark});
    for (unsigned bar = 0; bar < bars; ++bar)
        mark.parts.push_back({square, 3, ring, ring, 0, 0, (bar - (bars - 1) / 2.0) * 4});
    return mark;
}

Mark hollow(Colour colour, double hole_px) {
    Mark mark = filled({circle, 14, colour});
    mark.parts.push_back({circle, hole_px, ring, ring});
    return mark;
}

/// A house by its door, and a shield by its sign.
Mark house() {
    Mark mark = filled({square, 13, dark});
    mark.parts.push_back({square, 4, ring, ring, 0, 0, 4});
    return mark;
}
Mark shield() {
    Mark mark = filled({square, 11, dark, {}, 0, 45});
    mark.parts.push_back({plus, 7, {}, ring, 2});
    return mark;
}

const PointClass struck{
    Membership::status, {"revoked", "rejected"}, {"不合格或撤销", "Rejected or revoked"}, struck_out()};

const std::array courtyards{
    PointClass{Membership::counted, {}, {"达标", "Completed"}, filled({circle, 11, done})},
    PointClass{
        Membership::status, {"needs_work"}, {"整改", "Needs work"}, filled({square, 8, work, {}, 0, 45})},
    struck,
    PointClass{Membership::rest, {}, {"已登记", "Registered"}, listed_ring()},
};
const std::array bases{
    PointClass{Membership::status, {"province"}, {"省级基地", "Province level"}, base(3)},
    PointClass{Membership::status, {"prefecture"}, {"市级基地", "Prefecture level"}, base(2)},
    PointClass{Membership::status, {"revoked"}, {"已撤销", "Revoked"}, struck_out()},
    PointClass{Membership::rest, {}, {"县级基地", "County level"}, base(1)},
};
const std::array help_points{
    PointClass{Membership::status, {"childrens_home"}, {"儿童之家", "Children's home"}, house()},
    PointClass{
        Membership::status, {"protection_station"}, {"未成年人保护工作站", "Protection station"}, shield()},
    PointClass{Membership::status, {"womens_home"}, {"妇女之家", "Women's home"}, hollow(dark, 5)},
    PointClass{Membership::status, {"closed"}, {"已关闭", "Closed"}, hollow(listed, 5)},
    PointClass{Membership::rest, {}, {"其他帮扶点", "Another help point"}, hollow(dark, 8)},
};
const std::array inspections{
    PointClass{Membership::rest, {}, {"核查点", "Inspection point"}, upright_cross()}};

std::vector<ShareClass> all_share_classes() {
    std::vector<ShareClass> classes{{{}, {}, {"没有任务", "No target"}, no_data}};
    for (std::size_t i = 0; i < shares.size(); ++i) {
        ShareClass one{{}, {}, {}, shares[i]};
        if (i > 0) one.least = share_breaks[i - 1];
        if (i < share_breaks.size()) one.below = share_breaks[i];
        if (!one.least)
            one.label = {fmt::format("不足 {}%", *one.below), fmt::format("Below {} %", *one.below)};
        else if (!one.below)
            one.label = {fmt::format("{}% 及以上", *one.least), fmt::format("{} % and above", *one.least)};
        else
            one.label = {fmt::format("{}%–{}%", *one.least, *one.below),
                         fmt::format("{}–{} %", *one.least, *one.below)};
        classes.push_back(std::move(one));
    }
    return classes;
}

}  // namespace

std::span<const PointClass> point_classes(PointKind kind) {
    switch (kind) {
        case PointKind::courtyards:
            return courtyards;
        case PointKind::bases:
            return bases;
        case PointKind::help_points:
            return help_points;
        case PointKind::inspections:
            return inspections;
    }
    return {};
}

std::span<const ZoomWidth> point_widths(PointKind kind) {
    static const std::array<ZoomWidth, 3> households{{{14, 6.5}, {15, 8.5}, {16, 12}}};
    static const std::array<ZoomWidth, 3> crosses{{{14, 7}, {15, 8}, {16, 10}}};
    static const std::array<ZoomWidth, 4> squares{{{8, 9}, {14, 11}, {15, 13}, {16, 17}}};
    static const std::array<ZoomWidth, 4> places{{{8, 11}, {14, 13}, {15, 15}, {16, 18}}};
    switch (kind) {
        case PointKind::courtyards:
            return households;
        case PointKind::inspections:
            return crosses;
        case PointKind::bases:
            return squares;
        case PointKind::help_points:
            return places;
    }
    return {};
}

const BorderLine& border_of(AreaLevel level) {
    static const BorderLine village{village_line, {{9, 0.6}, {11, 0.8}, {12, 0.9}}};
    static const BorderLine township{township_line, {{9, 1}, {11, 1.1}, {13, 1.4}, {14, 2}}};
    static const BorderLine county{ink, {{9, 1.6}, {11, 1.8}, {13, 2.1}, {14, 2.2}}};
    if (level == AreaLevel::village) return village;
    return level == AreaLevel::township ? township : county;
}

std::span<const ShareClass> share_classes() {
    static const std::vector<ShareClass> classes = all_share_classes();
    return classes;
}

}  // namespace courtyard
