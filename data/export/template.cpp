// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/export/template.h"

#include <fmt/format.h>
#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <stdexcept>

#include "data/gdal_library.h"

namespace courtyard {
namespace {

/// How a field is filled in.
struct FieldGuide {
    std::string_view field;
    Text format;
    std::string_view example;
};

const std::array<FieldGuide, 36>& guides() {
    static const Text day{"日期，年-月-日", "day, YYYY-MM-DD"};
    static const Text words{"文字", "text"};
    static const Text count{"整数", "whole number"};
    static const Text degrees{"度，十进制；坐标系在导入时选定",
                              "decimal degrees; the datum is said when importing"};
    static const std::array<FieldGuide, 36> all{{
        {"id", {"编号，同一张表中不重复", "an id, once in the table"}, "HH-0001"},
        {"code",
         {"统计用区划代码，2、4、6、9 或 12 位", "area code of 2, 4, 6, 9 or 12 digits"},
         "410199101201"},
        {"name", words, "王**"},
        {"address", {"到村组门牌", "down to village, group and number"}, "河湾村3组5号"},
        {"area", {"村代码，12 位", "village code, 12 digits"}, "410199101201"},
        {"lon", degrees, "113.612345"},
        {"lat", degrees, "34.712345"},
        {"registered_on", day, "2021-03-01"},
        {"status",
         {"登记、推荐、初审、验收、公示、挂牌、撤销等", "registered, recommended, checked, accepted, ..."},
         "验收"},
        {"completed_on", day, "2022-06-30"},
        {"revoked_on", day, ""},
        {"campaign", {"活动编号", "id of the campaign"}, "beautiful-courtyard"},
        {"level",
         {"县级、市级、省级；区划用 village、township 等",
          "county, prefecture, province; of areas village, township, ..."},
         ""},
        {"parent", {"上级代码；不填则由代码得出", "code of the parent; else told by the code"}, ""},
        {"geometry", {"边界，WKT，经度在前", "boundary as WKT, longitude first"}, ""},
        {"recognised_on", day, "2022-05-01"},
        {"women_employed", count, "12"},
        {"women_trained", count, "40"},
        {"kind",
         {"儿童之家、未保站、妇女之家等", "children's home, protection station, women's home, ..."},
         "儿童之家"},
        {"opened_on", day, "2021-06-01"},
        {"closed_on", day, ""},
        {"capacity", count, "30"},
        {"category", {"类别名称", "name of the category"}, "困境儿童"},
        {"count", count, "5"},
        {"as_of", day, "2023-06-30"},
        {"indicator", {"指标编号", "id of the indicator"}, "courtyards"},
        {"period",
         {"目标：总任务或年份；上报的数：月份", "of targets plan or a year; of figures a month"},
         "2023-05"},
        {"value", count, "120"},
        {"approved_on", day, "2021-01-20"},
        {"approved_by", words, "市妇联"},
        {"unit_value", {"元，最多两位小数；只有金额指标填", "yuan, of amounts only"}, "500"},
        {"reported_on", day, "2023-07-03"},
        {"household", {"户号", "id of the household"}, "HH-0001"},
        {"observed_at",
         {"时间，北京时间或带时区", "instant; without an offset UTC+08:00"},
         "2023-06-01 09:00"},
        {"outcome",
         {"登记、推荐、初审、验收、整改、不合格、复核、撤销",
          "registered, recommended, checked, accepted, ..."},
         "验收"},
        {"to", {"结论：推荐、初审、验收、公示、挂牌、撤销等", "the status decided for"}, "验收"},
    }};
    return all;
}

FieldGuide guide_of(std::string_view field) {
    const auto guide = std::ranges::find(guides(), field, &FieldGuide::field);
    return guide == guides().end() ? FieldGuide{field, {"文字；可不填", "text; may be empty"}, ""} : *guide;
}

/// The first Chinese header of a field and its name: `户号 (id)`.
std::string header_of(const FieldSpec& field) {
    for (const std::string_view header : field.headers)
        if (static_cast<unsigned char>(header.front()) >= 0x80)
            return fmt::format("{} ({})", header, field.name);
    return std::string(field.name);
}

class Workbook {
  public:
    explicit Workbook(const std::filesystem::path& file) {
        prepare_gdal();
        GDALDriver* driver = GetGDALDriverManager()->GetDriverByName("XLSX");
        if (driver != nullptr) dataset_.reset(driver->Create(file.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
        if (!dataset_) broken();
    }

    OGRLayer& sheet(std::string_view name, const std::vector<std::string>& headers) {
        OGRLayer* layer = dataset_->CreateLayer(std::string(name).c_str(), nullptr, wkbNone, nullptr);
        if (layer == nullptr) broken();
        for (const std::string& header : headers) {
            OGRFieldDefn field(header.c_str(), OFTString);
            if (layer->CreateField(&field) != OGRERR_NONE) broken();
        }
        return *layer;
    }

    void add(OGRLayer& layer, const std::vector<std::string>& values) {
        const OGRFeatureUniquePtr row(OGRFeature::CreateFeature(layer.GetLayerDefn()));
        for (std::size_t i = 0; i < values.size(); ++i) row->SetField(static_cast<int>(i), values[i].c_str());
        if (layer.CreateFeature(row.get()) != OGRERR_NONE) broken();
    }

    void close() {
        messages_.forget();
        dataset_.reset();
        if (!messages_.failure().empty()) broken();
    }

  private:
    [[noreturn]] void broken() const {
        throw std::runtime_error("cannot write the template: " + messages_.failure());
    }

    GdalMessages messages_;
    GDALDatasetUniquePtr dataset_;
};

void write_workbook(RecordKind kind, const std::vector<std::string>& headers,
                    const std::filesystem::path& file) {
    Workbook book(file);
    // GDAL writes a header only above a row: the first row is there, and empty.
    book.add(book.sheet(to_string(kind), headers), {});
    OGRLayer& guide = book.sheet(explanation_sheet(),
                                 {"列 (column)", "必填 (required)", "填法", "format", "示例 (example)"});
    const auto fields = fields_of(kind);
    for (std::size_t i = 0; i < fields.size(); ++i) {
        const FieldGuide how = guide_of(fields[i].name);
        book.add(guide, {headers[i], fields[i].required ? "是 yes" : "否 no", how.format.zh, how.format.en,
                         std::string(how.example)});
    }
    book.close();
}

}  // namespace

std::string_view explanation_sheet() { return "填表说明"; }

std::string_view dictionary_sheet() { return "字段说明"; }

Result<TemplateFormat> parse_template_format(std::string_view text) {
    if (text == "xlsx") return TemplateFormat::xlsx;
    if (text == "csv") return TemplateFormat::csv;
    return fail(ErrorCode::unsupported, "template.format",
                {fmt::format("模板没有“{}”格式；可用：xlsx、csv", text),
                 fmt::format("there is no template in \"{}\"; use xlsx or csv", text)},
                "format");
}

void write_template(RecordKind kind, TemplateFormat format, const std::filesystem::path& file) {
    std::vector<std::string> headers;
    for (const FieldSpec& field : fields_of(kind)) headers.push_back(header_of(field));
    if (format == TemplateFormat::xlsx) {
        write_workbook(kind, headers, file);
        return;
    }
    std::ofstream out(file, std::ios::binary);
    out << "\xEF\xBB\xBF" << fmt::format("{}", fmt::join(headers, ",")) << "\r\n";
    out.close();
    if (!out) throw std::runtime_error("cannot write " + file.string());
}

}  // namespace courtyard
