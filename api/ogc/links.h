// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "api/json.h"
#include "api/ogc/html_page.h"
#include "api/ogc/media.h"

namespace courtyard {

/// The relations of a resource to others, in JSON as `links` and in the header `Link`.
class Links {
  public:
    struct Link {
        std::string rel;
        std::string type;
        std::string address;
        std::string title;
    };

    Links& add(std::string_view rel, std::string_view type, std::string address, std::string title = {});
    /// `self` for the encoding that is answered, `alternate` for the others: this request's address with
    /// their `f`.
    Links& add_self(const RequestHead& head, std::span<const Encoded> offered, const Encoded& answered);

    /// `[{rel, type, title, href}, ...]`
    void write(Json& json) const;
    std::string json() const;
    /// RFC 8288; titles are left out.
    std::string header() const;
    const std::vector<Link>& all() const { return links_; }

  private:
    std::vector<Link> links_;
};

/// The other encodings of a page.
std::vector<Alternate> alternates_of(const RequestHead& head, std::span<const Encoded> offered);

inline constexpr std::string_view json_type = "application/json";
inline constexpr std::string_view geojson_type = "application/geo+json";
inline constexpr std::string_view html_type = "text/html";
inline constexpr std::string_view jsonfg_type = "application/vnd.ogc.fg+json";
inline constexpr std::string_view schema_type = "application/schema+json";

}  // namespace courtyard
