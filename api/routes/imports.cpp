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
          "/api/imports/{id}",
          put_import,
          guarded,
          Verb::import_files,
          file_body,
          {"导入文件", "Import a file"}},
    Route{post,
          "/api/imports",
          post_import,
          guarded,
          Verb::import_files,
          file_body,
          {"导入文件", "Import a file"}},
    Route{post,
          "/api/imports/{id}/confirm",
          confirm_import,
          guarded,
          Verb::import_files,
          on_worker,
          {"确认试导入", "Confirm a dry run"}},
    Route{get,
          "/api/imports",
          imports,
          guarded,
          Verb::import_files,
          on_worker,
          {"最近的导入", "Recent imports"}},
    Route{get,
          "/api/imports/templates/{kind}.xlsx",
          workbook_template,
          guarded,
          Verb::import_files,
          on_worker,
          {"导入模板", "An empty table to fill in"}},
    Route{get,
          "/api/imports/templates/{kind}.csv",
          csv_template,
          guarded,
          Verb::import_files,
          on_worker,
          {"导入模板", "An empty table to fill in"}},
    Route{get,
          "/api/imports/{id}",
          import_report,
          guarded,
          Verb::import_files,
          on_worker,
          {"导入报告", "The report of an import"}},
    Route{get,
          "/api/imports/{id}/changes/{code}",
          import_change,
          guarded,
          Verb::import_files,
          on_worker,
          {"预演中一个区划的新旧边界", "An area's outline before and after a file that waits"}},
    Route{del,
          "/api/imports/{id}",
          undo_import,
          guarded,
          Verb::import_files,
          on_worker,
          {"撤回一批", "Undo an import"}},
};

}  // namespace

std::span<const Route> import_routes() { return rows; }

}  // namespace courtyard
