// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/ogc/conformance.h"

#include <array>

namespace courtyard {
namespace {

constexpr std::array classes{
    std::string_view("http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/core"),
    std::string_view("http://www.opengis.net/spec/ogcapi-common-2/1.0/conf/collections"),
    std::string_view("http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core"),
    std::string_view("http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson"),
    std::string_view("http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/html"),
    std::string_view("http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/oas30"),
    std::string_view("http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs"),
    std::string_view("http://www.opengis.net/spec/ogcapi-features-4/1.0/conf/create-replace-delete"),
    std::string_view("http://www.opengis.net/spec/ogcapi-features-4/1.0/conf/update"),
    std::string_view("http://www.opengis.net/spec/ogcapi-features-4/1.0/conf/features"),
    std::string_view("http://www.opengis.net/spec/ogcapi-features-4/1.0/conf/optimistic-locking-etags"),
    jsonfg_core,
    std::string_view("http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/core"),
    std::string_view("http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/tileset"),
    std::string_view("http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/tilesets-list"),
    std::string_view("http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/dataset-tilesets"),
    std::string_view("http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/geodata-tilesets"),
    std::string_view("http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/collections-selection"),
    std::string_view("http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/mvt"),
    std::string_view("http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/oas30"),
    std::string_view("http://www.opengis.net/spec/tms/2.0/conf/tilematrixset"),
    std::string_view("http://www.opengis.net/spec/tms/2.0/conf/json-tilematrixset"),
    std::string_view("http://www.opengis.net/spec/tms/2.0/conf/tilesetmetadata"),
    std::string_view("http://www.opengis.net/spec/tms/2.0/conf/json-tilesetmetadata"),
    std::string_view("http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/queryables"),
    std::string_view("http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/queryables-query-parameters"),
    std::string_view("http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/filter"),
    std::string_view("http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/features-filter"),
    std::string_view("http://www.opengis.net/spec/cql2/1.0/conf/cql2-text"),
    std::string_view("http://www.opengis.net/spec/cql2/1.0/conf/basic-cql2"),
    std::string_view("http://www.opengis.net/spec/cql2/1.0/conf/advanced-comparison-operators"),
    std::string_view("http://www.opengis.net/spec/cql2/1.0/conf/case-insensitive-comparison"),
    std::string_view("http://www.opengis.net/spec/cql2/1.0/conf/accent-insensitive-comparison"),
    std::string_view("http://www.opengis.net/spec/cql2/1.0/conf/basic-spatial-functions"),
    std::string_view("http://www.opengis.net/spec/cql2/1.0/conf/basic-spatial-functions-plus"),
    std::string_view("http://www.opengis.net/spec/cql2/1.0/conf/spatial-functions"),
    std::string_view("http://www.opengis.net/spec/cql2/1.0/conf/temporal-functions"),
    std::string_view("http://www.opengis.net/spec/cql2/1.0/conf/property-property"),
    std::string_view("http://www.opengis.net/spec/cql2/1.0/conf/arithmetic"),
};

}  // namespace

std::span<const std::string_view> conformance_classes() { return classes; }

}  // namespace courtyard
