// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "api/answers.h"
#include "api/handlers/handlers.h"
#include "api/household_review.h"
#include "api/json_body.h"
#include "api/offered_inspection.h"
#include "api/parameters.h"
#include "api/problem.h"
#include "api/written_answer.h"
#include "data/store/household_conflicts.h"
#include "data/store/intake.h"
#include "geo/geocode.h"

namespace courtyard {
namespace {

/// By flag, and of those how many a reviewer has settled.
struct CountsByFlag {
    std::map<std::string, std::int64_t, std::less<>> all;
    std::int64_t open = 0;
    std::int64_t resolved = 0;
};

void write_counts(Json& json, const CountsByFlag& counts) {
    json.key("flags").object();
    for (const auto& [flag, count] : counts.all) json.member(flag, count);
    json.end().member("open", counts.open).member("resolved", counts.resolved);
}

tl::unexpected<Error> refused(std::string name, std::string_view field, Text why) {
    return fail(ErrorCode::invalid_input, std::move(name), std::move(why), std::string(field));
}

/// What a reviewer chose, as it will stand in the household.
struct Choice {
    std::string field;
    std::string reason;
    std::string value;
    std::optional<double> number;  ///< of one of the values in conflict
};

/// A value of the reviewer's own.
Result<void> take_value(HouseholdRecord& household, const Choice& choice) {
    if (choice.field == "name") {
        household.name = choice.value;
    } else if (choice.field == "address") {
        household.address = choice.value;
    } else if (choice.field == "area") {
        const auto code = AreaCode::parse(choice.value);
        if (!code) return tl::unexpected(code.error());
        household.declared = *code;
    } else if (choice.field == "registered_on") {
        const auto day = Day::parse(choice.value);
        if (!day) return tl::unexpected(day.error());
        household.registered_on = *day;
    } else {
        return refused(
            "resolve.choice", "value",
            {"位置只能从已有的几个中选（choice）", "a position is chosen among those given (choice)"});
    }
    return {};
}

/// The household with the chosen value, which one of its versions gave.
Result<void> take_choice(HouseholdRecord& household, const Choice& choice,
                         std::span<const RecordedFact> history, std::span<const FieldConflict> conflicts) {
    const auto conflict = std::ranges::find(conflicts, choice.field, &FieldConflict::field);
    const std::size_t count = conflict == conflicts.end() ? 0 : conflict->values.size();
    const double number = *choice.number;
    if (!(number >= 0 && number < static_cast<double>(count)) ||
        number != static_cast<double>(static_cast<std::size_t>(number)))
        return refused(
            "resolve.choice", "choice",
            {fmt::format("“{}”有 {} 个不同的值，choice 从 0 数起", choice.field, count),
             fmt::format("\"{}\" has {} different values; choice counts from 0", choice.field, count)});
    const Revision revision = conflict->values[static_cast<std::size_t>(number)].revision;
    for (const RecordedFact& fact : history)
        if (const auto* version = std::get_if<HouseholdRecord>(&fact.fact);
            version != nullptr && fact.seq == revision)
            take_field(household, choice.field, *version);
    return {};
}

}  // namespace

Response resolve_household(const Call& call) {
    const std::string id(call.captured[0]);
    const auto newest = visible_household(call, id);
    if (!newest)
        return problem({ErrorCode::not_found,
                        "household.unknown",
                        {fmt::format("没有户号 {}", id), fmt::format("there is no household {}", id)},
                        "household"},
                       call.request);
    auto body = JsonBody::parse(call.request.body);
    if (!body) return problem(body.error(), call.request);
    const Choice choice{body->required_text("field"), body->required_text("reason"), body->text("value"),
                        body->number("choice")};
    if (const auto errors = body->errors(); !errors.empty())
        return problem(422, refused_content(), call.request, errors);
    const auto known = household_fields();
    if (std::ranges::find(known, choice.field) == known.end() ||
        choice.value.empty() != choice.number.has_value())
        return problem(
            422,
            {ErrorCode::invalid_input,
             "resolve.field",
             {"field 为 name、address、area、position、registered_on 之一，并给出 value 或 choice 之一",
              "field is name, address, area, position or registered_on, with either value or choice"},
             "field"},
            call.request);

    const auto history = call.house.store.history_of(id);
    const auto conflicts = conflicts_in(history, call.house.store.resolutions_of(id));
    HouseholdRecord source = *newest;
    const auto chosen =
        choice.number ? take_choice(source, choice, history, conflicts) : take_value(source, choice);
    if (!chosen) return problem(422, chosen.error(), call.request);
    const auto revision =
        call.house.store
            .write(from(call.caller,
                        [&](Transaction& transaction) -> Result<void> {
                            // Only this field: the rest stays as it stands now, not as it was read
                            // before.
                            HouseholdRecord household = transaction.household(id).value_or(*newest);
                            take_field(household, choice.field, source);
                            const auto stored = store_household(
                                transaction, household, {call.caller.name(), {}, call.caller.address});
                            if (!stored) return tl::unexpected(stored.error());
                            transaction.save_resolution(
                                {id, choice.field, choice.reason, call.caller.name(), Instant::now(), 0});
                            return {};
                        }))
            .get();
    if (!revision) return problem(revision.error(), call.request);
    Json json;
    json.object().member("id", id).member("field", choice.field).member("revision", *revision);
    write_conflicts(json, call.house.store, id);
    json.end();
    return json_answer(json, Caching::none);
}

Response quality(const Call& call) {
    Parameters query(call.request);
    const auto code = query.text("area");
    if (auto wrong = query.checked(); !wrong) return problem(wrong.error(), call.request);
    const EditionPicture& edition = call.snapshot->edition_on(today());
    const AreaTree& areas = *edition.areas;
    AreaIndex top = scope_root(call.caller, areas);
    if (code) {
        const auto asked = visible_area(call.caller, areas, *code);
        if (!asked) return problem(asked.error(), call.request);
        top = *asked;
    }
    // What lies in no village is told to those who see everything and ask for everything.
    const bool everything = !code && call.caller.scope.empty();
    std::map<AreaCode, CountsByFlag> by_area;
    CountsByFlag total;
    const auto count = [&](AreaIndex area, std::string_view flag, std::int64_t times, Verdict verdict) {
        const bool asked =
            area == no_area ? everything : everything || (top != no_area && areas.covers(top, area));
        if (!asked) return;
        for (CountsByFlag* counts : {&total, &by_area[area == no_area ? AreaCode{} : areas[area].code]}) {
            counts->all[std::string(flag)] += times;
            (verdict == Verdict::open ? counts->open : counts->resolved) += times;
        }
    };
    call.house.store.settle_doubts();
    for (const DoubtCount& one : call.house.store.doubt_counts({}))
        count(edition.area_of(one.area), to_string(one.flag), one.inspections, one.verdict);
    for (const HouseholdRecord& household : call.house.store.contested_households())
        count(geocode({household.position ? std::optional(household.position->wgs84) : std::nullopt,
                       household.declared, household.address},
                      edition.places())
                  .area,
              "conflicting", 1, Verdict::open);
    Json json;
    json.object().member("revision", call.snapshot->revision);
    write_counts(json, total);
    json.key("rows").array();
    for (const auto& [area, counts] : by_area) {
        const AreaIndex index = areas.find(area);
        json.object().key("code");
        if (area.empty())
            json.null();
        else
            json.value(area);
        json.member("name", index == no_area ? std::string() : areas[index].name);
        write_counts(json, counts);
        json.end();
    }
    json.end_array().end();
    return json_answer(json, Caching::none);
}

}  // namespace courtyard
