// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/ogc/collection_text.h"
#include "api/ogc/feature_text.h"
#include "api/ogc/items_query.h"
#include "api/ogc/schema_text.h"

namespace courtyard {

/// Pages that people read: the same resources in HTML, in the reader's language, with a map and paging.
Response landing_page(const Call& call);
Response conformance_page(const Call& call);
Response collections_page(const Call& call, std::span<const CollectionText> collections);
Response collection_page(const Call& call, const CollectionText& collection, const LayerView& view);
Response items_page(const Call& call, const ItemsQuery& query, const LayerView& view, const ItemsPage& page,
                    const Links& links);
Response item_page(const Call& call, const LayerName& layer, const LayerView& view, RowRef row,
                   const MoreAttributes& more);
Response schema_page(const Call& call, SchemaOf what, const LayerName& layer, const LayerView& view,
                     std::span<const Encoded> offered);

}  // namespace courtyard
