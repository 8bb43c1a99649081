// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/geocode/geocode_table.h"

#include <fmt/format.h>

#include <set>

#include "data/export/export_columns.h"
#include "data/geocode/csv_geocoder.h"

namespace courtyard {
namespace {

/// Rows are geocoded so many at a time.
constexpr std::size_t rows_at_once = 4096;

ExportField field(const std::string& name, ExportType type, const Text& meaning,
                  std::set<std::string>& taken) {
    return {name, short_name(name, taken), type, {name, name}, meaning};
}

std::vector<ExportField> fields_of(std::span<const std::string> columns, std::span<const std::string> added) {
    std::set<std::string> taken;
    std::vector<ExportField> fields;
    // The names that the contract knows keep their short form.
    std::vector<ExportField> ours;
    const std::array<Text, 7> meanings{{{"所在村的区划代码", "code of the village that holds the position"},
                                        {"定位方式", "how it was found"},
                                        {"疑点", "doubts"},
                                        {"最近的村", "nearest village, for a position outside all"},
                                        {"到最近村边界的距离（米）", "metres to its border"},
                                        {"地址匹配的把握（0 至 1）", "how sure the address is, 0 to 1"},
                                        {"地址可能指的区划", "areas that the address may mean"}}};
    for (std::size_t i = 0; i < added.size(); ++i)
        ours.push_back(
            field(added[i], i == 4 || i == 5 ? ExportType::real : ExportType::text, meanings[i], taken));
    for (const auto& name : columns)
        fields.push_back(field(name, ExportType::text, {"原文件的列", "column of the file"}, taken));
    fields.insert(fields.end(), ours.begin(), ours.end());
    return fields;
}

/// Reads rows ahead, geocodes them together and hands them out one by one.
class GeocodedRows {
  public:
    GeocodedRows(const GeocodeJob& job, Table& table, GeocodeSummary& summary)
        : job_(job), table_(table), summary_(summary), where_(summary.columns) {}

    /// Errors wait in `error`.
    bool next(ExportRow& row) {
        if (at_ == rows_.size() && !refill()) return false;
        row = std::move(rows_[at_++]);
        return true;
    }
    const std::optional<Error>& error() const { return error_; }

  private:
    bool refill() {
        rows_.clear();
        at_ = 0;
        std::vector<PlaceClaim> claims;
        std::vector<std::string> problems;
        TableRow row;
        while (rows_.size() < rows_at_once && !error_) {
            const auto more = table_.next(row);
            if (!more) error_ = more.error();
            if (!more || !*more) break;
            auto place = row.broken ? broken(row) : place_of(row);
            rows_.push_back(as_given(row, place.claim.position));
            claims.push_back(place.claim);
            problems.push_back(std::move(place.problem));
        }
        const auto placements = courtyard::geocode(claims, *job_.places);
        for (std::size_t i = 0; i < rows_.size(); ++i) add(rows_[i], placements[i], problems[i]);
        summary_.rows += rows_.size();
        if (job_.progress && table_.row_count()) job_.progress(summary_.rows, *table_.row_count());
        return !rows_.empty() && !error_;
    }

    ReadPlace broken(const TableRow& row) {
        if (summary_.broken.size() < 50)
            summary_.broken.push_back({row.number, {}, row.broken->name, row.broken->detail});
        return {{}, row.broken->name};
    }

    ReadPlace place_of(const TableRow& row) const {
        const auto value = [&](std::size_t column) {
            return column == GeocodeColumns::none ? std::string_view() : std::string_view(row.values[column]);
        };
        const auto* point = std::get_if<LonLat>(&row.geometry);
        if (point == nullptr)
            return read_place(
                {value(where_.lon), value(where_.lat), value(where_.code), value(where_.address)}, job_);
        auto place = read_place({{}, {}, value(where_.code), {}}, job_);
        if (const auto checked = checked_to_wgs84(*point, job_.datum)) {
            place.claim.position = *checked;
        } else {
            place.problem = checked.error().name;
        }
        return place;
    }

    ExportRow as_given(const TableRow& row, const std::optional<LonLat>& position) const {
        ExportRow given;
        if (position) given.geometry = *position;
        given.values.resize(table_.columns().size());
        for (std::size_t i = 0; i < std::min(row.values.size(), given.values.size()); ++i) {
            if (!row.broken && !row.values[i].empty()) given.values[i] = row.values[i];
        }
        return given;
    }

    void add(ExportRow& row, const Placement& placement, const std::string& problem) {
        const auto added = AddedColumns::of(placement, problem, job_.places->areas, summary_);
        for (const auto text : {added.area.view(), std::string_view(added.method),
                                std::string_view(added.flags), added.nearest_area.view()}) {
            row.values.push_back(text.empty() ? ExportValue() : ExportValue(std::string(text)));
        }
        row.values.push_back(added.distance_m ? ExportValue(*added.distance_m) : ExportValue());
        if (where_.address == GeocodeColumns::none) return;
        row.values.push_back(added.confidence ? ExportValue(*added.confidence) : ExportValue());
        row.values.push_back(added.candidates.empty() ? ExportValue() : ExportValue(added.candidates));
    }

    const GeocodeJob& job_;
    Table& table_;
    GeocodeSummary& summary_;
    GeocodeColumns where_;
    std::vector<ExportRow> rows_;
    std::size_t at_ = 0;
    std::optional<Error> error_;
};

}  // namespace

Result<GeocodeSummary> geocode_table(const GeocodeJob& job, Table& table, ExportFormat format,
                                     GeocodeSummary summary) {
    GeocodedRows rows(job, table, summary);
    ExportJob to;
    to.layer = "geocoded";
    to.fields = fields_of(table.columns(), summary.added);
    to.format = format;
    to.next = [&](ExportRow& row) { return rows.next(row); };
    const auto written = write_export(to, job.out);
    if (rows.error()) {
        std::error_code ignored;
        std::filesystem::remove(job.out, ignored);
        return tl::unexpected(*rows.error());
    }
    if (!written) return tl::unexpected(written.error());
    return summary;
}

}  // namespace courtyard
