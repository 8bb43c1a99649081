// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/export/template.h"

#include <fmt/format.h>

#include "api/handlers/handlers.h"
#include "api/parameters.h"
#include "api/problem.h"

namespace courtyard {
namespace {

Response empty_table(const Call& call, TemplateFormat format) {
    Parameters none(call.request);
    if (auto wrong = none.checked(); !wrong) return problem(wrong.error(), call.request);
    const auto kind = parse_record_kind(call.captured[0]);
    if (!kind) return problem(404, kind.error(), call.request);
    const bool workbook = format == TemplateFormat::xlsx;
    const std::string ending = workbook ? "xlsx" : "csv";
    const auto file = call.house.spool / fmt::format("template-{}.{}", call.request.id, ending);
    write_template(*kind, format, file);
    Response response;
    response.headers = {
        {"content-type", workbook ? "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
                                  : "text/csv; charset=utf-8"},
        {"cache-control", "no-store"},
        {"content-disposition", fmt::format("attachment; filename=\"{}.{}\"", to_string(*kind), ending)}};
    response.file = file;
    return response;
}

}  // namespace

Response workbook_template(const Call& call) { return empty_table(call, TemplateFormat::xlsx); }
Response csv_template(const Call& call) { return empty_table(call, TemplateFormat::csv); }

}  // namespace courtyard
