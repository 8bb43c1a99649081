// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "api/openapi/operation.h"
#include "api/routes.h"

namespace courtyard {

/// A body or an answer of one media type.
struct DescribedContent {
    std::string media;
    Schema schema;
};

struct DescribedAnswer {
    unsigned status = 200;
    std::vector<DescribedContent> contents;
    std::vector<std::string> codes;  ///< stable words of errors
};

/// A route with its description, read.
struct DescribedRoute {
    const Route* route;
    const Operation* operation;
    const OperationGroup* group;
    std::vector<SchemaMember> path;
    std::vector<SchemaMember> query;  ///< a shared one has no schema of its own
    std::vector<SchemaMember> headers;
    std::vector<DescribedContent> body;
    std::vector<DescribedAnswer> answers;
};

/// The interface as it is described: every route of the table with what it takes and answers.
struct InterfaceBook {
    SchemaBook schemas;
    std::vector<SchemaMember> shared;  ///< parameters of several routes
    std::vector<DescribedRoute> routes;
};

/// Reads all descriptions.
/// Errors   invalid_input: notation.syntax; not_found: route.unknown (a description of no route),
///          route.undescribed, parameter.undeclared, schema.undefined
Result<InterfaceBook> read_interface_book();

/// The book, read once. Throws std::logic_error where it cannot be read, which a unit test rules out.
const InterfaceBook& interface_book();

}  // namespace courtyard
