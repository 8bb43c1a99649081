// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/openapi/document.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>

#include "api/layer_fields.h"
#include "api/openapi/interface_book.h"
#include "api/openapi/usual_answers.h"

namespace courtyard {
namespace {

std::string lower_case(std::string_view text) {
    std::string lower(text);
    std::ranges::transform(lower, lower.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
    return lower;
}

const Text about_attributes{"属性=值：每个属性都可以", "attribute=value, of any attribute of the collection"};

std::string word_of(ExportType type) {
    switch (type) {
        case ExportType::integer:
            return "int";
        case ExportType::real:
            return "number";
        case ExportType::day:
            return "day";
        case ExportType::text:
            break;
    }
    return "text";
}

/// A route as one path of a document: the pattern itself, or one collection's address beneath the root.
struct PathOperation {
    const DescribedRoute* described;
    std::string path;
    std::optional<LayerName> collection;
};

/// `villages.items`; what is of a collection in general names it first: `collection.vector.getTile`.
std::string operation_id(const PathOperation& one) {
    constexpr std::string_view in_general = "collection.";
    std::string_view id = one.described->operation->id;
    if (!one.collection) return std::string(id);
    if (id.starts_with(in_general)) id.remove_prefix(in_general.size());
    return fmt::format("{}.{}", one.collection->str(), id);
}

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
            for (const PathOperation* one : by_path[path]) write_operation(*one);
            json_.end();
        }
        json_.end();
    }

    void write_operation(const PathOperation& one) {
        const DescribedRoute& described = *one.described;
        json_.key(lower_case(to_string(described.route->method))).object();
        json_.key("tags").array().value(described.group->tag).end_array();
        json_.member("operationId", operation_id(one));
        const std::string& summary = words(described.route->summary);
        json_.member("summary", one.collection ? fmt::format("{}{}{}", words(title_of(*one.collection)),
                                                             language_ == Language::zh ? "：" : ": ", summary)
                                               : summary);
        if (!described.operation->about.zh.empty())
            json_.member("description", words(described.operation->about));
        write_who_may(*described.route);
        write_parameters(one);
        write_body(described);
        write_answers(described);
        json_.end();
    }

    void write_who_may(const Route& route) {
        constexpr std::array roles{Role::viewer,     Role::field,    Role::reviewer, Role::planner,
                                   Role::caseworker, Role::security, Role::auditor,  Role::admin};
        if (may_be_public(route)) {
            json_.key("security").array().object().end();
            json_.object().key("bearer").array().end_array().end();
            json_.object().key("cookie").array().end_array().end().end_array();
        }
        if (route.door == Door::open) return;
        json_.key("x-roles").array();
        for (const Role role : roles) {
            Caller caller;
            caller.account = "somebody";
            caller.role = role;
            if (permitted(caller, route.verb)) json_.value(to_string(role));
        }
        json_.end_array();
    }

    void write_parameter(const SchemaMember& member, std::string_view place) {
        json_.object().member("name", member.name).member("in", place);
        if (member.required || place == "path") json_.member("required", true);
        Schema bare = member.schema;
        const Text about = bare.about.zh.empty() && bare.kind == Schema::Kind::named
                               ? interface_book().schemas.at(bare.word).about
                               : bare.about;
        bare.about = {};
        if (!about.zh.empty()) json_.member("description", words(about));
        json_.key("schema");
        write_schema(json_, bare, language_);
        json_.end();
    }

    void refer_to_parameter(std::string_view name) {
        shared_.emplace(name);
        json_.object().member("$ref", fmt::format("#/components/parameters/{}", name)).end();
    }

    /// `attribute=value`: of one collection each by its name, else all of them as one free form.
    void write_attributes(const std::optional<LayerName>& collection) {
        if (!collection) {
            json_.object().member("name", attributes_name).member("in", "query").member("style", "form");
            json_.member("explode", true)
                .member("description", words(about_attributes))
                .key("schema")
                .object();
            json_.member("type", "object").key("additionalProperties").object().member("type", "string");
            json_.end().end().end();
            return;
        }
        for (const ExportField& field : fields_of(*collection)) {
            json_.object().member("name", field.name).member("in", "query");
            json_.member("description", words(field.meaning)).key("schema");
            write_schema(json_, {.kind = Schema::Kind::scalar, .word = word_of(field.type)}, language_);
            json_.end();
        }
    }

    void write_parameters(const PathOperation& one) {
        const DescribedRoute& described = *one.described;
        json_.key("parameters").array();
        for (const SchemaMember& member : described.path)
            if (!one.collection || member.name != "id") write_parameter(member, "path");
        for (const SchemaMember& member : described.query) {
            if (member.name == attributes_name)
                write_attributes(one.collection);
            else if (member.schema.kind == Schema::Kind::anything)
                refer_to_parameter(member.name);
            else
                write_parameter(member, "query");
        }
        if (described.route->times == Times::two)
            for (const auto* name : {"as_of", "revision"}) refer_to_parameter(name);
        if (described.route->method == Method::get)
            for (const auto* name : {"lang", "v"}) refer_to_parameter(name);
        for (const SchemaMember& member : described.headers) write_parameter(member, "header");
        json_.end_array();
    }

    void write_content(const std::vector<DescribedContent>& contents) {
        if (contents.empty()) return;
        json_.key("content").object();
        for (const DescribedContent& content : contents) {
            json_.key(content.media).object().key("schema");
            write_schema(json_, content.schema, language_);
            const bool shown = content.media.find("json") != std::string::npos &&
                               content.schema.kind != Schema::Kind::anything && content.schema.word != "text";
            if (shown) write_example(json_.key("example"), content.schema, interface_book().schemas);
            json_.end();
        }
        json_.end();
    }

    void write_body(const DescribedRoute& described) {
        if (described.body.empty()) return;
        json_.key("requestBody").object().member("required", true);
        write_content(described.body);
        json_.end();
    }

    std::string about_codes(const std::string& about, const std::vector<std::string>& codes) const {
        if (codes.empty()) return about;
        return fmt::format("{}{}`{}`", about,
                           about.empty()               ? ""
                           : language_ == Language::zh ? "："
                                                       : ": ",
                           fmt::join(codes, "`, `"));
    }

    static const UsualAnswer* usual(unsigned status) {
        const auto found = std::ranges::find(usual_answers(), status, &UsualAnswer::status);
        return found == usual_answers().end() ? nullptr : &*found;
    }

    std::string about_answer(const DescribedAnswer& answer) const {
        const UsualAnswer* known = usual(answer.status);
        if (known != nullptr) return about_codes(words(known->about), answer.codes);
        const auto text = [&]() -> Text {
            switch (answer.status) {
                case 200:
                    return {"成功", "Done"};
                case 201:
                    return {"新存下的", "Newly stored"};
                case 202:
                    return {"已开始", "Begun"};
                case 204:
                    return {"没有内容", "Nothing to show"};
                case 206:
                    return {"文件的一段", "A part of the file"};
                case 303:
                    return {"见别处", "See another address"};
                case 409:
                    return {"与已有内容冲突", "In conflict with what is there"};
                case 410:
                    return {"已经删除", "Gone"};
                case 412:
                    return {"已被别人修改", "Changed meanwhile"};
                case 416:
                    return {"超出文件范围", "Beyond the end of the file"};
                case 507:
                    return {"磁盘空间不足", "No room on the disk"};
                case 422:
                    return {"内容未被接受", "Content refused"};
                case 428:
                    return {"需要前提条件", "A condition is needed"};
                default:
                    return {"错误", "Error"};
            }
        }();
        return about_codes(words(text), answer.codes);
    }

    void write_problem_content() {
        json_.key("content").object().key("application/problem+json").object().key("schema").object();
        json_.member("$ref", "#/components/schemas/Problem").end().end().end();
    }

    void write_answers(const DescribedRoute& described) {
        json_.key("responses").object();
        for (const DescribedAnswer& answer : described.answers) {
            json_.key(std::to_string(answer.status)).object().member("description", about_answer(answer));
            if (answer.status == 200 && described.route->method == Method::get)
                json_.key("headers")
                    .object()
                    .key("ETag")
                    .object()
                    .member("$ref", "#/components/headers/ETag")
                    .end()
                    .end();
            write_content(answer.contents);
            if (answer.status >= 400 && answer.contents.empty()) write_problem_content();
            json_.end();
        }
        for (const UsualAnswer* one : usual_answers_of(described))
            json_.key(std::to_string(one->status))
                .object()
                .member("$ref", fmt::format("#/components/responses/{}", one->name))
                .end();
        json_.end();
    }

    void write_usual_answer(const UsualAnswer& one) {
        json_.key(one.name).object();
        std::vector<std::string> codes;
        for (std::string_view rest = one.codes; !rest.empty();) {
            const auto end = std::min(rest.find(' '), rest.size());
            codes.emplace_back(rest.substr(0, end));
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
        json_.member("description", about_codes(words(one.about), codes));
        if (one.status == 429 || one.status == 503)
            json_.key("headers")
                .object()
                .key("Retry-After")
                .object()
                .member("$ref", "#/components/headers/RetryAfter")
                .end()
                .end();
        if (one.status >= 400) write_problem_content();
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
            if (shared_.contains(one.name)) {
                json_.key(one.name);
                write_parameter(one, "query");
            }
        json_.end().key("responses").object();
        for (const UsualAnswer& one : usual_answers()) write_usual_answer(one);
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
    std::set<std::string, std::less<>> shared_;
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
