// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>
#include <fmt/format.h>

#include "data/export/export_sink.h"
#include "data/export/export_text.h"
#include "data/store/sql_statements.h"
#include "data/store/sqlite_connection.h"

namespace courtyard {

namespace {

constexpr std::int64_t only = 1;

std::string both(const Text& text) {
    if (text.zh.empty() || text.en.empty() || text.zh == text.en) return text.zh.empty() ? text.en : text.zh;
    return text.zh + " / " + text.en;
}

/// The whole day, because nothing in the file says when it was made.
std::string moment_of(const ExportJob& job) { return to_string(job.origin.day) + "T00:00:00.000Z"; }

void append_element(std::string& xml, std::string_view name, const Text& text) {
    for (const auto& [language, words] : {std::pair("zh", &text.zh), {"en", &text.en}}) {
        if (words->empty()) continue;
        fmt::format_to(std::back_inserter(xml), "  <{} xml:lang=\"{}\">", name, language);
        append_xml(xml, *words);
        fmt::format_to(std::back_inserter(xml), "</{}>\n", name);
    }
}

/// Dublin Core, which every reader of metadata can show.
std::string origin_xml(const ExportJob& job, std::string_view system) {
    const ExportOrigin& origin = job.origin;
    const std::string day = to_string(origin.day);
    std::string xml =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
        "xmlns:dcterms=\"http://purl.org/dc/terms/\">\n";
    append_element(xml, "dc:title", origin.title);
    append_element(xml, "dc:source", origin.source);
    xml += "  <dcterms:valid>" + day + "</dcterms:valid>\n";
    append_element(xml, "dc:identifier",
                   {fmt::format("{} {} 修订号 {}", job.layer, day, origin.revision),
                    fmt::format("{} {} revision {}", job.layer, day, origin.revision)});
    append_element(
        xml, "dcterms:spatial",
        {fmt::format("坐标系：{}。库内位置为 WGS 84 经纬度，与 CGCS2000 视为相同；文件内先东后北", system),
         fmt::format(
             "Coordinates: {}. Positions are kept in WGS 84 and taken as equal to CGCS2000; east comes "
             "before north in this file",
             system)});
    return xml + "</metadata>\n";
}

}  // namespace

void describe_geopackage(const ExportJob& job, std::string_view system, const std::filesystem::path& file) {
    SQLite::Database database(file.string(), SQLite::OPEN_READWRITE);
    // The file is ours alone until it is done.
    database.exec("PRAGMA journal_mode=OFF");
    database.exec("PRAGMA synchronous=OFF");
    SQLite::Transaction transaction(database);
    database.exec(std::string(sql_file("geopackage.sql")));
    const auto run = [&](std::string_view name, const auto&... values) {
        SQLite::Statement statement(database, sql(name));
        bound(statement, values...).exec();
    };
    const std::string when = moment_of(job);
    const std::string title = both(job.origin.title);
    run("name_gpkg_layer", job.layer, title.empty() ? job.layer : title, both(job.origin.source), when);
    for (const ExportField& field : job.fields)
        run("insert_gpkg_column", job.layer, field.name, field.name, both(field.title), both(field.meaning));
    run("insert_gpkg_metadata", only, std::string("dataset"), std::string("http://purl.org/dc/terms/"),
        std::string("text/xml"), origin_xml(job, system));
    run("insert_gpkg_reference", std::string("table"), job.layer, when, only);
    run("insert_gpkg_styles_table", when);
    if (!job.style_qml.empty() || !job.style_sld.empty())
        run("insert_gpkg_style", job.layer, std::string("geom"), job.layer, job.style_qml, job.style_sld,
            title, when);
    transaction.commit();
}

}  // namespace courtyard
