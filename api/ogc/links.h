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

/// A relation of OGC's own register, by its name there: `tilesets-vector`.
std::string ogc_relation(std::string_view name);

/// The relations of a resource to others, in JSON as `links` and in the header `Link`.
class Links {
  public:
    struct Link {
        std::string rel;
        std::string type;
        std::string address;
        std::string title;
        bool templated = false;  ///< the address has names in braces
    };

    Links& add(std::string_view rel, std::string_view type, std::string address, std::string title = {});
    /// An address with names in braces that the client fills in.
    Links& add_template(std::string_view rel, std::string_view type, std::string address, std::string title);
    /// `self` for the encoding that is answered, `alternate` for the others: this request's address with
    /// their `f`.
    Links& add_self(const RequestHead& head, std::span<const Encoded> offered, const Encoded& answered);

    /// `[{rel, type, title, href}, ...]`
    void write(Json& json) const;
    std::string json() const;
    /// RFC 8288; titles and templates are left out.
    std::string header() const;
    const std::vector<Link>& all() const { return links_; }

  private:
    std::vector<Link> links_;
};

/// The other encodings of a page.
std::vector<Alternate> alternates_of(const RequestHead& head, std::span<const Encoded> offered);

}  // namespace courtyard
