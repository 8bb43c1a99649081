// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/openapi/operation_json.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "api/http/header_text.h"
#include "api/layer_fields.h"

namespace courtyard {
namespace {

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

/// `villages.items`; what is of a collection in general names it first: `collection.vector.getTile`.
std::string operation_id(const PathOperation& one) {
    constexpr std::string_view in_general = "collection.";
    std::string_view id = one.described->operation->id;
    if (!one.collection) return std::string(id);
    if (id.starts_with(in_general)) id.remove_prefix(in_general.size());
    return fmt::format("{}.{}", one.collection->str(), id);
}

const UsualAnswer* usual(unsigned status) {
    const auto found = std::ranges::find(usual_answers(), status, &UsualAnswer::status);
    return found == usual_answers().end() ? nullptr : &*found;
}

Text meaning_of(unsigned status) {
    switch (status) {
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
        case 422:
            return {"内容未被接受", "Content refused"};
        case 428:
            return {"需要前提条件", "A condition is needed"};
        case 507:
            return {"磁盘空间不足", "No room on the disk"};
        default:
            return {"错误", "Error"};
    }
}

}  // namespace

void OperationJson::operation(const PathOperation& one) {
    const DescribedRoute& described = *one.described;
    json_.key(small_letters(to_string(described.route->method))).object();
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

void OperationJson::write_who_may(const Route& route) {
    constexpr std::array roles{Role::viewer,     Role::field,    Role::reviewer, Role::planner,
                               Role::caseworker, Role::security, Role::auditor,  Role::admin};
    if (may_be_public(route)) {
        json_.key("security").array().object().end();
        json_.object().key("bearer").array().end_array().end();
        json_.object().key("cookie").array().end_array().end().end_array();
    }
    if (route.door == RouteDoor::open) return;
    json_.key("x-roles").array();
    for (const Role role : roles) {
        Caller caller;
        caller.account = "somebody";
        caller.role = role;
        if (permitted(caller, route.verb)) json_.value(to_string(role));
    }
    json_.end_array();
}

void OperationJson::parameter(const SchemaMember& member, std::string_view place) {
    json_.object().member("name", member.name).member("in", place);
    if (member.required || place == "path") json_.member("required", true);
    Schema bare = member.schema;
    const Text about = bare.about.zh.empty() && bare.kind == Schema::Kind::named
                           ? interface_book().schemas.at(bare.word).about
                           : bare.about;
    bare.about = {};
    if (!about.zh.empty()) json_.member("description", words(about));
    // A list of so many is one value with commas; one without a limit is given by repeating it.
    if (bare.kind == Schema::Kind::list && !bare.most.empty())
        json_.member("style", "form").member("explode", false);
    json_.key("schema");
    write_schema(json_, bare, language_);
    json_.end();
}

void OperationJson::refer_to_parameter(std::string_view name) {
    shared_.emplace(name);
    json_.object().member("$ref", fmt::format("#/components/parameters/{}", name)).end();
}

/// `attribute=value`: of one collection each by its name, else all of them as one free form.
void OperationJson::write_attributes(const std::optional<LayerName>& collection) {
    if (!collection) {
        json_.object().member("name", attributes_name).member("in", "query").member("style", "form");
        json_.member("explode", true).member("description", words(about_attributes)).key("schema").object();
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

void OperationJson::write_parameters(const PathOperation& one) {
    const DescribedRoute& described = *one.described;
    json_.key("parameters").array();
    for (const SchemaMember& member : described.path)
        if (!one.collection || member.name != "id") parameter(member, "path");
    for (const SchemaMember& member : described.query) {
        if (member.name == attributes_name)
            write_attributes(one.collection);
        else if (member.schema.kind == Schema::Kind::anything)
            refer_to_parameter(member.name);
        else
            parameter(member, "query");
    }
    if (described.route->times == Times::two)
        for (const auto* name : {"as_of", "revision"}) refer_to_parameter(name);
    if (described.route->method == Method::get)
        for (const auto* name : {"lang", "v"}) refer_to_parameter(name);
    for (const SchemaMember& member : described.headers) parameter(member, "header");
    json_.end_array();
}

void OperationJson::write_content(const std::vector<DescribedContent>& contents) {
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

void OperationJson::write_body(const DescribedRoute& described) {
    if (described.body.empty()) return;
    json_.key("requestBody").object().member("required", true);
    write_content(described.body);
    json_.end();
}

std::string OperationJson::about_codes(const std::string& about,
                                       const std::vector<std::string>& codes) const {
    if (codes.empty()) return about;
    return fmt::format("{}{}`{}`", about,
                       about.empty()               ? ""
                       : language_ == Language::zh ? "："
                                                   : ": ",
                       fmt::join(codes, "`, `"));
}

std::string OperationJson::about_answer(const DescribedAnswer& answer) const {
    const UsualAnswer* known = usual(answer.status);
    if (known != nullptr) return about_codes(words(known->about), answer.codes);
    return about_codes(words(meaning_of(answer.status)), answer.codes);
}

void OperationJson::write_problem_content() {
    json_.key("content").object().key("application/problem+json").object().key("schema").object();
    json_.member("$ref", "#/components/schemas/Problem").end().end().end();
}

void OperationJson::write_answers(const DescribedRoute& described) {
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

void OperationJson::usual_answer(const UsualAnswer& one) {
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

}  // namespace courtyard
