// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/layer_fields.h"

#include "api/progress_columns.h"

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

}  // namespace courtyard
