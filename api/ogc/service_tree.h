// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "api/layer_name.h"
#include "api/ogc/html_page.h"
#include "api/service.h"

namespace courtyard {

/// The layer of a route's `{id}`: one of those that are listed; `progress` is no collection.
/// Errors   not_found: layer.unknown
Result<LayerName> asked_collection(const Call& call, const AreaTree& areas);

/// `https://host/ogc`.
std::string service_address(const RequestHead& head);
/// The address of a resource of the service, with the day, revision and language that this request asks for:
/// `/collections/villages`.
std::string service_address(const RequestHead& head, std::string_view path);
/// The same resource as a page that people read.
std::string page_address(const RequestHead& head, std::string_view path);

/// Where the way to every page begins.
Crumb service_crumb(const RequestHead& head);
/// The way to a page: the landing page, then its list of collections, a collection, ... as deep as asked.
std::vector<Crumb> way_to(const RequestHead& head, const LayerName* layer, std::string_view last);

/// What a page in HTML or JSON says in its header `Content-Language`.
void tell_language(Response& response, const RequestHead& head);

}  // namespace courtyard
