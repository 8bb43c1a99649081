// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/geocode/csv_geocoder.h"

#include <fmt/format.h>

#include "data/export/export_text.h"
#include "data/read/plain_text.h"
#include "geo/coordinate_text.h"

namespace courtyard {
namespace {

constexpr std::size_t most_broken_rows = 50;

std::size_t column(const ColumnMap& map, std::string_view field) {
    const auto found = map.column_of.find(field);
    return found == map.column_of.end() ? GeocodeColumns::none : found->second;
}

Result<std::optional<LonLat>> position_of(const GivenPlace& given, Datum datum) {
    if (given.lon.empty() && given.lat.empty()) return std::nullopt;
    if (given.lon.empty() || given.lat.empty()) {
        return fail(ErrorCode::invalid_input, "coordinate.missing",
                    {"缺少经度或纬度", "longitude or latitude is missing"});
    }
    const auto lon = parse_coordinate(given.lon, Axis::longitude);
    if (!lon) return tl::unexpected(lon.error());
    const auto lat = parse_coordinate(given.lat, Axis::latitude);
    if (!lat) return tl::unexpected(lat.error());
    const auto position = checked_to_wgs84({*lon, *lat}, datum);
    if (!position) return tl::unexpected(position.error());
    return *position;
}

/// The line without its line ending.
std::string_view first_line(std::string_view text) { return text.substr(0, text.find_first_of("\r\n")); }

std::size_t length_of_line(std::string_view text) {
    const auto stop = text.find_first_of("\r\n");
    if (stop == std::string_view::npos) return text.size();
    return stop + (text.substr(stop).starts_with("\r\n") ? 2 : 1);
}

}  // namespace

GeocodeColumns::GeocodeColumns(const ColumnMap& map)
    : lon(column(map, "lon")),
      lat(column(map, "lat")),
      code(column(map, "area")),
      address(column(map, "address")) {}

ReadPlace read_place(const GivenPlace& given, const GeocodeJob& job) {
    ReadPlace place;
    if (const auto position = position_of(given, job.datum)) {
        place.claim.position = *position;
    } else {
        place.problem = position.error().name;
    }
    place.claim.within = job.within;
    if (!place.claim.position) place.claim.address = given.address;
    if (given.code.empty()) return place;
    if (const auto code = AreaCode::parse(given.code)) {
        place.claim.declared = *code;
    } else if (place.problem.empty()) {
        place.problem = code.error().name;
    }
    return place;
}

AddedColumns AddedColumns::of(const Placement& placement, const std::string& problem, const AreaTree& areas,
                              GeocodeSummary& summary) {
    AddedColumns added;
    const auto* match = placement.address ? &*placement.address : nullptr;
    if (placement.area != no_area) {
        added.area = areas[placement.area].code;
    } else if (match != nullptr && placement.by != PlacedBy::nothing) {
        added.area = match->area;
    }
    added.method = to_string(placement.by);
    if (placement.by == PlacedBy::address) (added.method += ':') += to_string(match->method);
    const auto add_flag = [&](std::string_view flag) {
        if (!added.flags.empty()) added.flags += '|';
        added.flags += flag;
        const auto counted = summary.flags.find(flag);
        ++(counted != summary.flags.end() ? counted : summary.flags.emplace(flag, 0).first)->second;
    };
    if (placement.flags.any()) {
        for (const auto flag : placement.flags.list()) add_flag(to_string(flag));
    }
    if (match != nullptr && match->doubt != AddressDoubt::none) add_flag(to_string(match->doubt));
    if (!problem.empty()) add_flag(problem);
    const auto counted = summary.methods.find(added.method);
    ++(counted != summary.methods.end() ? counted : summary.methods.emplace(added.method, 0).first)->second;
    if (match != nullptr) {
        added.confidence = match->confidence;
        for (const auto& code : match->candidates)
            (added.candidates += added.candidates.empty() ? "" : "|") += code.view();
    }
    if (placement.nearest_area == no_area) return added;
    added.nearest_area = areas[placement.nearest_area].code;
    added.distance_m = placement.nearest_distance.value;
    return added;
}

void CsvGeocoder::run(std::string_view block, std::string& out, GeocodeSummary& summary) {
    rows_.clear();
    claims_.clear();
    read(block, summary);
    const auto placements = geocode(claims_, *job_.places);
    out.reserve(out.size() + block.size() + rows_.size() * 40);
    for (std::size_t i = 0; i < rows_.size(); ++i) append(rows_[i], placements[i], out, summary);
    summary.rows += rows_.size();
}

void CsvGeocoder::read(std::string_view block, GeocodeSummary& summary) {
    while (!block.empty()) block.remove_prefix(read_row(block, summary));
}

std::size_t CsvGeocoder::read_row(std::string_view rest, GeocodeSummary& summary) {
    const bool readable = scanner_.scan(rest, CsvScanner::Tail::last) == CsvScanner::Scan::record;
    const auto& values = scanner_.values();
    if (readable && scanner_.blank()) {
        rows_.push_back({rest.substr(0, scanner_.content_length()), {}, values.size() != column_count_});
        claims_.emplace_back();
        return scanner_.length();
    }
    if (!readable || values.size() != column_count_) {
        const std::string problem = readable ? "csv.values" : "csv.quote";
        const auto content = readable ? rest.substr(0, scanner_.content_length()) : first_line(rest);
        rows_.push_back({content, problem, true});
        claims_.emplace_back();
        if (summary.broken.size() < most_broken_rows) {
            summary.broken.push_back(
                {rows_.size(), {}, problem, {"这一行读不出来", "this row cannot be read"}});
        }
        return readable ? scanner_.length() : length_of_line(rest);
    }
    const auto value = [&](std::size_t column) {
        return column == GeocodeColumns::none ? std::string_view() : without_blanks(values[column].text);
    };
    auto place =
        read_place({value(where_.lon), value(where_.lat), value(where_.code), value(where_.address)}, job_);
    rows_.push_back({rest.substr(0, scanner_.content_length()), std::move(place.problem), false});
    claims_.push_back(place.claim);
    return scanner_.length();
}

void CsvGeocoder::append(const Row& row, const Placement& placement, std::string& out,
                         GeocodeSummary& summary) const {
    static const Placement nothing;
    const auto& known = row.broken ? nothing : placement;
    const auto added = AddedColumns::of(known, row.problem, job_.places->areas, summary);
    const char delimiter = scanner_.delimiter();
    if (row.broken) {
        append_broken(row.content, out);
    } else {
        out += row.content;
    }
    for (const auto text : {added.area.view(), std::string_view(added.method), std::string_view(added.flags),
                            added.nearest_area.view()}) {
        out += delimiter;
        out += text;
    }
    out += delimiter;
    if (added.distance_m) fmt::format_to(std::back_inserter(out), "{:.1f}", *added.distance_m);
    if (has_addresses()) {
        out += delimiter;
        if (added.confidence) fmt::format_to(std::back_inserter(out), "{:.2f}", *added.confidence);
        (out += delimiter) += added.candidates;
    }
    out += '\n';
}

/// The line as one quoted value, and so many empty ones that the table stays a rectangle.
void CsvGeocoder::append_broken(std::string_view content, std::string& out) const {
    if (!content.empty()) {
        out += '"';
        for (const char c : content) {
            out += c;
            if (c == '"') out += c;
        }
        out += '"';
    }
    out.append(column_count_ - 1, scanner_.delimiter());
}

}  // namespace courtyard
