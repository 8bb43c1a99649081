// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <sodium.h>

#include <array>

#include "api/answers.h"
#include "api/area_by_code.h"
#include "api/asked_area.h"
#include "api/change_json.h"
#include "api/exported_places.h"
#include "api/handlers/handlers.h"
#include "api/import_report_json.h"
#include "api/load_json.h"
#include "api/multipart.h"
#include "api/parameters.h"
#include "api/problem.h"
#include "api/random_uuid.h"
#include "api/waiting_imports.h"
#include "data/read/file_hash.h"
#include "data/read/load.h"

namespace courtyard {
namespace {

/// An import as the sender asked for it.
struct ImportQuery {
    std::string file_name;
    std::string terms;  ///< all of it that decides what is stored, as canonical text
    LoadOptions load;
};

Verb verb_for(RecordKind kind) {
    switch (kind) {
        case RecordKind::figures:
            return Verb::report_figures;
        case RecordKind::inspections:
            return Verb::upload_inspections;
        case RecordKind::bases:
        case RecordKind::help_points:
            return Verb::import_places;
        case RecordKind::cases:
            return Verb::keep_cases;
        case RecordKind::relief:
            return Verb::keep_relief;
        default:
            return Verb::import_records;
    }
}

/// Planners bring targets, which they may also edit one by one.
bool may_bring(const Caller& caller, RecordKind kind) {
    return permitted(caller, verb_for(kind)) ||
           (kind == RecordKind::targets && permitted(caller, Verb::edit_targets));
}

tl::unexpected<Error> unknown_word(std::string_view parameter, std::string_view word,
                                   std::string_view known) {
    return fail(ErrorCode::invalid_input, "parameter.invalid",
                {fmt::format("{} 不能是“{}”，可以是：{}", parameter, word, known),
                 fmt::format("{} is one of: {}; not \"{}\"", parameter, known, word)},
                std::string(parameter));
}

/// `map=COLUMN=FIELD` or `map.FIELD=COLUMN`, and `set=FIELD=VALUE` or `set.FIELD=VALUE`, each as often as
/// needed.
Result<void> read_mapping(Parameters& query, RowOptions& rows) {
    const auto read = [&](std::string_view name, std::map<std::string, std::string>& into) -> Result<void> {
        for (const std::string& pair : query.texts(name)) {
            // A header may hold `=`, a field never does.
            const auto at = name == "map" ? pair.rfind('=') : pair.find('=');
            if (at == std::string::npos || at == 0 || at + 1 == pair.size())
                return unknown_word(name, pair, name == "map" ? "COLUMN=FIELD" : "FIELD=VALUE");
            into.insert_or_assign(pair.substr(0, at), pair.substr(at + 1));
        }
        return {};
    };
    if (auto wrong = read("map", rows.renamed); !wrong) return wrong;
    if (auto wrong = read("set", rows.fixed); !wrong) return wrong;
    for (auto& [field, column] : query.named("map")) rows.renamed.insert_or_assign(column, field);
    for (auto& [field, value] : query.named("set")) rows.fixed.insert_or_assign(field, value);
    return {};
}

/// What the same id must be asked for with again; an edition that was not named is not part of it.
std::string terms_of(const LoadOptions& load, std::optional<Day> edition) {
    std::string terms = fmt::format("kind={}\ndatum={}\naccept={}\n", to_string(load.kind),
                                    load.datum ? to_string(*load.datum) : "auto",
                                    load.mode == LoadMode::valid_rows ? "valid" : "all");
    if (load.table.layer) terms += fmt::format("layer={}\n", *load.table.layer);
    if (load.table.encoding) terms += fmt::format("encoding={}\n", to_string(*load.table.encoding));
    if (load.rows.level) terms += fmt::format("level={}\n", to_string(*load.rows.level));
    if (edition) terms += fmt::format("valid_from={}\n", to_string(*edition));
    if (load.rest == Rest::kept) terms += "rest=keep\n";
    for (const auto& [column, field] : load.rows.renamed) terms += fmt::format("map.{}={}\n", field, column);
    for (const auto& [field, value] : load.rows.fixed) terms += fmt::format("set.{}={}\n", field, value);
    return terms;
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
    if (auto wrong = read_mapping(query, asked.load.rows); !wrong) return tl::unexpected(wrong.error());
    const auto encoding = query.text("encoding");
    asked.load.rows_told = static_cast<std::size_t>(query.integer("rows", 0, 10'000).value_or(1'000));
    asked.load.rows.level = query.level("level");
    const auto edition = query.day("valid_from");
    const auto rest = query.text("rest").value_or("drop");
    asked.load.agreed_mark = query.text("mark").value_or("");
    if (auto wrong = query.checked(); !wrong) return tl::unexpected(wrong.error());

    if (dry_run != "true" && dry_run != "false") return unknown_word("dry_run", dry_run, "true, false");
    if (accept != "all" && accept != "valid") return unknown_word("accept", accept, "all, valid");
    if (rest != "keep" && rest != "drop") return unknown_word("rest", rest, "keep, drop");
    asked.load.rest = rest == "keep" ? Rest::kept : Rest::left_out;
    if (encoding) {
        const auto settled = parse_text_encoding(*encoding);
        if (!settled) return tl::unexpected(settled.error());
        asked.load.table.encoding = *settled;
    }
    const auto kind = parse_record_kind(kind_text);
    if (!kind) return tl::unexpected(kind.error());
    // Counts of children enter by the command line of the machine that keeps them, never over the network.
    if (*kind == RecordKind::children || !may_bring(call.caller, *kind))
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
    asked.terms = terms_of(asked.load, edition);
    return asked;
}

Response used_id(const RequestHead& head) {
    return problem(
        {ErrorCode::conflict, "id.conflict", {"这个导入编号已用过", "this import id has been used"}, "id"},
        head);
}

/// Why a file could not be read at all; when its columns do not fit, with what a person needs to say which is
/// which.
Response unreadable(const Call& call, const Error& error, const LoadOptions& load) {
    const bool its_content = error.code != ErrorCode::unavailable && error.code != ErrorCode::too_large;
    const unsigned status = its_content ? 422 : status_of(error);
    const auto question = error.name.starts_with("column.") ? question_of_columns(*call.request.spooled, load)
                                                            : Result<ColumnQuestion>(tl::unexpected(error));
    return problem(status, error, call.request, [&](Json& json) {
        if (question) write_column_question(json, *question);
    });
}

/// The parameters of a dry run as its confirmation repeats them.
Fields repeated_query(const RequestHead& head, const std::string& file_name) {
    Fields kept;
    for (const auto& [name, value] : head.query)
        if (name != "dry_run" && name != "filename" && name != "lang" && name != "v" && name != "mark")
            kept.emplace_back(name, value);
    if (!file_name.empty()) kept.emplace_back("filename", file_name);
    return kept;
}

Response import_file(const Call& call, const std::string& id) {
    const Language language = language_of(call.request);
    auto asked = import_query(call);
    if (!asked) return problem(asked.error(), call.request);
    if (!call.caller.scope.empty() && verb_for(asked->load.kind) != Verb::upload_inspections) {
        const AreaTree& areas = *call.snapshot->edition_on(today()).areas;
        // Files of records may hold any village, so only those who see every area may load them.
        const AreaIndex top = scope_root(call.caller, areas);
        if (top == no_area || top != scope_root({}, areas))
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
    const WaitingImports waiting(call.house.spool);
    if (const auto other = waiting.find(id); other && other->account != call.caller.name())
        return used_id(call.request);
    if (const auto known = call.house.store.batch(id)) {
        const bool other_terms = !known->batch.terms.empty() && known->batch.terms != asked->terms;
        if (known->batch.content_hash != hash || known->batch.account != call.caller.name() || other_terms ||
            known->undone)
            return used_id(call.request);
        Response replay = answer(200, "application/json", known->batch.report, Caching::none);
        replay.headers.emplace_back("idempotency-replayed", "true");
        return replay;
    }
    asked->load.open = call.house.parsing.opener();
    asked->load.photos = {call.house.parsing.unpacker(), call.house.read_photo, &call.house.blobs,
                          call.house.spool};
    asked->load.exported = [&](RecordKind kind) { return exported_places(call.snapshot, kind); };
    asked->load.area_known = [&](AreaCode code) { return in_some_edition(*call.snapshot, code); };
    asked->load.by = {call.caller.name(), id, call.caller.address};
    asked->load.batch = Batch{
        id,          std::string(to_string(asked->load.kind)), hash, call.caller.name(), asked->file_name, {},
        asked->terms};
    asked->load.batch_report = [&](const LoadReport& report) {
        LoadReport stored = report;
        stored.stored = true;
        return load_report_json(id, stored, language);
    };
    const EditionPicture& edition = call.snapshot->edition_on(today());
    const auto report = load_file(call.house.store, call.house.children, edition.places(),
                                  *call.request.spooled, asked->load);
    if (!report) return unreadable(call, report.error(), asked->load);
    const std::string mark = report->changes ? report->changes->mark() : std::string();
    if (asked->load.mode == LoadMode::dry_run) {
        std::string text = load_report_json(id, *report, language);
        const auto until = waiting.keep({id,
                                         call.caller.name(),
                                         hash,
                                         repeated_query(call.request, asked->file_name),
                                         text,
                                         mark,
                                         {},
                                         {}},
                                        *call.request.spooled, outlines_text(*report));
        Response response = answer(200, "application/json", std::move(text), Caching::none);
        if (until) response.headers.emplace_back("courtyard-waits-until", to_string(*until));
        return response;
    }
    if (report->overtaken) {
        const std::string text = load_report_json(id, *report, language);
        if (auto tried = waiting.find(id); tried && tried->account == call.caller.name()) {
            tried->report = text;
            tried->mark = mark;
            waiting.tell_anew(*tried, outlines_text(*report));
        }
        return answer(409, "application/json", text, Caching::none);
    }
    if (report->stored) waiting.forget(id);
    return answer(report->stored ? 201 : 422, "application/json", load_report_json(id, *report, language),
                  Caching::none);
}

Response unknown_import(const Call& call, const std::string& id) {
    return problem(
        {ErrorCode::not_found, "import.unknown", {"没有这一批导入", "there is no such import"}, id},
        call.request);
}

/// Its owner sees an import, and who reviews records where the owner works.
bool may_see(const Call& call, const Batch& batch) {
    const std::string& owner = batch.account;
    if (owner == call.caller.name()) return true;
    // How many cases or relief batches somebody brought is for those who keep them.
    const auto kind = parse_record_kind(batch.kind);
    if (!kind || !permitted(call.caller, verb_for(*kind))) return false;
    if (!permitted(call.caller, Verb::import_records)) return false;
    if (call.caller.scope.empty()) return true;
    for (const Account& account : call.house.accounts.list())
        if (account.name == owner)
            return has_in_scope(call.caller, call.snapshot->edition_on(today()), account.area);
    return false;
}

}  // namespace

Response put_import(const Call& call) {
    const auto id = parse_uuid(call.captured[0]);
    if (!id) return problem(422, id.error(), call.request);
    return import_file(call, *id);
}

Response post_import(const Call& call) { return import_file(call, random_uuid()); }

Response confirm_import(const Call& call) {
    const auto id = parse_uuid(call.captured[0]);
    if (!id) return problem(422, id.error(), call.request);
    Parameters none(call.request);
    if (auto wrong = none.checked(); !wrong) return problem(wrong.error(), call.request);
    const WaitingImports waiting(call.house.spool);
    const auto tried = waiting.find(*id);
    if (!tried || tried->account != call.caller.name()) {
        // Said yes to already: the report of that time.
        const auto known = call.house.store.batch(*id);
        if (!known || known->undone || known->batch.account != call.caller.name())
            return unknown_import(call, *id);
        Response replay = answer(200, "application/json", known->batch.report, Caching::none);
        replay.headers.emplace_back("idempotency-replayed", "true");
        return replay;
    }
    Request again = call.request;
    again.query = tried->query;
    if (!tried->mark.empty()) again.query.emplace_back("mark", tried->mark);
    if (const auto lang = call.request.parameter("lang")) again.query.emplace_back("lang", *lang);
    std::erase_if(again.headers, [](const auto& header) { return header.first == "content-type"; });
    again.spooled = tried->file;
    return import_file({again, call.house, call.caller, call.snapshot, call.captured}, *id);
}

Response import_report(const Call& call) {
    if (auto wrong = Parameters(call.request).checked(); !wrong) return problem(wrong.error(), call.request);
    const auto id = parse_uuid(call.captured[0]);
    if (!id) return unknown_import(call, std::string(call.captured[0]));
    if (const auto known = call.house.store.batch(*id); known && may_see(call, known->batch))
        return answer(200, "application/json", known->batch.report, Caching::none);
    const auto tried = WaitingImports(call.house.spool).find(*id);
    if (!tried || tried->account != call.caller.name()) return unknown_import(call, *id);
    return answer(200, "application/json", tried->report, Caching::none);
}

Response import_change(const Call& call) {
    const auto id = parse_uuid(call.captured[0]);
    if (!id) return unknown_import(call, std::string(call.captured[0]));
    Parameters none(call.request);
    if (auto wrong = none.checked(); !wrong) return problem(wrong.error(), call.request);
    const WaitingImports waiting(call.house.spool);
    const auto tried = waiting.find(*id);
    if (!tried || tried->account != call.caller.name()) return unknown_import(call, *id);
    auto outlines = waiting.outlines(*id);
    if (auto outline = outline_in(outlines, call.captured[1]))
        return answer(200, "application/geo+json", std::move(*outline), Caching::none);
    return problem({ErrorCode::not_found,
                    "outline.unknown",
                    {"这一行没有改动边界", "no boundary is changed by this row"},
                    std::string(call.captured[1])},
                   call.request);
}

Response imports(const Call& call) {
    Parameters query(call.request);
    const auto limit = query.integer("limit", 1, 1'000).value_or(100);
    if (auto wrong = query.checked(); !wrong) return problem(wrong.error(), call.request);
    const bool own_only = !permitted(call.caller, Verb::import_records);
    const auto list = call.house.store.batches(own_only ? call.caller.name() : std::string(), 10'000);
    std::int64_t told = 0;
    Json json;
    json.object().key("imports").array();
    for (const BatchSummary& one : list) {
        if (told == limit) break;
        if (!may_see(call, one.batch)) continue;
        ++told;
        json.object()
            .member("id", one.batch.id)
            .member("kind", one.batch.kind)
            .member("file_name", one.batch.file_name)
            .member("content_hash", one.batch.content_hash)
            .member("by", one.batch.account)
            .member("recorded_at", to_string(one.recorded_at))
            .member("undone", one.undone)
            .end();
    }
    json.end_array().end();
    return json_answer(json, Caching::none);
}

Response undo_import(const Call& call) {
    const std::string id(call.captured[0]);
    const auto known = call.house.store.batch(id);
    const auto kind = known ? parse_record_kind(known->batch.kind) : Result<RecordKind>(RecordKind::areas);
    const bool own = known && known->batch.account == call.caller.name();
    const bool governed = known && may_undo_of_others(call.caller) && may_see(call, known->batch);
    if (!known || !(own || governed) || !may_bring(call.caller, *kind))
        return problem(
            {ErrorCode::not_found, "import.unknown", {"没有这一批导入", "there is no such import"}, id},
            call.request);
    Parameters query(call.request);
    const std::string dry_run = query.text("dry_run").value_or("false");
    if (auto wrong = query.checked(); !wrong) return problem(wrong.error(), call.request);
    if (dry_run != "true" && dry_run != "false")
        return problem(unknown_word("dry_run", dry_run, "true, false").value(), call.request);
    UndoneBatch undone;
    constexpr std::string_view only_tried = "undo.tried";
    const auto written =
        call.house.store
            .write([&](Transaction& transaction) -> Result<void> {
                undone = transaction.undo_batch(id, {call.caller.name(), {}, call.caller.address});
                // What fails is rolled back whole.
                if (dry_run == "true") return fail(ErrorCode::conflict, std::string(only_tried), {}, id);
                return {};
            })
            .get();
    if (!written && written.error().name != only_tried) return problem(written.error(), call.request);
    Json json;
    json.object()
        .member("id", id)
        .member("undone", known->undone || written.has_value())
        .member("revision", written ? undone.revision : call.snapshot->revision)
        .key("kept")
        .array();
    for (const KeptFact& fact : undone.kept)
        json.object().member("kind", fact.kind).member("id", fact.id).member("reason", fact.reason).end();
    json.end_array().end();
    return json_answer(json, Caching::none);
}

}  // namespace courtyard
