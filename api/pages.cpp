// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/pages.h"

#include <fmt/format.h>

#include <fstream>
#include <iterator>

#include "api/answers.h"

namespace courtyard {
namespace {

std::string_view content_type_of(const std::filesystem::path& file) {
    const std::string ending = file.extension().string();
    if (ending == ".html") return "text/html; charset=utf-8";
    if (ending == ".js" || ending == ".mjs") return "text/javascript; charset=utf-8";
    if (ending == ".css") return "text/css; charset=utf-8";
    if (ending == ".svg") return "image/svg+xml";
    if (ending == ".json" || ending == ".map") return "application/json";
    if (ending == ".webmanifest") return "application/manifest+json";
    if (ending == ".png") return "image/png";
    if (ending == ".ico") return "image/x-icon";
    return "application/octet-stream";
}

constexpr std::string_view not_built =
    "<!doctype html><html lang=\"zh-CN\"><meta charset=\"utf-8\"><title>Courtyard</title>"
    "<p>网页尚未构建：在项目目录运行 <code>npm --prefix web run build</code>，或用 script/server 启动。</p>"
    "<p lang=\"en\">The page is not built: run <code>npm --prefix web run build</code>, or start with "
    "script/server.</p>";

}  // namespace

Pages::Pages(const std::filesystem::path& folder) {
    std::error_code absent;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder, absent)) {
        // A link may lead out of the folder: what it leads to is no page of ours.
        if (entry.is_symlink() || !entry.is_regular_file()) continue;
        std::ifstream in(entry.path(), std::ios::binary);
        std::string bytes{std::istreambuf_iterator<char>(in), {}};
        pages_.emplace(entry.path().lexically_relative(folder).generic_string(),
                       Page{std::string(content_type_of(entry.path())),
                            std::make_shared<const std::string>(std::move(bytes))});
    }
    pages_.try_emplace("index.html",
                       Page{"text/html; charset=utf-8", std::make_shared<const std::string>(not_built)});
}

std::optional<Response> Pages::page(std::span<const std::string> segments) const {
    const std::string path = fmt::format("{}", fmt::join(segments, "/"));
    auto found = pages_.find(path.empty() ? "index.html" : path);
    if (found == pages_.end()) found = pages_.find(path + ".html");
    if (found == pages_.end()) return std::nullopt;
    Response response;
    response.headers.emplace_back("content-type", found->second.content_type);
    // Vite puts a hash of the content into names beneath assets/.
    response.headers.emplace_back(
        "cache-control", path.starts_with("assets/") ? "public, max-age=31536000, immutable" : "no-cache");
    response.body = found->second.body;
    return response;
}

}  // namespace courtyard
