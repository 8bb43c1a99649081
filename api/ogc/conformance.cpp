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
};

}  // namespace

std::span<const std::string_view> conformance_classes() { return classes; }

}  // namespace courtyard
