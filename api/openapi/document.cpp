// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/openapi/document.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>

#include "api/openapi/operation_json.h"

namespace courtyard {
namespace {

class Document {
  public:
    Document(Language language, std::vector<PathOperation> operations)
        : language_(language), operations_(std::move(operations)) {}

    std::string written(const Text& title, const Text& about, std::string_view server) {
        json_.object().member("openapi", "3.0.3").key("info").object();
        json_.member("title", words(title))
            .member("description", words(about))
            .member("version", COURTYARD_VERSION);
        json_.key("license")
            .object()
            .member("name", "Apache-2.0")
            .member("url", "https://www.apache.org/licenses/LICENSE-2.0")
            .end()
            .end();
        json_.key("servers").array().object().member("url", server).end().end_array();
        json_.key("security").array().object().key("bearer").array().end_array().end();
        json_.object().key("cookie").array().end_array().end().end_array();
        write_tags();
        write_paths();
        write_components();
        json_.end();
        return json_.text();
    }

  private:
    const std::string& words(const Text& text) const { return in(language_, text); }

    void write_tags() {
        json_.key("tags").array();
        for (const OperationGroup& group : operation_groups()) {
            const bool used = std::ranges::any_of(operations_, [&](const PathOperation& one) {
                return one.described->group->tag == group.tag;
            });
            if (used) json_.object().member("name", group.tag).member("description", words(group.name)).end();
        }
        json_.end_array();
    }

    void write_paths() {
        std::vector<std::string> order;
        std::map<std::string, std::vector<const PathOperation*>> by_path;
        for (const PathOperation& one : operations_) {
            auto& those = by_path[one.path];
            if (those.empty()) order.push_back(one.path);
            those.push_back(&one);
        }
        json_.key("paths").object();
        for (const std::string& path : order) {
            json_.key(path).object();
            for (const PathOperation* one : by_path[path]) operations_json_.operation(*one);
            json_.end();
        }
        json_.end();
    }

    void write_header(std::string_view name, const Text& about, std::string_view type) {
        json_.key(name).object().member("description", words(about)).key("schema").object();
        json_.member("type", type).end().end();
    }

    void write_components() {
        json_.key("components").object().key("schemas").object();
        for (const auto& [name, schema] : interface_book().schemas) {
            json_.key(name);
            write_schema(json_, schema, language_);
        }
        json_.end().key("parameters").object();
        for (const SchemaMember& one : interface_book().shared)
            if (operations_json_.shared().contains(one.name)) {
                json_.key(one.name);
                operations_json_.parameter(one, "query");
            }
        json_.end().key("responses").object();
        for (const UsualAnswer& one : usual_answers()) operations_json_.usual_answer(one);
        json_.end().key("headers").object();
        write_header("ETag", {"强实体标签", "Strong entity tag"}, "string");
        write_header("RetryAfter", {"几秒后再试", "Seconds to wait"}, "integer");
        json_.end().key("securitySchemes").object();
        json_.key("bearer").object().member("type", "http").member("scheme", "bearer");
        json_.member("description", words({"程序用的令牌：Authorization: Bearer", "Tokens of programs"}))
            .end();
        json_.key("cookie").object().member("type", "apiKey").member("in", "cookie").member("name", "sid");
        json_
            .member("description", words({"浏览器的会话；TLS 下名为 __Host-sid",
                                          "Sessions of browsers; `__Host-sid` over TLS"}))
            .end();
        json_.end().end();
    }

    Language language_;
    std::vector<PathOperation> operations_;
    Json json_;
    OperationJson operations_json_{json_, language_};
};

bool is_for(const Operation& operation, const std::string& collection) {
    return operation.only.empty() ||
           fmt::format(" {} ", operation.only).find(fmt::format(" {} ", collection)) != std::string::npos;
}

}  // namespace

std::string interface_document(Language language) {
    std::vector<PathOperation> operations;
    for (const DescribedRoute& described : interface_book().routes)
        operations.push_back({&described, std::string(described.route->pattern), std::nullopt});
    return Document(language, std::move(operations))
        .written({"Courtyard 接口", "Courtyard: the interface"},
                 {"县级妇联工作的地图服务：区划、进度、外业上报、瓦片、要素、下载。数据读取都接受 as_of 与 "
                  "revision。",
                  "A map service for the work of a county's Women's Federation: areas, progress, field data, "
                  "tiles, "
                  "features, exports. Every read of data takes `as_of` and `revision`."},
                 "/");
}

namespace {

/// Whether a path names a collection that is none of these.
bool is_of_another(std::string_view path, std::span<const LayerName> collections) {
    constexpr std::string_view folder = "/collections/";
    if (!path.starts_with(folder)) return false;
    const std::string_view named = path.substr(folder.size(), path.find('/', folder.size()) - folder.size());
    return std::ranges::none_of(collections, [&](const LayerName& one) { return one.str() == named; });
}

}  // namespace

std::string ogc_document(Language language, std::span<const LayerName> collections) {
    constexpr std::string_view root = "/ogc";
    constexpr std::string_view braces = "{id}";
    std::vector<PathOperation> operations;
    for (const DescribedRoute& described : interface_book().routes) {
        const std::string_view pattern = described.route->pattern;
        if (!pattern.starts_with(root)) continue;
        std::string path(pattern.substr(root.size()));
        if (path.empty()) path = "/";
        const auto at = path.find(braces);
        if (!path.starts_with("/collections/{id}")) {
            if (is_of_another(path, collections)) continue;
            operations.push_back({&described, path, std::nullopt});
            continue;
        }
        for (const LayerName& layer : collections) {
            if (!is_for(*described.operation, layer.str())) continue;
            std::string of_layer = path;
            operations.push_back({&described, of_layer.replace(at, braces.size(), layer.str()), layer});
        }
    }
    return Document(language, std::move(operations))
        .written({"Courtyard 要素与瓦片服务（OGC API）", "Courtyard: features and tiles (OGC API)"},
                 {"区划、庭院、基地、帮扶点与核查点。",
                  "Areas, courtyards, bases, help points and inspection points."},
                 root);
}

}  // namespace courtyard
