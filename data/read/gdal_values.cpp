// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/read/gdal_values.h"

#include <fmt/format.h>
#include <ogr_feature.h>
#include <ogrsf_frmts.h>

#include <array>
#include <cstdlib>
#include <utility>

#include "data/gdal_library.h"

namespace courtyard {
namespace {

/// GDAL's zone flag: 0 unknown, 1 local, 100 UTC, each step beside it a quarter of an hour.
std::string zone_text(int flag) {
    if (flag < 2) return {};
    const int minutes = (flag - 100) * 15;
    if (minutes == 0) return "Z";
    return fmt::format("{}{:02}:{:02}", minutes < 0 ? '-' : '+', std::abs(minutes) / 60,
                       std::abs(minutes) % 60);
}

std::string instant_text(const OGRFeature& feature, int field, OGRFieldType type) {
    int year = 0, month = 0, day = 0, hour = 0, minute = 0, zone = 0;
    float second = 0;
    feature.GetFieldAsDateTime(field, &year, &month, &day, &hour, &minute, &second, &zone);
    if (type == OFTDate) return fmt::format("{:04}-{:02}-{:02}", year, month, day);
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:06.3f}{}", year, month, day, hour, minute,
                       static_cast<double>(second), zone_text(zone));
}

std::string ascii_only_hint(std::string_view bytes) {
    std::string shown;
    for (const char c : bytes.substr(0, 40)) shown.push_back(c >= 0x20 && c < 0x7F ? c : '?');
    return shown;
}

/// Rules encodings out one by one as bytes come.
struct Candidates {
    bool utf8 = true;
    bool gb18030 = true;

    void look_at(std::string_view bytes) {
        utf8 = utf8 && is_utf8(bytes);
        gb18030 = gb18030 && from_gb18030(bytes).has_value();
    }
};

}  // namespace

Result<std::string> decoded(std::string_view bytes, std::optional<TextEncoding> raw) {
    if (raw == TextEncoding::gb18030) {
        if (auto text = from_gb18030(bytes)) return std::move(*text);
    } else if (is_utf8(bytes)) {
        return std::string(bytes);
    }
    return fail(
        ErrorCode::invalid_input, "text.encoding",
        {fmt::format("“{}”含有不属于该编码的字节", ascii_only_hint(bytes)),
         fmt::format("\"{}\" holds bytes that are not in the file's encoding", ascii_only_hint(bytes))});
}

Result<std::string> value_of(const OGRFeature& feature, int field, std::optional<TextEncoding> raw) {
    if (!feature.IsFieldSetAndNotNull(field)) return std::string();
    const OGRFieldType type = feature.GetFieldDefnRef(field)->GetType();
    switch (type) {
        case OFTInteger:
        case OFTInteger64:
            return fmt::format("{}", feature.GetFieldAsInteger64(field));
        case OFTReal:
            return fmt::format("{}", feature.GetFieldAsDouble(field));
        case OFTDate:
        case OFTDateTime:
            return instant_text(feature, field, type);
        default:
            return decoded(feature.GetFieldAsString(field), raw);
    }
}

Result<TextEncoding> raw_text_encoding(OGRLayer& layer) {
    Candidates candidates;
    OGRFeatureDefn* definition = layer.GetLayerDefn();
    for (int i = 0; i < definition->GetFieldCount(); ++i) {
        candidates.look_at(definition->GetFieldDefn(i)->GetNameRef());
    }
    const GdalMessages messages;
    layer.ResetReading();
    while (const OGRFeatureUniquePtr feature{layer.GetNextFeature()}) {
        for (int i = 0; i < definition->GetFieldCount(); ++i) {
            if (definition->GetFieldDefn(i)->GetType() != OFTString || !feature->IsFieldSetAndNotNull(i))
                continue;
            candidates.look_at(feature->GetFieldAsString(i));
        }
    }
    layer.ResetReading();
    if (candidates.utf8) return TextEncoding::utf8;
    if (candidates.gb18030) return TextEncoding::gb18030;
    return fail(ErrorCode::invalid_input, "file.encoding",
                {"DBF 没有说明编码，内容既不是 UTF-8 也不是 GB18030；请补上 .cpg 文件",
                 "the DBF does not say its encoding and is neither UTF-8 nor GB18030; add a .cpg file"});
}

std::optional<std::string> gpx_column(std::string_view field) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 7> meanings{
        {{"name", "household"},
         {"time", "observed_at"},
         {"desc", "note"},
         {"type", "outcome"},
         {"ele", "ele"},
         {"track_fid", "track"},
         {"track_seg_id", "segment"}}};
    for (const auto& [theirs, ours] : meanings) {
        if (theirs == field) return std::string(ours);
    }
    return std::nullopt;
}

}  // namespace courtyard
