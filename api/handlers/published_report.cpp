// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <memory>

#include "api/answers.h"
#include "api/area_by_code.h"
#include "api/handlers/handlers.h"
#include "api/json_body.h"
#include "api/parameters.h"
#include "api/problem.h"
#include "api/random_uuid.h"
#include "api/report_changes.h"
#include "api/report_query.h"
#include "api/written_answer.h"

namespace courtyard {
namespace {

Result<AreaCode> area_on(const Call& call, const Snapshot& snapshot, Day day, const std::string& code) {
    const AreaTree& areas = *snapshot.edition_on(day).areas;
    const auto found = visible_area(call.caller, areas, code);
    if (!found) return tl::unexpected(found.error());
    return areas[*found].code;
}

void write_published(Json& json, const PublishedReport& report) {
    json.member("id", report.id)
        .member("area", report.area)
        .member("from", report.from)
        .member("to", report.to)
        .member("lang", report.language)
        .member("revision", report.revision)
        .member("published_at", courtyard::to_string(report.recorded_at))
        .member("by", report.account);
}

/// The same question as a published report answered, asked of the newest picture.
ReportQuery asked_again(const PublishedReport& report, std::shared_ptr<const Snapshot> snapshot) {
    ReportQuery query;
    query.asked = {{report.from, report.to},
                   report.area,
                   snapshot->revision,
                   report.language == "en" ? ReportLanguage::en : ReportLanguage::zh};
    query.snapshot = std::move(snapshot);
    return query;
}

/// Which parts would be told otherwise today, and what kinds of things were learnt since.
void write_changes(Json& json, const PublishedReport& report, const Call& call) {
    const ReportQuery today = asked_again(report, call.snapshot);
    const Report now = today.written();
    simdjson::dom::parser parser;
    const auto then = parser.parse(report.parts).get_array().value();
    std::optional<ReportChanges> changes;
    json.key("changed_since").array();
    for (const auto part : then) {
        const std::string_view id = part["id"].get_string().value();
        const std::string_view old_text = part["written"].get_string().value();
        const auto same =
            std::ranges::find(now.parts, id, [](const ReportPart& one) { return one.figure.id(); });
        const bool gone = same == now.parts.end();
        const std::string new_text =
            gone ? std::string() : written(same->figure, same->value, today.asked.language);
        const auto old_value = part["value"].get_double();
        const std::optional<double> old_number =
            old_value.error() == simdjson::SUCCESS ? std::optional(old_value.value_unsafe()) : std::nullopt;
        const std::optional<double> new_number = gone ? std::nullopt : told_number(same->value);
        if (!gone && old_number == new_number && old_text == new_text) continue;
        if (!changes)
            changes =
                ReportChanges::since(report.revision, call.snapshot->revision, report.to, call.house.store);
        json.object()
            .member("id", id)
            .member("label", std::string_view(part["label"].get_string().value()))
            .member("value", old_number)
            .member("written", old_text)
            .member("value_now", new_number)
            .member("written_now", new_text)
            .key("why")
            .array();
        if (!gone)
            for (const std::string& reason : changes->why(*same->figure.campaign)) json.value(reason);
        json.end_array().end();
    }
    json.end_array();
}

bool may_see(const Call& call, const PublishedReport& report) {
    return has_in_scope(call.caller, call.snapshot->edition_on(report.to), report.area);
}

Response unknown_report(const Call& call) {
    return problem({ErrorCode::not_found,
                    "report.unknown",
                    {"没有这份已发布的报告", "there is no such published report"},
                    std::string(call.captured.empty() ? std::string_view() : call.captured[0])},
                   call.request);
}

struct ReportBody {
    std::string id;
    std::string area;
    ReportQuestion question;
    ReportLanguage language = ReportLanguage::zh;
    std::vector<Rejection> errors;
};

Result<ReportBody> report_body(const std::string& text) {
    auto body = JsonBody::parse(text);
    if (!body) return tl::unexpected(body.error());
    ReportBody report;
    report.area = body->required_text("area");
    const auto day = [&](std::string_view name) {
        const auto parsed = Day::parse(body->required_text(name));
        if (!parsed) body->refuse(name, parsed.error());
        return parsed.value_or(Day{});
    };
    report.question = {day("from"), day("to")};
    if (auto wrong = checked_span(report.question); !wrong) body->refuse("from", wrong.error());
    const std::string asked_language = body->text("lang");
    const auto language = parse_report_language(asked_language.empty() ? "zh" : asked_language);
    if (!language) body->refuse("lang", language.error());
    report.language = language.value_or(ReportLanguage::zh);
    const std::string asked_id = body->text("id");
    const auto id = asked_id.empty() ? Result<std::string>(random_uuid()) : parse_uuid(asked_id);
    if (!id) body->refuse("id", id.error());
    report.id = id.value_or(std::string());
    report.errors = body->errors();
    return report;
}

bool same_report(const PublishedReport& a, const PublishedReport& b) {
    return a.area == b.area && a.from == b.from && a.to == b.to && a.language == b.language &&
           a.account == b.account;
}

}  // namespace

Response publish_report(const Call& call) {
    const auto body = report_body(call.request.body);
    if (!body) return problem(body.error(), call.request);
    if (!body->errors.empty()) {
        const Error refused{
            ErrorCode::invalid_input, "body.refused", {"内容未被接受", "the content was refused"}, {}};
        return problem(422, refused, call.request, body->errors);
    }
    const auto area = area_on(call, *call.snapshot, body->question.to, body->area);
    if (!area) return problem(area.error(), call.request);
    const ReportQuery query{call.snapshot, {body->question, *area, call.snapshot->revision, body->language}};
    const Report report = query.written();
    Json parts;
    write_report_parts(parts, report, query.asked);
    struct Publication {
        PublishedReport report;
        bool fresh = true;
    };
    auto published = std::make_shared<Publication>(Publication{
        {body->id, *area, body->question.from, body->question.to, std::string(to_string(body->language)),
         call.snapshot->revision, Instant::now(), call.caller.name(), report.text(), parts.text()}});
    return after_writing(
        call.house.store,
        from(call.caller,
             [published](Transaction& transaction) -> Result<void> {
                 const auto there = transaction.report(published->report.id);
                 if (!there) {
                     transaction.save_report(published->report);
                     return {};
                 }
                 if (!same_report(*there, published->report))
                     return fail(
                         ErrorCode::conflict, "id.used",
                         {"这个编号的报告已发布，内容不同", "another report was published under this id"},
                         "id");
                 published->report = *there;
                 published->fresh = false;
                 return {};
             }),
        [published, &request = call.request](const Result<Revision>& done) {
            if (!done) return problem(done.error(), request);
            Json json;
            write_published(json.object(), published->report);
            json.member("text", published->report.text).key("parts").raw(published->report.parts).end();
            return json_answer(json, Caching::none, published->fresh ? 201 : 200);
        });
}

Response reports(const Call& call) {
    Parameters query(call.request);
    const auto limit = static_cast<std::size_t>(query.integer("limit", 1, 1'000).value_or(100));
    if (auto wrong = query.checked(); !wrong) return problem(wrong.error(), call.request);
    Json json;
    json.object().key("reports").array();
    std::size_t told = 0;
    for (const PublishedReport& one : call.house.store.reports()) {
        if (!may_see(call, one)) continue;
        if (++told > limit) break;
        write_published(json.object(), one);
        json.end();
    }
    json.end_array().end();
    return json_answer(json);
}

Response published_report(const Call& call) {
    Parameters query(call.request);
    if (auto wrong = query.checked(); !wrong) return problem(wrong.error(), call.request);
    const auto id = parse_uuid(call.captured[0]);
    const auto found = id ? call.house.store.report(*id) : std::nullopt;
    if (!found || !may_see(call, *found)) return unknown_report(call);
    if (call.request.parameter("f") == "text")
        return answer(200, "text/plain; charset=utf-8", found->text, Caching::revalidate);
    Json json;
    write_published(json.object(), *found);
    json.member("text", found->text)
        .key("parts")
        .raw(found->parts)
        .member("known_now", call.snapshot->revision);
    write_changes(json, *found, call);
    json.end();
    return json_answer(json);
}

}  // namespace courtyard
