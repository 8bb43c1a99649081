// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>

#include "api/layer_rows.h"
#include "api/problem.h"

namespace courtyard {

/// The media type of the documents.
constexpr std::string_view openapi_type = "application/vnd.oai.openapi+json;version=3.0";

/// The whole interface as an OpenAPI 3.0 document, made of the table of routes and their descriptions.
std::string interface_document(Language language);

/// What lies beneath `/ogc`, as clients of OGC API read it: paths begin at its root, and each collection has
/// its own, with its attributes as parameters of a query.
std::string ogc_document(Language language, std::span<const LayerName> collections);

}  // namespace courtyard
