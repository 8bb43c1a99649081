// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "api/handlers/handlers.h"
#include "api/routes/groups.h"
#include "api/routes/row.h"

namespace courtyard {
namespace {

const std::array rows{
    Route{post,
          "/ogc/collections/bases/items",
          post_feature,
          guarded,
          Verb::import_places,
          small_body,
          {"新建基地", "Create a base"}},
    Route{put,
          "/ogc/collections/bases/items/{feature}",
          put_feature,
          guarded,
          Verb::import_places,
          small_body,
          {"替换基地", "Create or replace a base"}},
    Route{patch,
          "/ogc/collections/bases/items/{feature}",
          patch_feature,
          guarded,
          Verb::import_places,
          small_body,
          {"修改基地", "Change a base"}},
    Route{del,
          "/ogc/collections/bases/items/{feature}",
          delete_feature,
          guarded,
          Verb::import_places,
          on_worker,
          {"删除基地", "Delete a base"}},
    Route{post,
          "/ogc/collections/help-points/items",
          post_feature,
          guarded,
          Verb::import_places,
          small_body,
          {"新建帮扶点", "Create a help point"}},
    Route{put,
          "/ogc/collections/help-points/items/{feature}",
          put_feature,
          guarded,
          Verb::import_places,
          small_body,
          {"替换帮扶点", "Create or replace a help point"}},
    Route{patch,
          "/ogc/collections/help-points/items/{feature}",
          patch_feature,
          guarded,
          Verb::import_places,
          small_body,
          {"修改帮扶点", "Change a help point"}},
    Route{del,
          "/ogc/collections/help-points/items/{feature}",
          delete_feature,
          guarded,
          Verb::import_places,
          on_worker,
          {"删除帮扶点", "Delete a help point"}},
};

}  // namespace

std::span<const Route> editing_routes() { return rows; }

}  // namespace courtyard
