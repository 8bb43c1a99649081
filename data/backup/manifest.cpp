// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/backup/manifest.h"

#include <fmt/format.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>
#include <simdjson.h>

namespace courtyard {
namespace {

using JsonWriter = rapidjson::Writer<rapidjson::StringBuffer>;

void text(JsonWriter& out, const char* name, std::string_view value) {
    out.Key(name);
    out.String(value.data(), static_cast<rapidjson::SizeType>(value.size()));
}

void number(JsonWriter& out, const char* name, std::uint64_t value) {
    out.Key(name);
    out.Uint64(value);
}

void tables(JsonWriter& out, const char* name, const std::vector<TableSum>& sums) {
    out.Key(name);
    out.StartArray();
    for (const TableSum& sum : sums) {
        out.StartObject();
        text(out, "table", sum.table);
        number(out, "rows", static_cast<std::uint64_t>(sum.rows));
        text(out, "sum", sum.sum);
        out.EndObject();
    }
    out.EndArray();
}

std::vector<TableSum> tables_of(simdjson::dom::element list) {
    std::vector<TableSum> sums;
    for (const auto one : list.get_array())
        sums.push_back({std::string(one["table"].get_string().value()), one["rows"].get_int64().value(),
                        std::string(one["sum"].get_string().value())});
    return sums;
}

}  // namespace

std::string BackupManifest::json() const {
    rapidjson::StringBuffer buffer;
    JsonWriter out(buffer);
    out.StartObject();
    number(out, "format", backup_format);
    text(out, "made_at", to_string(made_at));
    text(out, "program", program);
    number(out, "schema", static_cast<std::uint64_t>(schema));
    number(out, "child_schema", static_cast<std::uint64_t>(child_schema));
    number(out, "revision", static_cast<std::uint64_t>(revision));
    text(out, "stream", stream);
    number(out, "ordinal", ordinal);
    text(out, "photo_place", photo_place == PhotoPlace::inside ? "inside" : "beside");
    number(out, "photos", photos);
    number(out, "photo_bytes", photo_bytes);
    number(out, "database_bytes", database_bytes);
    text(out, "database_sum", database_sum);
    number(out, "child_bytes", child_bytes);
    text(out, "child_sum", child_sum);
    courtyard::tables(out, "tables", tables);
    courtyard::tables(out, "child_tables", child_tables);
    out.EndObject();
    return {buffer.GetString(), buffer.GetSize()};
}

Result<BackupManifest> BackupManifest::parse(std::string_view json) {
    try {
        simdjson::dom::parser parser;
        const simdjson::dom::element root = parser.parse(json.data(), json.size()).value();
        const std::int64_t format = root["format"].get_int64().value();
        if (format != backup_format)
            return fail(
                ErrorCode::unsupported, "backup.newer",
                {fmt::format("备份的格式是 {}，本程序只认得 {}；请用更新的版本恢复", format, backup_format),
                 fmt::format("the backup is of format {}, this program reads {}; restore it with a newer one",
                             format, backup_format)},
                "format");
        const auto string = [&](const char* name) { return std::string(root[name].get_string().value()); };
        BackupManifest manifest;
        const auto made_at = Instant::parse(string("made_at"));
        if (!made_at) return tl::unexpected(made_at.error());
        manifest.made_at = *made_at;
        manifest.program = string("program");
        manifest.schema = static_cast<int>(root["schema"].get_int64().value());
        manifest.child_schema = static_cast<int>(root["child_schema"].get_int64().value());
        manifest.revision = root["revision"].get_int64().value();
        manifest.stream = string("stream");
        manifest.ordinal = root["ordinal"].get_uint64().value();
        manifest.photo_place = string("photo_place") == "beside" ? PhotoPlace::beside : PhotoPlace::inside;
        manifest.photos = root["photos"].get_uint64().value();
        manifest.photo_bytes = root["photo_bytes"].get_uint64().value();
        manifest.database_bytes = root["database_bytes"].get_uint64().value();
        manifest.database_sum = string("database_sum");
        manifest.child_bytes = root["child_bytes"].get_uint64().value();
        manifest.child_sum = string("child_sum");
        manifest.tables = tables_of(root["tables"].value());
        manifest.child_tables = tables_of(root["child_tables"].value());
        return manifest;
    } catch (const simdjson::simdjson_error& error) {
        return fail(ErrorCode::invalid_input, "backup.damaged",
                    {fmt::format("备份的清单读不懂：{}", error.what()),
                     fmt::format("the backup's list of contents cannot be read: {}", error.what())},
                    "manifest");
    }
}

}  // namespace courtyard
