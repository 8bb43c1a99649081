// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include "api/openapi/schema.h"

namespace courtyard {

/// Schemas are written down the way people sketch them:
///
///     Village = {
///       code: AreaCode                        // 代码 | statistical code
///       name: text = "荷渡社区"               // 名称 | name
///       level: "village"|"township"
///       share?: number 0..100                 // absent at times; a range
///       parent: AreaCode?                     // null at times
///       rows: [{ day: day, counts: {*: int} }]
///     }                                       // 村 | a village
///
/// `...Name` takes over the members of an object written before; `default X` is what an absent value means;
/// `= X` is an example; `(A|B)` is either; `any` is anything. Commas and line ends part members. A comment
/// belongs to what stands before it, in Chinese and, after `|`, in English.
///
/// Adds the definitions `Name = ...` of a text to a book.
/// Errors   invalid_input: notation.syntax, with the place in `detail`
Result<void> add_schemas(SchemaBook& book, std::string_view text);

/// One value: `[Area]`.
Result<Schema> parse_schema(std::string_view text, const SchemaBook& book);

/// Members alone, as parameters are declared: `limit?: int 1..500 default 100`. A bare name has no type, and
/// stands for something declared elsewhere: its schema is `anything`.
Result<std::vector<SchemaMember>> parse_members(std::string_view text, const SchemaBook& book);

}  // namespace courtyard
