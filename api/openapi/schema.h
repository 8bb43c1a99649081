// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "api/json.h"
#include "api/problem.h"

namespace courtyard {

struct SchemaMember;

/// What a value of the interface looks like: what OpenAPI 3.0 calls a schema.
struct Schema {
    enum class Kind : std::uint8_t {
        anything,
        scalar,  ///< `word` says which: text, int, number, bool, day, instant, uuid, sha256, url, bytes, null
        words,   ///< one of some texts
        object,
        map,     ///< an object whose members all look like `parts[0]`
        list,    ///< of `parts[0]`
        either,  ///< any of `parts`
        named,   ///< `word` is the name of another schema
    };

    Kind kind = Kind::anything;
    std::string word{};
    bool nullable = false;
    std::vector<std::string> words{};
    std::vector<SchemaMember> members{};
    std::vector<Schema> parts{};
    std::string least{};      ///< a number, or the least length of a text; empty: none
    std::string most{};       ///< likewise
    std::string otherwise{};  ///< JSON: what stands for an absent value; empty: none
    std::string example{};    ///< JSON; empty: one is made
    Text about{};
};

/// A member of an object, or a parameter of an operation.
struct SchemaMember {
    std::string name;
    bool required = true;
    Schema schema;
};

/// Schemas by name; they may name each other.
using SchemaBook = std::map<std::string, Schema, std::less<>>;

/// Writes a schema as OpenAPI 3.0 has it.
void write_schema(Json& json, const Schema& schema, Language language);

/// Writes a value that the schema fits: the example of each part, where none was given one that is made up.
void write_example(Json& json, const Schema& schema, const SchemaBook& book);

}  // namespace courtyard
