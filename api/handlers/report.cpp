// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/answers.h"
#include "api/asked_area.h"
#include "api/handlers/handlers.h"
#include "api/moment.h"
#include "api/problem.h"
#include "api/report_query.h"

namespace courtyard {
namespace {

/// The half-year that a day lies in, up to it, when nothing else is asked for.
ReportQuestion usual_span(Day day) { return {Day::of(day.year(), day.month() <= 6 ? 1 : 7, 1), day}; }

Result<ReportQuery> report_query(const Call& call) {
    Parameters query(call.request);
    ReportQuery asked;
    auto moment = moment_of(query, call);
    const auto from = query.day("from");
    const auto to = query.day("to");
    const auto language = parse_report_language(
        call.request.parameter("lang").value_or(language_of(call.request) == Language::en ? "en" : "zh"));
    if (!moment) return tl::unexpected(moment.error());
    const Day last = to.value_or(moment->day);
    asked.snapshot = moment->snapshot;
    asked.asked.question = {from.value_or(usual_span(last).from), last};
    const auto area = asked_area(query, call, *asked.snapshot->edition_on(last).areas);
    if (auto wrong = query.checked(); !wrong) return tl::unexpected(wrong.error());
    if (!language) return tl::unexpected(language.error());
    if (auto wrong = checked_span(asked.asked.question); !wrong) return tl::unexpected(wrong.error());
    if (!area) return tl::unexpected(area.error());
    asked.asked.area = (*asked.snapshot->edition_on(last).areas)[*area].code;
    asked.asked.language = *language;
    asked.asked.revision = asked.snapshot->revision;
    return asked;
}

void write_span(Json& json, const ReportAsked& asked) {
    json.member("area", asked.area)
        .member("from", asked.question.from)
        .member("to", asked.question.to)
        .member("lang", to_string(asked.language))
        .member("revision", asked.revision);
}

}  // namespace

Response report(const Call& call) {
    const auto query = report_query(call);
    if (!query) return problem(query.error(), call.request);
    const Report report = query->written();
    const auto format = call.request.parameter("f").value_or("json");
    if (format == "text") return answer(200, "text/plain; charset=utf-8", report.text(), Caching::revalidate);
    if (format == "md")
        return answer(200, "text/markdown; charset=utf-8", report.markdown(), Caching::revalidate);
    if (format == "html")
        return answer(200, "text/html; charset=utf-8", report_html(report, query->asked.language),
                      Caching::revalidate);
    Json json;
    write_span(json.object(), query->asked);
    json.member("title", report.title).member("text", report.text()).key("parts");
    write_report_parts(json, report, query->asked);
    json.end();
    return json_answer(json);
}

}  // namespace courtyard
