// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "api/problem.h"

namespace courtyard {

/// Builds HTML in the order of the calls; whatever comes in as text or as a value is escaped. The policy of
/// our answers runs no inline script and applies no `style` attribute, so neither can be written.
///
///     Html body;
///     body.open("p", {{"class", "quiet"}}).text(name).link(address, title).close("p");
class Html {
  public:
    using Attributes = std::initializer_list<std::pair<std::string_view, std::string_view>>;

    Html& open(std::string_view tag, Attributes attributes = {});
    Html& close(std::string_view tag);
    /// An element without content: `input`, `path`.
    Html& empty(std::string_view tag, Attributes attributes = {});
    Html& text(std::string_view text);
    /// An element with text in it.
    Html& element(std::string_view tag, std::string_view text, Attributes attributes = {});
    Html& link(std::string_view address, std::string_view text, std::string_view link_class = {});
    /// HTML that was built already.
    Html& html(const Html& built);

    const std::string& str() const { return text_; }

  private:
    void tag_with(std::string_view tag, Attributes attributes);

    std::string text_;
};

/// A place on the way from the service's landing page to this one.
struct Crumb {
    std::string title;
    std::string address;  ///< empty: this page
};

/// The same resource in another encoding.
struct Alternate {
    std::string label;  ///< `GeoJSON`
    std::string type;   ///< `application/geo+json`
    std::string address;
};

/// A page of a resource: what stands in the frame that all of them share.
struct HtmlPage {
    std::string title;
    std::string lead;  ///< a sentence under the title; may be empty
    std::vector<Crumb> crumbs;
    std::vector<Alternate> alternates;
    Html body;
};

/// The page in its frame, in the request's language: header with the way here, the other encodings and the
/// other language, title, body. Its stylesheet `/ogc.css` and its mark `/mark.svg` are files of the
/// dashboard.
Response html_answer(const RequestHead& head, const HtmlPage& page);

}  // namespace courtyard
