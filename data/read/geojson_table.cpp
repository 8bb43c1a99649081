// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/read/geojson_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <set>
#include <stdexcept>
#include <unordered_map>

#include "data/read/geojson_feature.h"
#include "data/read/held_file.h"
#include "data/read/json_outline.h"
#include "data/read/plain_text.h"
#include "data/read/reprojection.h"
#include "data/read/text_encoding.h"

namespace courtyard {
namespace {

namespace dom = simdjson::dom;

tl::unexpected<Error> broken_file(std::string zh, std::string en) {
    return fail(ErrorCode::invalid_input, "file.broken",
                {fmt::format("GeoJSON 文件有误：{}", zh), fmt::format("the GeoJSON file is wrong: {}", en)});
}

/// `EPSG:4490`, `urn:ogc:def:crs:EPSG::4490`; 0 for CRS84; nothing for the rest.
std::optional<int> epsg_of(std::string_view name) {
    if (name.ends_with("CRS84")) return 0;
    const auto digits = name.find_last_not_of("0123456789") + 1;
    int number = 0;
    const auto parsed = std::from_chars(name.data() + digits, name.data() + name.size(), number);
    if (name.find("EPSG") == std::string_view::npos || parsed.ec != std::errc()) return std::nullopt;
    return number;
}

Result<std::optional<Reprojection>> reprojection_of(dom::object root) {
    dom::element crs;
    if (root["crs"].get(crs) != simdjson::SUCCESS || crs.is_null()) return std::nullopt;
    std::string_view name;
    const bool named = crs.is_object() && crs["properties"]["name"].get(name) == simdjson::SUCCESS;
    const auto epsg = named ? epsg_of(name) : std::nullopt;
    if (epsg == 0) return std::nullopt;
    if (epsg) return Reprojection::from_epsg(*epsg);
    return fail(
        ErrorCode::unsupported, "file.crs",
        {fmt::format("不认识坐标系“{}”", name), fmt::format("unknown reference system \"{}\"", name)});
}

class GeoJsonTable : public Table {
  public:
    GeoJsonTable(const std::filesystem::path& path, std::size_t max_rows)
        : file_(open_for_reading(path)), max_rows_(max_rows) {}

    Result<void> prepare(JsonOutline outline);
    const std::vector<std::string>& columns() const override { return columns_; }
    Result<bool> next(TableRow& row) override;
    std::string_view format() const override { return "GeoJSON"; }
    std::optional<std::size_t> row_count() const override { return places_.size(); }

  private:
    Result<void> read_frame(JsonOutline& outline);
    Result<void> list_features(dom::object root, const JsonOutline& outline);
    void collect_columns();
    Result<GeoJsonFeature> read(const JsonSpan& place);
    void fill(GeoJsonFeature feature, TableRow& row) const;

    OpenFile file_;
    std::size_t max_rows_;
    std::string only_;              ///< the text of a file that is one feature or geometry
    std::vector<JsonSpan> places_;  ///< of length 0: an element that is not an object
    std::vector<std::string> columns_;
    std::unordered_map<std::string, std::size_t> column_of_;
    std::optional<std::size_t> id_column_;
    std::optional<Reprojection> reprojection_;
    std::string text_;
    dom::parser parser_;
    std::size_t rows_ = 0;
};

Result<void> GeoJsonTable::prepare(JsonOutline outline) {
    if (auto frame = read_frame(outline); !frame) return frame;
    if (places_.size() > max_rows_) {
        return fail(ErrorCode::too_large, "file.too_many_rows",
                    {fmt::format("文件超过 {} 行", max_rows_), fmt::format("more than {} rows", max_rows_)});
    }
    collect_columns();
    return {};
}

Result<void> GeoJsonTable::read_frame(JsonOutline& outline) {
    dom::element element;
    if (const auto error = parser_.parse(outline.skeleton).get(element); error != simdjson::SUCCESS) {
        return broken_file(simdjson::error_message(error), simdjson::error_message(error));
    }
    dom::object root;
    if (element.get(root) != simdjson::SUCCESS)
        return broken_file("最外层不是对象", "the outermost value is no object");
    std::set<std::string_view> seen;
    for (const auto& [key, value] : root) {
        if (seen.insert(key).second) continue;
        return broken_file(fmt::format("“{}”出现两次", key), fmt::format("\"{}\" is there twice", key));
    }
    auto reprojection = reprojection_of(root);
    if (!reprojection) return tl::unexpected(reprojection.error());
    reprojection_ = std::move(*reprojection);
    return list_features(root, outline);
}

Result<void> GeoJsonTable::list_features(dom::object root, const JsonOutline& outline) {
    std::string_view type;
    if (root["type"].get(type) != simdjson::SUCCESS) return broken_file("没有 type", "it has no type");
    if (type == "Topology") {
        return broken_file("TopoJSON 的 type 须在文件开头", "a TopoJSON file must begin with its type");
    }
    if (type != "FeatureCollection") {
        static const std::set<std::string_view> known{
            "Feature",         "Point",   "MultiPoint",   "LineString",
            "MultiLineString", "Polygon", "MultiPolygon", "GeometryCollection"};
        if (!known.contains(type)) {
            return broken_file(fmt::format("不认识的 type“{}”", leading(type, 40)),
                               fmt::format("unknown type \"{}\"", leading(type, 40)));
        }
        only_ = outline.skeleton;
        places_.push_back({0, only_.size()});
        return {};
    }
    dom::array features;
    if (root["features"].get(features) != simdjson::SUCCESS) {
        return broken_file("没有 features 数组", "it has no array of features");
    }
    const auto is_object = [](const dom::element feature) { return feature.is_object(); };
    // A name written with escapes ("\u0066eatures") is one to the parser and another to the outline.
    const auto objects = std::count_if(features.begin(), features.end(), is_object);
    if (static_cast<std::size_t>(objects) != outline.objects.size())
        return broken_file("features 的写法不认识", "its array of features is not written as usual");
    auto span = outline.objects.begin();
    for (const dom::element feature : features) places_.push_back(is_object(feature) ? *span++ : JsonSpan{});
    return {};
}

void GeoJsonTable::collect_columns() {
    bool ids = false;
    for (const JsonSpan& place : places_) {
        const auto feature = read(place);
        if (!feature) continue;
        ids = ids || feature->id;
        for (const auto& [key, value] : feature->properties) {
            if (column_of_.emplace(key, columns_.size()).second) columns_.push_back(key);
        }
    }
    if (!ids || column_of_.contains("id")) return;
    id_column_ = columns_.size();
    columns_.emplace_back("id");
}

Result<GeoJsonFeature> GeoJsonTable::read(const JsonSpan& place) {
    const std::size_t length = static_cast<std::size_t>(place.length);
    text_.reserve(length + simdjson::SIMDJSON_PADDING);
    if (only_.empty()) {
        text_.resize(length);
        if (std::fseek(file_.get(), static_cast<long>(place.begin), SEEK_SET) != 0 ||
            std::fread(text_.data(), 1, length, file_.get()) != length)
            throw std::runtime_error("the file changed while it was read");
    } else {
        text_ = only_;
        text_.reserve(length + simdjson::SIMDJSON_PADDING);
    }
    dom::element element;
    const auto error = parser_.parse(text_).get(element);
    if (error == simdjson::SUCCESS) return read_geojson_feature(element);
    const bool no_object = length == 0;
    const std::string why = no_object ? "not an object" : simdjson::error_message(error);
    return fail(
        ErrorCode::invalid_input, "geojson.feature",
        {fmt::format("要素无法读取（{}）", why), fmt::format("the feature cannot be read ({})", why)});
}

Result<bool> GeoJsonTable::next(TableRow& row) {
    if (rows_ == places_.size()) return false;
    row.number = rows_ + 1;
    row.geometry = std::monostate{};
    row.broken.reset();
    auto feature = read(places_[rows_++]);
    if (!feature) {
        row.broken = feature.error();
        return true;
    }
    fill(std::move(*feature), row);
    return true;
}

void GeoJsonTable::fill(GeoJsonFeature feature, TableRow& row) const {
    row.values.assign(columns_.size(), {});
    for (auto& [key, value] : feature.properties) row.values[column_of_.at(key)] = std::move(value);
    if (id_column_ && feature.id) row.values[*id_column_] = std::move(*feature.id);
    if (reprojection_) {
        if (const auto moved = reprojection_->apply(feature.geometry); !moved) row.broken = moved.error();
    }
    row.geometry = std::move(feature.geometry);
}

}  // namespace

Result<std::unique_ptr<Table>> open_geojson_table(const std::filesystem::path& path,
                                                  const TableOptions& options) {
    const auto encoding = detect_encoding(path);
    if (!encoding) return tl::unexpected(encoding.error());
    if (*encoding != TextEncoding::utf8) return broken_file("编码不是 UTF-8", "it is not in UTF-8");
    auto outline = outline_features(path);
    if (!outline) return tl::unexpected(outline.error());
    auto table = std::make_unique<GeoJsonTable>(path, options.max_rows);
    if (const auto ready = table->prepare(std::move(*outline)); !ready) return tl::unexpected(ready.error());
    return table;
}

}  // namespace courtyard
