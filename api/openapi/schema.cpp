// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/openapi/schema.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace courtyard {
namespace {

struct Scalar {
    std::string_view word;
    std::string_view type;
    std::string_view format;
    std::string_view example;
};

constexpr std::array scalars{
    Scalar{"text", "string", "", "\"text\""},
    Scalar{"int", "integer", "int64", "1"},
    Scalar{"number", "number", "double", "1.5"},
    Scalar{"bool", "boolean", "", "false"},
    Scalar{"day", "string", "date", "\"2026-06-30\""},
    Scalar{"instant", "string", "date-time", "\"2026-06-30T01:30:00.000Z\""},
    Scalar{"uuid", "string", "uuid", "\"0190a1b2-0000-7000-8000-000000000001\""},
    Scalar{"sha256", "string", "", "\"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08\""},
    Scalar{"url", "string", "uri", "\"https://example.org/ogc\""},
    Scalar{"bytes", "string", "binary", "\"\""},
    Scalar{"null", "string", "", "null"},
};

const Scalar& scalar(std::string_view word) {
    const auto* const found = std::ranges::find(scalars, word, &Scalar::word);
    return found == scalars.end() ? scalars.front() : *found;
}

void write_words_about(Json& json, const Schema& schema, Language language) {
    if (!schema.about.zh.empty()) json.member("description", in(language, schema.about));
    if (!schema.otherwise.empty()) json.key("default").raw(schema.otherwise);
    if (!schema.example.empty()) json.key("example").raw(schema.example);
}

void write_limits(Json& json, const Schema& schema) {
    const bool text = schema.word == "text";
    if (!schema.least.empty()) json.key(text ? "minLength" : "minimum").raw(schema.least);
    if (!schema.most.empty()) json.key(text ? "maxLength" : "maximum").raw(schema.most);
}

void write_scalar(Json& json, const Schema& schema) {
    const Scalar& of = scalar(schema.word);
    json.member("type", of.type);
    if (!of.format.empty()) json.member("format", of.format);
    if (schema.word == "sha256") json.member("pattern", "^[0-9a-f]{64}$");
    if (schema.word == "null") json.key("enum").array().null().end_array();
    write_limits(json, schema);
}

void write_object(Json& json, const Schema& schema, Language language) {
    json.member("type", "object");
    if (std::ranges::any_of(schema.members, &SchemaMember::required)) {
        json.key("required").array();
        for (const SchemaMember& member : schema.members)
            if (member.required) json.value(member.name);
        json.end_array();
    }
    json.key("properties").object();
    for (const SchemaMember& member : schema.members) {
        json.key(member.name);
        write_schema(json, member.schema, language);
    }
    json.end();
}

void write_reference(Json& json, std::string_view name) {
    json.object().member("$ref", fmt::format("#/components/schemas/{}", name)).end();
}

/// What stands beside a `$ref` is not read (OpenAPI 3.0.3, Reference Object), and `nullable` needs a `type`.
void write_named(Json& json, const Schema& schema, Language language) {
    if (!schema.nullable && schema.about.zh.empty() && schema.example.empty() && schema.otherwise.empty()) {
        write_reference(json, schema.word);
        return;
    }
    json.object().key(schema.nullable ? "anyOf" : "allOf").array();
    write_reference(json, schema.word);
    if (schema.nullable) write_reference(json, "Null");
    json.end_array();
    write_words_about(json, schema, language);
    json.end();
}

void write_either(Json& json, const Schema& schema, Language language) {
    json.key("anyOf").array();
    for (const Schema& part : schema.parts) write_schema(json, part, language);
    if (schema.nullable) write_reference(json, "Null");
    json.end_array();
}

}  // namespace

void write_schema(Json& json, const Schema& schema, Language language) {
    if (schema.kind == Schema::Kind::named) {
        write_named(json, schema, language);
        return;
    }
    json.object();
    switch (schema.kind) {
        case Schema::Kind::scalar:
            write_scalar(json, schema);
            break;
        case Schema::Kind::words:
            json.member("type", "string").key("enum").array();
            for (const std::string& word : schema.words) json.value(word);
            if (schema.nullable) json.null();
            json.end_array();
            break;
        case Schema::Kind::object:
            write_object(json, schema, language);
            break;
        case Schema::Kind::map:
            json.member("type", "object").key("additionalProperties");
            write_schema(json, schema.parts.front(), language);
            break;
        case Schema::Kind::list:
            json.member("type", "array").key("items");
            write_schema(json, schema.parts.front(), language);
            if (!schema.least.empty()) json.key("minItems").raw(schema.least);
            if (!schema.most.empty()) json.key("maxItems").raw(schema.most);
            break;
        case Schema::Kind::either:
            write_either(json, schema, language);
            break;
        case Schema::Kind::anything:
        case Schema::Kind::named:
            break;
    }
    const bool typed = schema.kind != Schema::Kind::either && schema.kind != Schema::Kind::anything;
    if (typed && (schema.nullable || schema.word == "null")) json.member("nullable", true);
    write_words_about(json, schema, language);
    json.end();
}

void write_example(Json& json, const Schema& schema, const SchemaBook& book) {
    if (!schema.example.empty()) {
        json.raw(schema.example);
        return;
    }
    switch (schema.kind) {
        case Schema::Kind::anything:
            json.object().end();
            break;
        case Schema::Kind::scalar:
            if (!schema.otherwise.empty())
                json.raw(schema.otherwise);
            else if (!schema.least.empty() && schema.word != "text")
                json.raw(schema.least);
            else
                json.raw(scalar(schema.word).example);
            break;
        case Schema::Kind::words:
            if (schema.otherwise.empty())
                json.value(schema.words.front());
            else
                json.raw(schema.otherwise);
            break;
        case Schema::Kind::object:
            json.object();
            for (const SchemaMember& member : schema.members) {
                json.key(member.name);
                write_example(json, member.schema, book);
            }
            json.end();
            break;
        case Schema::Kind::map:
            json.object().key("name");
            write_example(json, schema.parts.front(), book);
            json.end();
            break;
        case Schema::Kind::list:
            json.array();
            write_example(json, schema.parts.front(), book);
            json.end_array();
            break;
        case Schema::Kind::either:
            write_example(json, schema.parts.front(), book);
            break;
        case Schema::Kind::named:
            write_example(json, book.at(schema.word), book);
            break;
    }
}

}  // namespace courtyard
