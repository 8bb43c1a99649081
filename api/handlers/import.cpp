// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <sodium.h>

#include <array>

#include "api/answers.h"
#include "api/handlers/handlers.h"
#include "api/load_json.h"
#include "api/multipart.h"
#include "api/parameters.h"
#include "api/problem.h"
#include "data/read/file_hash.h"
#include "data/read/load.h"

namespace courtyard {
namespace {

/// An import as the sender asked for it.
struct ImportQuery {
    std::string file_name;
    LoadOptions load;
};

Verb verb_for(RecordKind kind) {
    switch (kind) {
        case RecordKind::inspections:
            return Verb::upload_inspections;
        case RecordKind::bases:
        case RecordKind::help_points:
            return Verb::import_places;
        default:
            return Verb::import_records;
    }
}

Result<ImportQuery> import_query(const Call& call) {
    Parameters query(call.request);
    ImportQuery asked;
    const auto kind_text = query.text("kind").value_or("");
    const auto datum = query.text("datum").value_or("wgs84");
    const auto dry_run = query.text("dry_run").value_or("false");
    const auto accept = query.text("accept").value_or("all");
    asked.file_name = query.text("filename").value_or("");
    asked.load.table.given_name = asked.file_name;
    if (const auto layer = query.text("layer")) asked.load.table.layer = *layer;
    if (const auto campaign = query.text("campaign")) asked.load.rows.fixed.emplace("campaign", *campaign);
    asked.load.rows.level = query.level("level");
    const auto edition = query.day("valid_from");
    if (auto wrong = query.checked(); !wrong) return tl::unexpected(wrong.error());

    const auto kind = parse_record_kind(kind_text);
    if (!kind) return tl::unexpected(kind.error());
    // Counts of children enter by the command line of the machine that keeps them, never over the network.
    if (*kind == RecordKind::children || !permitted(call.caller, verb_for(*kind)))
        return fail(ErrorCode::not_allowed, "role.not_allowed",
                    {"你的角色不能导入这类数据", "your role may not import this kind"}, "kind");
    asked.load.kind = *kind;
    const auto parsed = parse_load_datum(datum, *call.snapshot->edition_on(today()).areas);
    if (!parsed) return tl::unexpected(parsed.error());
    asked.load.datum = *parsed;
    asked.load.mode = dry_run == "true"   ? LoadMode::dry_run
                      : accept == "valid" ? LoadMode::valid_rows
                                          : LoadMode::all_or_nothing;
    asked.load.edition = edition.value_or(call.snapshot->newest_edition().valid_from);
    return asked;
}

std::string random_uuid() {
    std::array<unsigned char, 16> bytes{};
    randombytes_buf(bytes.data(), bytes.size());
    bytes[6] = static_cast<unsigned char>((bytes[6] & 0x0F) | 0x40);
    bytes[8] = static_cast<unsigned char>((bytes[8] & 0x3F) | 0x80);
    std::string id;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (i == 4 || i == 6 || i == 8 || i == 10) id += '-';
        id += fmt::format("{:02x}", bytes[i]);
    }
    return id;
}

Response import_file(const Call& call, const std::string& id) {
    const Language language = language_of(call.request);
    auto asked = import_query(call);
    if (!asked) return problem(asked.error(), call.request);
    if (!call.caller.scope.empty() && verb_for(asked->load.kind) != Verb::upload_inspections) {
        const AreaTree& areas = *call.snapshot->newest_edition().areas;
        // Files of records may hold any village, so only those who see every area may load them.
        if (scope_root(call.caller, areas) != scope_root({}, areas))
            return problem(
                {ErrorCode::not_allowed,
                 "scope.too_narrow",
                 {"导入整表需要全县范围的账号", "importing tables takes an account for the whole county"},
                 "area"},
                call.request);
    }
    if (!call.request.spooled)
        return problem(422,
                       {ErrorCode::invalid_input,
                        "file.missing",
                        {"请求中没有文件", "there is no file in the request"},
                        "body"},
                       call.request);
    if (const auto boundary = multipart_boundary(call.request.header("content-type").value_or(""))) {
        const auto name = keep_file_of_form(*call.request.spooled, *boundary);
        if (!name) return problem(422, name.error(), call.request);
        if (asked->file_name.empty()) asked->file_name = asked->load.table.given_name = *name;
    }
    const std::string hash = sha256_of_file(*call.request.spooled);
    if (const auto known = call.house.store.batch(id)) {
        if (known->batch.content_hash != hash || known->batch.account != call.caller.name() || known->undone)
            return problem({ErrorCode::conflict,
                            "id.conflict",
                            {"这个导入编号已用过", "this import id has been used"},
                            "id"},
                           call.request);
        Response replay = answer(200, "application/json", known->batch.report, Caching::none);
        replay.headers.emplace_back("idempotency-replayed", "true");
        return replay;
    }
    asked->load.open = call.house.parsing.opener();
    asked->load.by = {call.caller.name(), id};
    asked->load.batch =
        Batch{id, std::string(to_string(asked->load.kind)), hash, call.caller.name(), asked->file_name, {}};
    asked->load.batch_report = [&](const LoadReport& report) {
        LoadReport stored = report;
        stored.stored = true;
        return load_report_json(id, stored, language);
    };
    const EditionPicture& edition = call.snapshot->edition_on(today());
    const auto report = load_file(call.house.store, call.house.children, edition.places(),
                                  *call.request.spooled, asked->load);
    if (!report) {
        const ErrorCode code = report.error().code;
        const bool its_content = code != ErrorCode::unavailable && code != ErrorCode::too_large;
        return problem(its_content ? 422 : status_of(report.error()), report.error(), call.request);
    }
    const bool refused = !report->stored && asked->load.mode != LoadMode::dry_run;
    return answer(refused          ? 422
                  : report->stored ? 201
                                   : 200,
                  "application/json", load_report_json(id, *report, language), Caching::none);
}

}  // namespace

Response put_import(const Call& call) {
    const auto id = parse_uuid(call.captured[0]);
    if (!id) return problem(422, id.error(), call.request);
    return import_file(call, *id);
}

Response post_import(const Call& call) { return import_file(call, random_uuid()); }

Response undo_import(const Call& call) {
    const std::string id(call.captured[0]);
    const auto known = call.house.store.batch(id);
    const auto kind = known ? parse_record_kind(known->batch.kind) : Result<RecordKind>(RecordKind::areas);
    const bool own = known && (known->batch.account == call.caller.name() || call.caller.role == Role::admin);
    if (!known || !own || !permitted(call.caller, verb_for(*kind)))
        return problem(
            {ErrorCode::not_found, "import.unknown", {"没有这一批导入", "there is no such import"}, id},
            call.request);
    UndoneBatch undone;
    const auto written = call.house.store
                             .write([&](Transaction& transaction) -> Result<void> {
                                 undone = transaction.undo_batch(id, {call.caller.name(), {}});
                                 return {};
                             })
                             .get();
    if (!written) return problem(written.error(), call.request);
    Json json;
    json.object()
        .member("id", id)
        .member("undone", true)
        .member("revision", undone.revision)
        .key("kept")
        .array();
    for (const KeptFact& fact : undone.kept)
        json.object().member("kind", fact.kind).member("id", fact.id).member("reason", fact.reason).end();
    json.end_array().end();
    return json_answer(json, Caching::none);
}

}  // namespace courtyard
