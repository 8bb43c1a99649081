// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "api/http/message.h"

namespace courtyard {

/// The dashboard's files, read once at start; nothing on disk is opened for a request.
class Pages {
  public:
    /// Reads every file beneath `folder`; an absent folder gives a page that says how to build it.
    explicit Pages(const std::filesystem::path& folder);

    /// The file at a path (`/` is index.html, `/review` is review.html), or nothing.
    std::optional<Response> page(std::span<const std::string> segments) const;

  private:
    struct Page {
        std::string content_type;
        std::shared_ptr<const std::string> body;
    };
    std::map<std::string, Page, std::less<>> pages_;
};

}  // namespace courtyard
