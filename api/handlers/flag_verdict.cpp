// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/flag_verdict.h"

#include <fmt/format.h>
#include <simdjson.h>

#include <cmath>

#include "api/answers.h"
#include "api/doubt_json.h"
#include "api/handlers/handlers.h"
#include "api/offered_inspection.h"
#include "api/parameters.h"
#include "api/problem.h"
#include "api/visible_inspection.h"
#include "api/written_answer.h"

namespace courtyard {
namespace {

constexpr std::size_t most_flags = 500;

/// One flag of a list that a single word is about.
struct NamedFlag {
    std::string inspection;
    Flag flag{};
    std::optional<std::int64_t> entry;
};

tl::unexpected<Error> refused_list(Text why, std::string subject) {
    return fail(ErrorCode::invalid_input, "flags.list", std::move(why), std::move(subject));
}

Result<NamedFlag> named_flag(const simdjson::dom::element& one, std::size_t number) {
    const std::string subject = fmt::format("flags[{}]", number);
    std::string_view inspection;
    std::string_view kind;
    if (one["inspection"].get(inspection) || one["kind"].get(kind))
        return refused_list({fmt::format("第 {} 项应有 inspection 和 kind", number + 1),
                             fmt::format("number {} takes an inspection and a kind", number + 1)},
                            subject);
    const auto flag = parse_flag(kind);
    if (!flag) return tl::unexpected(unknown_flag(std::string(inspection), kind));
    NamedFlag named{std::string(inspection), *flag, std::nullopt};
    if (const auto entry = one["entry"]; !entry.error()) {
        std::int64_t id = 0;
        if (entry.get(id) || id < 1)
            return refused_list({"entry 应为正整数", "entry is a whole number from 1"}, subject);
        named.entry = id;
    }
    return named;
}

/// The flags that a body lists, as the caller may see them.
Result<std::vector<NamedFlag>> flags_of_body(const Call& call) {
    simdjson::dom::parser parser;
    simdjson::dom::array array;
    if (parser.parse(call.request.body)["flags"].get(array) || array.size() == 0)
        return refused_list({"flags 应为疑点的列表", "flags is a list of flags"}, "flags");
    if (array.size() > most_flags)
        return fail(ErrorCode::too_large, "flags.too_many",
                    {fmt::format("一次至多 {} 个疑点", most_flags),
                     fmt::format("at most {} flags at once", most_flags)},
                    "flags");
    std::vector<NamedFlag> list;
    for (const simdjson::dom::element one : array) {
        auto named = named_flag(one, list.size());
        if (!named) return tl::unexpected(named.error());
        const auto point = visible_inspection(call, named->inspection);
        if (!point) return tl::unexpected(unknown_flag(named->inspection, to_string(named->flag)));
        named->inspection = std::get<InspectionFact>(point->fact).record.id;
        list.push_back(std::move(*named));
    }
    return list;
}

}  // namespace

Response resolve_flag(const Call& call) {
    const auto point = visible_inspection(call, call.captured[0]);
    if (!point) return unknown_inspection(call, call.captured[0]);
    const std::string& id = std::get<InspectionFact>(point->fact).record.id;
    const auto flag = parse_flag(call.captured[1]);
    if (!flag) return problem(unknown_flag(id, call.captured[1]), call.request);
    auto body = JsonBody::parse(call.request.body);
    if (!body) return problem(body.error(), call.request);
    FlagWord word = read_flag_word(*body);
    word.supersedes = entry_number(*body, "supersedes");
    word.entry = entry_number(*body, "entry");
    if (const auto errors = body->errors(); !errors.empty())
        return problem(422, refused_content(), call.request, errors);
    call.house.store.settle_doubts();
    DoubtResolution stands;
    Stored stored = Stored::fresh;
    const auto written = call.house.store
                             .write(from(call.caller,
                                         [&](Transaction& transaction) -> Result<void> {
                                             const auto said = say_of_flag(transaction, id, *flag, word,
                                                                           call.caller.name(), stands);
                                             if (!said) return tl::unexpected(said.error());
                                             stored = *said;
                                             return {};
                                         }))
                             .get();
    if (!written && written.error().name == "flag.resolved")
        return problem(409, written.error(), call.request, [&](Json& json) {
            json.key("resolution");
            write_resolution(json, stands);
        });
    if (!written) return problem(written.error(), call.request);
    Json json;
    write_resolution(json, stands);
    Response response = json_answer(json, Caching::none, stored == Stored::fresh ? 201 : 200);
    if (stored == Stored::known) response.headers.emplace_back("idempotency-replayed", "true");
    return response;
}

Response resolve_flags(const Call& call) {
    auto body = JsonBody::parse(call.request.body);
    if (!body) return problem(body.error(), call.request);
    FlagWord word = read_flag_word(*body);
    if (!body->has("flags"))
        body->refuse("flags",
                     {ErrorCode::invalid_input, "flags.list", {"缺少 flags", "flags is missing"}, {}});
    if (const auto errors = body->errors(); !errors.empty())
        return problem(422, refused_content(), call.request, errors);
    const auto list = flags_of_body(call);
    if (!list)
        return problem(list.error().code == ErrorCode::invalid_input ? 422 : status_of(list.error()),
                       list.error(), call.request);
    call.house.store.settle_doubts();
    std::vector<DoubtResolution> resolutions;
    bool any_fresh = false;
    const auto written =
        call.house.store
            .write(from(call.caller,
                        [&](Transaction& transaction) -> Result<void> {
                            // Told once more when the group it was written with had to begin again.
                            resolutions.clear();
                            any_fresh = false;
                            for (const NamedFlag& one : *list) {
                                word.entry = one.entry;
                                const auto said = say_of_flag(transaction, one.inspection, one.flag, word,
                                                              call.caller.name(), resolutions.emplace_back());
                                if (!said) return tl::unexpected(said.error());
                                any_fresh = any_fresh || *said == Stored::fresh;
                            }
                            return {};
                        }))
            .get();
    if (!written)
        return problem(status_of(written.error()), written.error(), call.request, [&](Json& json) {
            if (resolutions.empty()) return;
            const NamedFlag& at = (*list)[resolutions.size() - 1];
            json.key("flag")
                .object()
                .member("inspection", at.inspection)
                .member("kind", to_string(at.flag))
                .end()
                .key("resolution");
            if (resolutions.back().id != 0)
                write_resolution(json, resolutions.back());
            else
                json.null();
        });
    Json json;
    json.object().key("resolutions").array();
    for (const DoubtResolution& one : resolutions) write_resolution(json, one);
    json.end_array().end();
    Response response = json_answer(json, Caching::none, any_fresh ? 201 : 200);
    if (!any_fresh) response.headers.emplace_back("idempotency-replayed", "true");
    return response;
}

}  // namespace courtyard
