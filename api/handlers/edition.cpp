// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "api/answers.h"
#include "api/edition_rows.h"
#include "api/handlers/handlers.h"
#include "api/moment.h"
#include "api/problem.h"

namespace courtyard {
namespace {

/// A question about changes, parsed.
struct ChangesQuery {
    std::shared_ptr<const Snapshot> snapshot;
    const EditionPicture* before = nullptr;
    const EditionPicture* after = nullptr;
    AreaCode area;
    std::optional<VillageChange> kind;
};

Result<AreaCode> area_in_either(const Call& call, const ChangesQuery& asked, const std::string& code) {
    auto found = visible_area(call.caller, *asked.after->areas, code);
    if (found) return (*asked.after->areas)[*found].code;
    found = visible_area(call.caller, *asked.before->areas, code);
    if (found) return (*asked.before->areas)[*found].code;
    return tl::unexpected(found.error());
}

Result<ChangesQuery> changes_query(Parameters& query, const Call& call) {
    const auto moment = moment_of(query, call);
    if (!moment) return tl::unexpected(moment.error());
    const auto to = query.day("to");
    const auto from = query.day("from");
    const auto kind = query.text("kind");
    const auto area = query.text("area");
    ChangesQuery asked{moment->snapshot, {}, {}, {}, {}};
    asked.after = &asked.snapshot->edition_on(to.value_or(moment->day));
    asked.before = from ? &asked.snapshot->edition_on(*from) : &asked.snapshot->edition_before(*asked.after);
    if (from && asked.before->valid_from > asked.after->valid_from)
        return fail(ErrorCode::invalid_input, "parameter.invalid",
                    {"from 应早于 to", "from must not be later than to"}, "from");
    if (kind) {
        asked.kind = parse_village_change(*kind);
        if (!asked.kind)
            return fail(ErrorCode::invalid_input, "parameter.invalid",
                        {fmt::format("没有变化类型“{}”", *kind),
                         fmt::format("there is no kind of change \"{}\"", *kind)},
                        "kind");
    }
    if (area) {
        const auto code = area_in_either(call, asked, *area);
        if (!code) return tl::unexpected(code.error());
        asked.area = *code;
    }
    return asked;
}

std::uint64_t villages_seen(const Caller& caller, const AreaTree& areas) {
    return static_cast<std::uint64_t>(std::ranges::count_if(areas.areas(), [&](const Area& area) {
        return area.level == AreaLevel::village && in_scope(caller, areas, areas.find(area.code));
    }));
}

}  // namespace

Response editions(const Call& call) {
    Parameters query(call.request);
    const auto moment = moment_of(query, call);
    if (auto wrong = query.checked(); !wrong) return problem(wrong.error(), call.request);
    if (!moment) return problem(moment.error(), call.request);
    Json json;
    json.object().member("revision", moment->snapshot->revision).key("editions").array();
    for (const auto& edition : moment->snapshot->editions) {
        if (edition->areas->empty()) continue;
        json.object()
            .member("valid_from", edition->valid_from)
            .member("villages", villages_seen(call.caller, *edition->areas))
            .member("changed_at", edition->changed_at)
            .member("in_force", edition.get() == moment->edition)
            .end();
    }
    json.end_array().end();
    return json_answer(json);
}

Response edition_changes(const Call& call) {
    Parameters query(call.request);
    const auto asked = changes_query(query, call);
    if (!asked) return problem(asked.error(), call.request);
    if (auto wrong = query.checked(); !wrong) return problem(wrong.error(), call.request);
    const auto changes = call.house.atlas.changes_between(*asked->before, *asked->after);
    const EditionsAsked told{*asked->before, *asked->after, *changes, call.caller, asked->area, asked->kind};
    if (wants_csv(call.request))
        return answer(200, "text/csv; charset=utf-8", edition_rows_csv(edition_rows(told)),
                      Caching::revalidate);
    Json json;
    json.object().member("revision", asked->snapshot->revision);
    write_edition_changes(json, told);
    json.end();
    return json_answer(json);
}

}  // namespace courtyard
