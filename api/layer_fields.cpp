// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/layer_fields.h"

#include <fmt/format.h>

#include <array>
#include <utility>

#include "api/progress_columns.h"
#include "atlas/records.h"

namespace courtyard {
namespace {

using enum ExportType;

std::vector<ExportField> area_fields() {
    return {
        {"code", "CODE", text, {"区划代码", "Area code"}, {"统计用区划代码", "Statistical code of the area"}},
        {"name", "NAME", text, {"名称", "Name"}, {"区划名称", "Name of the area"}},
        {"level",
         "LEVEL",
         text,
         {"级别", "Level"},
         {"province、prefecture、county、township 或 village",
          "province, prefecture, county, township or village"}},
        {"parent",
         "PARENT",
         text,
         {"上级代码", "Parent code"},
         {"上一级区划的代码", "Code of the area above"}},
    };
}

std::vector<ExportField> progress_fields() {
    auto fields = area_fields();
    const auto more = progress_columns();
    fields.insert(fields.end(), more.begin(), more.end());
    return fields;
}

std::vector<ExportField> point_fields(PointKind kind) {
    std::vector<ExportField> fields{
        {"id", "ID", text, {"编号", "Id"}, {"记录编号", "Id of the record"}},
        {"area",
         "AREA",
         text,
         {"村代码", "Village code"},
         {"所在村（社区）的代码", "Code of the village it lies in"}},
        {"area_name",
         "AREA_NAME",
         text,
         {"村名", "Village"},
         {"所在村（社区）的名称", "Name of the village"}},
        {"status", "STATUS", text, {"状态", "Status"}, {"当日的状态", "Status on the day"}},
        {"since",
         "SINCE",
         day,
         {"起始日", "Since"},
         {"登记、认定、开放或核查的日期", "Day of registration, recognition, opening or inspection"}},
    };
    if (kind == PointKind::bases || kind == PointKind::help_points)
        fields.insert(fields.begin() + 1, {"name", "NAME", text, {"名称", "Name"}, {"名称", "Name"}});
    if (kind == PointKind::courtyards) {
        fields.push_back({"completed_on",
                          "DONE_ON",
                          day,
                          {"达标日期", "Completed on"},
                          {"计入达标的起始日", "First day it counts"}});
        fields.push_back({"revoked_on",
                          "REVOKED_ON",
                          day,
                          {"摘牌日期", "Revoked on"},
                          {"不再计入达标的日期", "Day it ceased to count"}});
    }
    return fields;
}

}  // namespace

std::vector<ExportField> fields_of(const LayerName& layer) {
    if (layer.with_progress) return progress_fields();
    if (const auto* kind = std::get_if<PointKind>(&layer.what)) return point_fields(*kind);
    return area_fields();
}

Text description_of(const LayerName& layer) {
    if (layer.with_progress) return {"各区划对照任务的进度", "Progress of areas against their targets"};
    if (const auto* level = std::get_if<AreaLevel>(&layer.what))
        return {fmt::format("当日所用区划版本中的{}及其界线", name_of(*level).zh),
                fmt::format("Areas of the level {} and their boundaries, in the edition of the day",
                            to_string(*level))};
    switch (std::get<PointKind>(layer.what)) {
        case PointKind::courtyards:
            return {"登记参加美丽庭院的户，不含户主姓名与地址",
                    "Households registered for the beautiful courtyards, without names and addresses"};
        case PointKind::bases:
            return {"巧媳妇基地及其级别", "Skilled-wife bases and their level"};
        case PointKind::help_points:
            return {"儿童之家、未成年人保护工作站、妇女之家等关爱帮扶点",
                    "Children's homes, protection stations, women's homes and other help points"};
        case PointKind::inspections:
            return {"外业核查点，不含备注与核查人",
                    "Points of inspections in the field, without notes and names"};
    }
    return {};
}

Text name_of_value(const LayerName& layer, std::string_view field, std::string_view value) {
    const Text itself{std::string(value), std::string(value)};
    if (field == "level") {
        const auto level = parse_area_level(value);
        return level ? name_of(*level) : itself;
    }
    const auto* kind = std::get_if<PointKind>(&layer.what);
    if (field != "status" || kind == nullptr) return itself;
    if (*kind == PointKind::help_points) {
        const std::array<std::pair<std::string_view, Text>, 5> kinds{
            {{"closed", {"已关闭", "Closed"}},
             {"childrens_home", {"儿童之家", "Children's home"}},
             {"protection_station", {"未成年人保护工作站", "Protection station"}},
             {"womens_home", {"妇女之家", "Women's home"}},
             {"other", {"其他", "Other"}}}};
        for (const auto& [id, name] : kinds)
            if (id == value) return name;
        return itself;
    }
    const Campaign* campaign = campaign_of(*kind == PointKind::inspections ? PointKind::courtyards : *kind);
    if (campaign == nullptr) return itself;
    for (const Status& status : campaign->statuses)
        if (status.id == value) return status.name;
    return itself;
}

}  // namespace courtyard
