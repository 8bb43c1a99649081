// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "api/handlers/handlers.h"
#include "api/routes/groups.h"
#include "api/routes/row.h"

namespace courtyard {
namespace {

const std::array rows{
    Route{put,
          "/api/inspections/{id}",
          put_inspection,
          guarded,
          Verb::upload_inspections,
          small_body,
          {"上报核查点", "Upload an inspection point"}},
    Route{get,
          "/api/inspections/{id}",
          inspection,
          guarded,
          Verb::see_households,
          on_worker,
          {"核查点", "An inspection point"}},
    Route{put,
          "/api/inspections/{id}/photos/{sha256}",
          put_photo,
          guarded,
          Verb::upload_inspections,
          photo_body,
          {"上传照片", "Upload a photo"}},
    Route{get,
          "/api/inspections/{id}/photos/{sha256}",
          photo,
          guarded,
          Verb::see_households,
          on_worker,
          {"照片", "A photo"}},
    Route{post,
          "/api/decisions",
          post_decision,
          guarded,
          Verb::keep_cases,
          small_body,
          {"审核结论", "A reviewer's decision"}},
    Route{get,
          "/api/score-sheets",
          score_sheets,
          guarded,
          Verb::see_aggregates,
          on_worker,
          {"评分表", "Score sheets, with old versions"}},
    Route{post,
          "/api/inspections",
          post_inspections,
          guarded,
          Verb::upload_inspections,
          list_body,
          {"成批上报核查点", "Upload many inspection points"}},
    Route{post,
          "/api/receipts/check",
          check_receipts,
          guarded,
          Verb::upload_inspections,
          list_body,
          {"核对回执", "Which uploads are held"}},
};

}  // namespace

std::span<const Route> field_routes() { return rows; }

}  // namespace courtyard
