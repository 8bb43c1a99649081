// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "api/handlers/handlers.h"
#include "api/routes/groups.h"
#include "api/routes/row.h"

namespace courtyard {
namespace {

const std::array rows{
    Route{get,
          "/api/targets",
          targets,
          guarded,
          Verb::see_aggregates,
          on_worker,
          {"目标及其各版", "Targets with all their versions"}},
    Route{get,
          "/api/targets/{campaign}/{indicator}/{area}/{period}",
          target,
          guarded,
          Verb::see_aggregates,
          on_worker,
          {"一个目标", "One target"}},
    Route{put,
          "/api/targets/{campaign}/{indicator}/{area}/{period}",
          put_target,
          guarded,
          Verb::edit_targets,
          small_body,
          {"下达、调整或撤回目标", "Set, revise or withdraw a target"}},
    Route{post,
          "/api/figures",
          post_figure,
          guarded,
          Verb::report_figures,
          small_body,
          {"上报一个数", "Report a figure"}},
    Route{put,
          "/api/figures/{campaign}/{indicator}/{area}/{period}",
          put_figure,
          guarded,
          Verb::report_figures,
          small_body,
          {"上报一个数", "Report a figure"}},
    Route{get,
          "/api/returns",
          returns,
          guarded,
          Verb::see_aggregates,
          on_worker,
          {"月报的完整与及时", "Monthly returns: complete and in time"}},
};

}  // namespace

std::span<const Route> planning_routes() { return rows; }

}  // namespace courtyard
