// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/area_check_json.h"

#include "api/json.h"

namespace courtyard {
namespace {

void write_codes(Json& json, const AreaFinding& finding) {
    json.key("codes").array();
    for (const auto& code : finding.codes) json.value(code);
    json.end_array();
}

void write_counts(Json& json, const AreaCheck& check) {
    const auto count = [&](std::string_view name, AreaFault fault) {
        json.member(name, std::uint64_t{check.count(fault)});
    };
    json.member("features", std::uint64_t{check.features});
    count("invalid", AreaFault::invalid);
    count("null_geometries", AreaFault::null_geometry);
    count("overlaps", AreaFault::overlap);
    count("gaps", AreaFault::gap);
    json.member("slivers", std::uint64_t{check.slivers(AreaFault::gap)});
    json.member("hairline_overlaps", std::uint64_t{check.slivers(AreaFault::overlap)});
    count("duplicate_codes", AreaFault::duplicate_code);
    count("duplicate_names", AreaFault::duplicate_name);
    count("outside_parent", AreaFault::outside_parent);
    count("code_conflicts", AreaFault::code_conflict);
    count("missing_parents", AreaFault::missing_parent);
}

void write_place(Json& json, const AreaFinding& finding, Language language) {
    json.object().member("kind", to_string(finding.fault));
    write_codes(json, finding);
    if (finding.where) {
        json.member("lon", finding.where->lon).member("lat", finding.where->lat);
    } else {
        json.key("lon").null().key("lat").null();
    }
    json.member("area_m2", finding.area_m2).member("sliver", finding.sliver);
    json.member("reason", in(language, finding.reason)).end();
}

void write_repair(Json& json, std::span<const GivenArea> areas, const AreaRepair& repair, Language language) {
    json.key("repair").array();
    for (const AreaChange& change : repair.changes) {
        json.object().member("area", areas[change.area].label());
        json.member("row", std::uint64_t{areas[change.area].row});
        json.member("outcome", to_string(change.outcome));
        json.member("before_m2", change.before_m2).member("after_m2", change.after_m2);
        json.member("change_percent", change.change_percent);
        json.member("reason", in(language, change.reason)).end();
    }
    json.end_array();
}

}  // namespace

std::string area_check_json(const AreaCheck& check, std::span<const GivenArea> areas,
                            const AreaRepair* repair, Language language) {
    Json json;
    json.object();
    write_counts(json, check);
    json.key("places").array();
    for (const auto& finding : check.findings) write_place(json, finding, language);
    json.end_array();
    if (repair != nullptr) {
        write_repair(json, areas, *repair, language);
        json.key("remaining").object();
        write_counts(json, repair->remaining);
        json.key("places").array();
        for (const auto& finding : repair->remaining.findings) write_place(json, finding, language);
        json.end_array().end();
    }
    json.end();
    return json.text();
}

std::string area_check_geojson(const AreaCheck& check, Language language) {
    Json json;
    json.object().member("type", "FeatureCollection").key("features").array();
    for (const auto& finding : check.findings) {
        json.object().member("type", "Feature").key("geometry");
        if (finding.where) {
            json.object().member("type", "Point").member("coordinates", *finding.where).end();
        } else {
            json.null();
        }
        json.key("properties").object().member("kind", to_string(finding.fault));
        write_codes(json, finding);
        json.member("area_m2", finding.area_m2).member("sliver", finding.sliver);
        json.member("reason", in(language, finding.reason)).end().end();
    }
    json.end_array().end();
    return json.text();
}

}  // namespace courtyard
