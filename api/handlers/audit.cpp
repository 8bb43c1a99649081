// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <system_error>

#include "api/answers.h"
#include "api/area_by_code.h"
#include "api/audit_file.h"
#include "api/audit_text.h"
#include "api/export_jobs.h"
#include "api/handlers/handlers.h"
#include "api/parameters.h"
#include "api/problem.h"
#include "api/unfinished_file.h"
#include "data/store/content_hash.h"
#include "geo/day.h"
#include "geo/want_of_room.h"

namespace courtyard {
namespace {

constexpr std::int64_t beijing_ms = 8 * 3'600'000;

/// The first instant of a calendar day at UTC+08:00.
Instant start_of(Day day) { return Instant{day.since_epoch * day_ms - beijing_ms}; }

/// Whose doings an auditor reads: of everybody, or of the accounts in its area.
std::optional<std::vector<std::string>> accounts_in_sight(const Call& call) {
    const EditionPicture& edition = call.snapshot->edition_on(today());
    const AreaTree& areas = *edition.areas;
    const AreaCode scope = call.caller.scope;
    const bool whole =
        scope.empty() || (areas.roots().size() == 1 && areas.roots().front() == areas.find(scope));
    if (whole) return std::nullopt;
    std::vector<std::string> names;
    for (const Account& account : call.house.accounts.list())
        if (has_in_scope(call.caller, edition, account.area)) names.push_back(account.name);
    return names;
}

Result<AuditQuery> audit_query(const Call& call) {
    Parameters query(call.request);
    AuditQuery asked;
    if (const auto from = query.day("from")) asked.from = start_of(*from);
    if (const auto to = query.day("to")) asked.until = start_of(Day{to->since_epoch + 1});
    asked.accounts = accounts_in_sight(call);
    if (const auto account = query.text("account")) {
        const bool seen =
            !asked.accounts || std::ranges::find(*asked.accounts, *account) != asked.accounts->end();
        asked.accounts = seen ? std::vector<std::string>{*account} : std::vector<std::string>{};
    }
    asked.verb = query.text("verb").value_or("");
    asked.kind = query.text("kind").value_or("");
    asked.subject = query.text("subject").value_or("");
    asked.after = query.integer("after", 1, 9'000'000'000'000'000);
    asked.at_most = static_cast<std::size_t>(query.integer("limit", 1, 10'000).value_or(100));
    if (auto wrong = query.checked(); !wrong) return tl::unexpected(wrong.error());
    return asked;
}

/// Whether the disk keeps as much free as exports leave it.
Result<void> keeps_spare(const House& house) {
    const std::uint64_t spare = house.exports != nullptr ? house.exports->terms().spare : ExportTerms{}.spare;
    return room_for(house.spool, 0, spare);
}

/// All that is asked about, by way of a file: how much that is, nobody knows before.
Response whole_stretch(const Call& call, const AuditQuery& asked) {
    const auto place = call.house.audit.place_for_download();
    if (!place)
        return problem({ErrorCode::unavailable,
                        "audit.busy",
                        {"服务器正在生成另一份审计文件，请稍后再试",
                         "the server is making another file of the audit: try again later"},
                        {}},
                       call.request);
    Result<void> room;
    const auto may_go_on = [&] {
        room = keeps_spare(call.house);
        return room.has_value();
    };
    UnfinishedFile file(call.house.spool / fmt::format("audit-{}.csv", call.request.id));
    // A stream that fails says nothing of the cause; what failed below it does.
    errno = 0;
    std::ofstream out(file.path(), std::ios::binary);
    if (!write_audit(out, call.house.store, asked, AuditFormat::csv, may_go_on))
        return problem(room.error(), call.request);
    if (!out) {
        const int cause = errno;
        if (is_want_of_room(cause)) return problem(no_room_for_export(), call.request);
        throw std::system_error(cause, std::generic_category(), "file of the audit");
    }
    Response response;
    response.headers = {{"content-type", "text/csv; charset=utf-8"},
                        {"cache-control", "no-store"},
                        {"content-disposition", "attachment; filename=\"audit.csv\""}};
    response.file = file.finished();
    return response;
}

}  // namespace

Response audit(const Call& call) {
    auto asked = audit_query(call);
    if (!asked) return problem(asked.error(), call.request);
    if (wants_csv(call.request) && !call.request.parameter("limit")) return whole_stretch(call, *asked);
    // One more than asked for says whether there is more.
    const std::size_t page = asked->at_most++;
    auto entries = call.house.store.audit(*asked);
    std::optional<std::int64_t> next;
    if (entries.size() > page) {
        entries.resize(page);
        next = entries.back().seq;
    }
    if (wants_csv(call.request)) {
        std::string text = audit_csv_header();
        for (const AuditEntry& entry : entries) text += audit_csv_line(entry);
        Response response = answer(200, "text/csv; charset=utf-8", std::move(text), Caching::none);
        if (next) response.headers.emplace_back("courtyard-next", std::to_string(*next));
        return response;
    }
    Json json;
    json.object().key("entries").array();
    for (const AuditEntry& entry : entries) write_entry(json, entry);
    json.end_array().member("next", next).end();
    return json_answer(json, Caching::none);
}

Response audit_verification(const Call& call) {
    if (auto wrong = Parameters(call.request).checked(); !wrong) return problem(wrong.error(), call.request);
    const auto verdict = call.house.audit.verify();
    if (!verdict) return problem(verdict.error(), call.request);
    Json json;
    json.object().member("entries", verdict->entries).key("head");
    if (verdict->head)
        json.object().member("seq", verdict->head->seq).member("hash", to_hex(verdict->head->hash)).end();
    else
        json.null();
    json.member("seals", std::uint64_t{verdict->seals}).key("sealed");
    if (const auto seal = call.house.audit.last_seal())
        json.object().member("seq", seal->seq).member("at", to_string(seal->at)).end();
    else
        json.null();
    json.key("fault");
    if (verdict->fault)
        json.object()
            .member("kind", to_string(verdict->fault->kind))
            .member("seq", verdict->fault->seq)
            .member("detail", in(language_of(call.request), verdict->fault->detail))
            .end();
    else
        json.null();
    json.end();
    return json_answer(json, Caching::none);
}

}  // namespace courtyard
