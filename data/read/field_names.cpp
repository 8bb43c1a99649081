// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/read/columns.h"

namespace courtyard {
namespace {

using Fields = std::vector<FieldSpec>;

const FieldSpec lon{
    "lon",
    false,
    {"lon", "lng", "longitude", "经度", "x", "东经", "londeg", "easting", "横坐标", "东坐标", "x坐标"}};
const FieldSpec lat{
    "lat",
    false,
    {"lat", "latitude", "纬度", "y", "北纬", "latdeg", "northing", "纵坐标", "北坐标", "y坐标"}};
const FieldSpec village{"area",
                        false,
                        {"area", "areacode", "village", "villagecode", "declaredarea", "村代码", "村编码",
                         "村社区代码", "所属村代码", "区划代码", "行政区划代码", "地区代码", "所在村代码"}};
const FieldSpec address{
    "address", false, {"address", "地址", "住址", "详细地址", "家庭住址", "门牌地址", "原始地址"}};
const FieldSpec campaign{
    "campaign", false, {"campaign", "campaignid", "专项", "活动", "专项编号", "活动编号"}};

FieldSpec required(FieldSpec field) {
    field.required = true;
    return field;
}

const Fields& area_fields() {
    static const Fields fields{
        {"code",
         true,
         {"code", "代码", "区划代码", "行政区划代码", "统计用区划代码", "行政区代码", "村代码", "xzqdm",
          "zldwdm", "insee", "adcode", "geoid"}},
        {"name",
         true,
         {"name", "名称", "区划名称", "行政区划名称", "行政区名称", "村名", "xzqmc", "zldwmc", "nom"}},
        {"level", false, {"level", "arealevel", "级别", "层级", "区划级别", "行政级别"}},
        {"parent",
         false,
         {"parent", "parentcode", "上级代码", "上级区划代码", "上级", "父级代码", "所属代码"}},
        {"geometry", false, {"geometry", "wkt", "geom", "边界", "几何"}},
    };
    return fields;
}

const Fields& household_fields() {
    static const Fields fields{
        {"id", true, {"id", "household", "householdid", "户号", "户编号", "家庭编号", "编号", "门牌编号"}},
        {"name", false, {"name", "householder", "户主", "户主姓名", "姓名"}},
        address,
        village,
        lon,
        lat,
        {"registered_on", false, {"registeredon", "registered", "登记日期", "登记时间", "申报日期"}},
        {"status", false, {"status", "状态", "当前状态"}},
        {"completed_on", false, {"completedon", "completed", "达标日期", "验收日期", "达标时间"}},
        {"revoked_on", false, {"revokedon", "revoked", "摘牌日期", "撤销日期", "摘牌时间"}},
        campaign,
    };
    return fields;
}

const Fields& base_fields() {
    static const Fields fields{
        {"id", true, {"id", "baseid", "编号", "基地编号", "基地代码"}},
        {"name", true, {"name", "basename", "名称", "基地名称", "企业名称"}},
        {"level", true, {"level", "baselevel", "级别", "基地级别", "认定级别"}},
        village,
        lon,
        lat,
        {"recognised_on",
         false,
         {"recognisedon", "recognizedon", "认定日期", "认定时间", "命名日期", "授牌日期"}},
        {"women_employed", false, {"womenemployed", "employed", "带动妇女", "带动妇女人数", "带动就业人数"}},
        {"women_trained", false, {"womentrained", "trained", "培训妇女", "培训妇女人数", "培训人数"}},
    };
    return fields;
}

const Fields& help_point_fields() {
    static const Fields fields{
        {"id", true, {"id", "pointid", "编号", "站点编号", "帮扶点编号"}},
        {"name", true, {"name", "名称", "站点名称", "帮扶点名称"}},
        {"kind", true, {"kind", "type", "类型", "种类", "站点类型"}},
        village,
        lon,
        lat,
        {"opened_on", false, {"openedon", "opened", "启用日期", "开放日期", "成立日期", "建成日期"}},
        {"closed_on", false, {"closedon", "closed", "停用日期", "关闭日期", "撤并日期"}},
        {"capacity", false, {"capacity", "容量", "可容纳人数", "服务能力"}},
    };
    return fields;
}

const Fields& child_fields() {
    static const Fields fields{
        required(village),
        {"category", true, {"category", "类别", "儿童类别", "困境类别"}},
        {"count", true, {"count", "number", "人数", "数量", "儿童人数"}},
        {"as_of", false, {"asof", "date", "统计日期", "截止日期", "截至日期", "日期"}},
    };
    return fields;
}

const Fields& target_fields() {
    static const Fields fields{
        required(campaign),
        {"indicator", true, {"indicator", "指标", "指标编号"}},
        required(village),
        {"period", true, {"period", "year", "期间", "年度", "年份", "时期"}},
        {"value", true, {"value", "target", "目标", "目标值", "任务数", "目标数"}},
        {"approved_on", false, {"approvedon", "approved", "批准日期", "下达日期", "批准时间"}},
        {"approved_by", false, {"approvedby", "approver", "批准人", "批准单位", "下达单位"}},
        {"reason", false, {"reason", "理由", "原因", "说明"}},
    };
    return fields;
}

const Fields& figure_fields() {
    static const Fields fields{
        required(campaign),
        {"indicator", true, {"indicator", "指标", "指标编号"}},
        required(village),
        {"period", true, {"period", "month", "期间", "月份", "统计月份", "日期"}},
        {"value", true, {"value", "figure", "数值", "数量", "本月数", "人数", "场次"}},
        {"unit_value", false, {"unitvalue", "unitprice", "单价", "每人金额", "人均金额"}},
        {"reported_on", false, {"reportedon", "reported", "上报日期", "填报日期", "报送日期"}},
    };
    return fields;
}

const Fields& decision_fields() {
    static const Fields fields{
        {"id", false, {"id", "decisionid", "编号", "结论编号"}},
        {"household", true, {"household", "householdid", "户号", "户编号", "家庭编号"}},
        required(campaign),
        {"to", true, {"to", "status", "decision", "结论", "状态", "审核结论"}},
        {"decided_on", true, {"decidedon", "date", "日期", "审核日期", "决定日期", "结论日期"}},
        {"reason", false, {"reason", "理由", "原因", "说明"}},
        {"inspections", false, {"inspections", "inspection", "核查点", "核查编号"}},
        {"subject", false, {"subject", "对象", "对象类型"}},
    };
    return fields;
}

const Fields& case_fields() {
    static const Fields fields{
        {"id", true, {"id", "case", "caseid", "编号", "纠纷编号", "案件编号"}},
        required(campaign),
        required(village),
        {"opened_on",
         true,
         {"openedon", "found", "foundon", "date", "排查日期", "发现日期", "受理日期", "日期"}},
        {"kind", false, {"kind", "channel", "渠道", "受理渠道", "方式"}},
    };
    return fields;
}

const Fields& relief_fields() {
    static const Fields fields{
        {"id", true, {"id", "batch", "batchid", "编号", "批次编号", "批次"}},
        required(campaign),
        required(village),
        {"opened_on", true, {"openedon", "listed", "listedon", "date", "列名单日期", "登记日期", "日期"}},
        {"kind", true, {"kind", "type", "类型", "种类", "发放类型"}},
        {"persons", true, {"persons", "count", "人数", "受助人数", "救助人数"}},
        {"unit_value", true, {"unitvalue", "yuan", "每人标准", "人均金额", "标准", "每人金额元", "单价"}},
    };
    return fields;
}

const Fields& inspection_fields() {
    static const Fields fields{
        {"id", false, {"id", "uuid", "inspectionid", "编号", "核查编号"}},
        {"household", false, {"household", "householdid", "户号", "户编号", "家庭编号"}},
        required(campaign),
        {"observed_at",
         true,
         {"observedat", "time", "timestamp", "核查时间", "时间", "观察时间", "采集时间", "核查日期"}},
        required(lon),
        required(lat),
        {"accuracy_m", false, {"accuracym", "accuracy", "精度", "定位精度", "精度米"}},
        {"position_source", false, {"positionsource", "定位方式", "位置来源"}},
        village,
        {"outcome", true, {"outcome", "结论", "核查结果", "结果", "核查结论"}},
        {"note", false, {"note", "notes", "description", "desc", "备注", "说明", "描述"}},
    };
    return fields;
}

/// What the layers of bases and help points have beside their records' own fields.
const Fields& exported_place_fields() {
    static const Fields fields{
        {"status", false, {"status", "状态"}},
        {"since", false, {"since", "起始日"}},
    };
    return fields;
}

/// What names a record comes first in every kind.
Fields changing(Fields fields, const Fields& more = {}) {
    for (FieldSpec& field : fields) field.required = &field == &fields.front();
    fields.insert(fields.end(), more.begin(), more.end());
    return fields;
}

const Fields& fields_to_geocode() {
    static const Fields fields = [] {
        auto code = village;
        code.headers.insert(code.headers.end(), {"code", "代码", "adcode", "统计用区划代码"});
        return Fields{lon, lat, code, address};
    }();
    return fields;
}

}  // namespace

std::span<const FieldSpec> geocode_fields() { return fields_to_geocode(); }

std::span<const FieldSpec> fields_to_change(RecordKind kind) {
    static const auto of_areas = changing(area_fields());
    static const auto of_bases = changing(base_fields(), exported_place_fields());
    static const auto of_help_points = changing(help_point_fields(), exported_place_fields());
    switch (kind) {
        case RecordKind::areas:
            return of_areas;
        case RecordKind::bases:
            return of_bases;
        case RecordKind::help_points:
            return of_help_points;
        default:
            return fields_of(kind);
    }
}

std::span<const FieldSpec> fields_of(RecordKind kind) {
    switch (kind) {
        case RecordKind::areas:
            return area_fields();
        case RecordKind::households:
            return household_fields();
        case RecordKind::bases:
            return base_fields();
        case RecordKind::help_points:
            return help_point_fields();
        case RecordKind::children:
            return child_fields();
        case RecordKind::targets:
            return target_fields();
        case RecordKind::decisions:
            return decision_fields();
        case RecordKind::inspections:
            return inspection_fields();
        case RecordKind::cases:
            return case_fields();
        case RecordKind::relief:
            return relief_fields();
        case RecordKind::figures:
            return figure_fields();
    }
    return {};
}

}  // namespace courtyard
