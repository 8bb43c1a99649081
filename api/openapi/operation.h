// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "api/openapi/schema.h"

namespace courtyard {

/// What a route of the table takes and answers, beside what the table says of it already: who may, `as_of`
/// and `revision`, the limit of a body, a sentence in both languages. All texts are in the notation of
/// schemas.
///
///     {get, "/api/flags", "flags",
///      .query = "area campaign kind?: FlagKind state?: \"open\"|\"all\" default open limit?: int 1..500",
///      .answers = "200 FlagQueue\n"
///                 "404 area.unknown"}
struct Operation {
    Method method;
    std::string_view pattern;  ///< of the route
    std::string_view id;       ///< operationId
    std::string_view path{};   ///< what stands in the braces: `id: uuid`
    /// Parameters; a bare name is one of `shared_parameters`, or `attributes`: those of the collection.
    std::string query{};
    std::string_view headers{};  ///< of the request: `If-Match?: text`
    std::string_view
        body{};  ///< one content a line: `InspectionBody`, or a type before it: `image/jpeg bytes`
    /// One a line: a status, then a content as above, or the `code`s of an error. What every route of its
    /// kind may answer is added: 304, 400, 401, 403, 404, 413, 415, 429, 500, 503.
    std::string_view answers = "204";
    /// The collections that it is there for, parted by blanks; empty: all.
    std::string_view only{};
    Text about{};  ///< more than the summary of the table; may be empty
};

/// Stands in a query for the attributes of the collection, each of which may be asked for by value.
inline constexpr std::string_view attributes_name = "attributes";

/// The routes of one subject.
struct OperationGroup {
    std::string_view tag;
    Text name;
    std::string_view schemas;  ///< definitions, in the notation
    std::vector<Operation> operations;
};

/// Everything that is described, subject by subject.
std::span<const OperationGroup> operation_groups();

/// Parameters of queries that several routes read, declared once.
std::string_view shared_parameters();
/// Definitions that several subjects name.
std::string_view shared_schemas();

OperationGroup progress_operations();
OperationGroup planning_operations();
OperationGroup tile_operations();
OperationGroup feature_operations();
OperationGroup editing_operations();
OperationGroup ogc_tile_operations();
OperationGroup style_operations();
OperationGroup field_operations();
OperationGroup review_operations();
OperationGroup import_operations();
OperationGroup export_operations();
OperationGroup account_operations();
OperationGroup service_operations();

}  // namespace courtyard
