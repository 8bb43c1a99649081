// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "geo/gazetteer.h"

namespace courtyard {

struct NamedCode {
    std::string_view code;
    std::string_view name;
};

/// Two counties and a district that are on no map, with the difficulties of real ones.
inline const std::vector<NamedCode>& named_areas() {
    static const std::vector<NamedCode> areas{
        {"49", "河中省"},
        {"4901", "云河市"},
        {"490102", "石桥区"},
        {"490102001", "东风街道"},
        {"490102001001", "建设路社区居委会"},
        {"490102001002", "光明新村社区居委会"},
        {"490102001003", "第一居委会"},
        {"490121", "清溪县"},
        {"490121001", "城关街道"},
        {"490121001001", "东街社区居委会"},
        {"490121101", "白沙镇"},
        {"490121101201", "白沙村委会"},
        {"490121101202", "王庄村委会"},
        {"490121101203", "大王庄村民委员会"},
        {"490121101204", "小王庄村村民委员会"},
        {"490121101205", "王庄社区居委会"},
        {"490121101206", "马圪垱村委会"},
        {"490121101207", "二十里铺村委会"},
        {"490121101208", "黄柏坪沟村委会"},
        {"490121101209", "刘村村委会"},
        {"490121202", "红庙乡"},
        {"490121202201", "李家洼村委会"},
        {"490121202202", "上湾村委会"},
        {"490121202203", "新集村委会"},
        {"490121202204", "柳林村委会"},
        {"490121203", "柏树回族乡"},
        {"490121203201", "新集村委会"},
        {"490121203202", "红旗一村村委会"},
        {"490121203203", "红旗二村村委会"},
        {"490121203204", "张庄坝村委会"},
        {"490122", "平桥土家族自治县"},
        {"490122101", "白沙镇"},
        {"490122101201", "王庄村委会"},
        {"490122101202", "孤山村委会"},
        {"4990", "省直辖县级行政区划"},
        {"499001", "江心市"},
        {"499001101", "三湖镇"},
        {"499001101201", "渔樵村委会"},
    };
    return areas;
}

inline Gazetteer::Builder named_county_builder() {
    Gazetteer::Builder builder;
    for (const auto& [code, name] : named_areas()) {
        const auto area = AreaCode::parse(code).value();
        builder.add({area, name, level_by_length(area).value(), {}});
    }
    return builder;
}

inline Gazetteer named_county() {
    auto builder = named_county_builder();
    return std::move(builder).build().value();
}

/// The same areas as an edition without boundaries.
inline AreaTree named_tree() {
    std::vector<Area> areas;
    for (const auto& [code, name] : named_areas()) {
        Area area;
        area.code = AreaCode::parse(code).value();
        area.name = name;
        area.level = level_by_length(area.code).value();
        areas.push_back(std::move(area));
    }
    return AreaTree::of(std::move(areas)).value();
}

}  // namespace courtyard
