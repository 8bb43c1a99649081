// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/record_bodies.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "api/answers.h"
#include "api/json_body.h"
#include "campaign/campaign.h"
#include "campaign/canonical_record.h"
#include "data/read/plain_text.h"
#include "data/read/row_words.h"
#include "data/store/intake.h"

namespace courtyard {
namespace {

constexpr int plan_margin_days = 3'660;

/// Keeps the value of a result, or refuses the member and keeps the fallback.
template <class Value>
Value kept(JsonBody& body, std::string_view name, const Result<Value>& parsed, Value fallback = {}) {
    if (parsed) return *parsed;
    body.refuse(name, parsed.error());
    return fallback;
}

template <class Value>
Value kept_if_given(JsonBody& body, std::string_view name, const std::string& text,
                    Result<Value> (*parse)(std::string_view), Value fallback) {
    return text.empty() ? fallback : kept(body, name, parse(text), fallback);
}

void check_status(JsonBody& body, std::string_view member, const std::string& campaign_id,
                  const std::string& status, Subject about = Subject::household) {
    const auto known = campaign_status(campaign_id, status, member, about);
    if (known) return;
    const Campaign* campaign = find_campaign(campaign_id);
    if (known.error().name == "campaign.unknown") {
        body.refuse("campaign", known.error());
        return;
    }
    std::string words;
    for (const Status& one : campaign->statuses) words += (words.empty() ? "" : ", ") + one.id;
    body.refuse(member, {ErrorCode::invalid_input,
                         "status.unknown",
                         {fmt::format("{} 不能是“{}”，可以是：{}", member, status, words),
                          fmt::format("{} is one of: {}; not \"{}\"", member, words, status)},
                         {}});
}

void check_day(JsonBody& body, std::string_view member, Day day) {
    if (day >= Day::of(2000, 1, 1) && day <= today() + plan_margin_days) return;
    body.refuse(member, {ErrorCode::invalid_input,
                         "day.range",
                         {fmt::format("日期 {} 不合理", to_string(day)),
                          fmt::format("the day {} cannot be right", to_string(day))},
                         {}});
}

bool is_sha256(const std::string& text) {
    return text.size() == 64 &&
           std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

/// One observation alone: `gk` has no county to take its zone from.
Result<Datum> body_datum(std::string_view text) { return parse_datum(text); }

SourcePosition position_of(JsonBody& body) {
    const auto lon = body.required_number("lon");
    const auto lat = body.required_number("lat");
    const Datum datum = kept_if_given(body, "datum", body.text("datum"), body_datum, Datum(Datum::wgs84));
    if (!lon || !lat) return {};
    const LonLat wgs84 = kept(body, "lon", checked_to_wgs84({*lon, *lat}, datum));
    return {{*lon, *lat}, datum, wgs84};
}

std::vector<Rejection> notes_of_code(std::string_view member, const std::string& text, AreaCode code) {
    if (code.empty() || !has_full_width_digits(text)) return {};
    return {{0,
             std::string(member),
             "area.full_width",
             {fmt::format("全角数字已按半角读取：{}", code.view()),
              fmt::format("full-width digits were read as {}", code.view())}}};
}

}  // namespace

Result<BodyRecord<InspectionRecord>> inspection_of_body(const std::string& id, const std::string& text) {
    auto parsed = JsonBody::parse(text);
    if (!parsed) return tl::unexpected(parsed.error());
    JsonBody& body = *parsed;
    InspectionRecord r;
    r.id = id;
    if (const std::string said = body.text("id"); !said.empty() && parse_uuid(said).value_or("") != id)
        body.refuse("id", {ErrorCode::invalid_input,
                           "id.differs",
                           {fmt::format("正文中的编号“{}”与地址中的不同", said),
                            fmt::format("the id \"{}\" is not the one of the address", said)},
                           {}});
    r.campaign = body.required_text("campaign");
    const std::string observed_at = body.required_text("observed_at");
    if (!observed_at.empty()) {
        r.observed_at = kept(body, "observed_at", Instant::parse(observed_at));
        check_day(body, "observed_at", r.observed_at.day());
    }
    r.position = position_of(body);
    r.accuracy_m = body.number("accuracy_m");
    if (r.accuracy_m && (*r.accuracy_m < 0 || *r.accuracy_m > 1e6))
        body.refuse("accuracy_m", {ErrorCode::invalid_input,
                                   "accuracy.range",
                                   {"精度应为 0 至 1,000,000 米", "accuracy_m is 0 to 1,000,000"},
                                   {}});
    r.source = kept_if_given(body, "position_source", body.text("position_source"), parse_position_source,
                             PositionSource::gps);
    r.household = body.text("household");
    const std::string declared = body.text("declared_area");
    r.declared = kept_if_given(body, "declared_area", declared, &AreaCode::parse, AreaCode{});
    r.outcome = body.required_text("outcome");
    if (!r.campaign.empty() && !r.outcome.empty()) check_status(body, "outcome", r.campaign, r.outcome);
    r.scores = body.numbers_by_name("scores");
    r.note = body.text("note");
    r.photos = body.texts("photos");
    if (!std::ranges::all_of(r.photos, is_sha256))
        body.refuse("photos",
                    {ErrorCode::invalid_input,
                     "photo.hash",
                     {"photos 应为 SHA-256（64 位小写十六进制）", "photos are SHA-256 in lower-case hex"},
                     {}});
    return BodyRecord<InspectionRecord>{std::move(r), body.errors(),
                                        notes_of_code("declared_area", declared, r.declared)};
}

namespace {

/// What the decision is about: one of four members says it; a body without any lacks its household.
void take_subject(JsonBody& body, DecisionRecord& r) {
    std::size_t named = 0;
    for (const auto subject : {Subject::household, Subject::base, Subject::dispute, Subject::relief}) {
        std::string id = body.text(to_string(subject));
        if (id.empty()) continue;
        ++named;
        r.subject = subject;
        r.household = std::move(id);
    }
    if (named == 0) r.household = body.required_text("household");
    if (named > 1)
        body.refuse("household", {ErrorCode::invalid_input,
                                  "subject.several",
                                  {"household、base、case、relief 只能有一个",
                                   "one of household, base, case and relief, not several"},
                                  {}});
}

}  // namespace

Result<BodyRecord<DecisionRecord>> decision_of_body(const std::string& text) {
    auto parsed = JsonBody::parse(text);
    if (!parsed) return tl::unexpected(parsed.error());
    JsonBody& body = *parsed;
    DecisionRecord r;
    r.id = body.text("id");
    take_subject(body, r);
    r.campaign = body.required_text("campaign");
    r.to = body.required_text("to");
    if (!r.campaign.empty() && !r.to.empty()) check_status(body, "to", r.campaign, r.to, r.subject);
    if (const std::string day = body.required_text("decided_on"); !day.empty()) {
        r.decided_on = kept(body, "decided_on", Day::parse(day));
        check_day(body, "decided_on", r.decided_on);
    }
    r.reason = body.required_text("reason");
    r.inspections = body.texts("inspections");
    const std::string area = body.text("area");
    r.area = kept_if_given(body, "area", area, &AreaCode::parse, AreaCode{});
    if (body.has("lon") || body.has("lat") || body.has("datum")) r.position = position_of(body);
    if (r.id.empty()) {
        // The same decision sent twice is one decision.
        std::string said = fmt::format("{}\n{}\n{}\n{}\n{}\n{}", r.household, r.campaign, r.to,
                                       r.decided_on.since_epoch, r.reason, fmt::join(r.inspections, ","));
        if (r.subject != Subject::household) said += fmt::format("\n{}", to_string(r.subject));
        if (!r.area.empty() || r.position)
            said += fmt::format("\n{}\n{}", r.area.view(), r.position ? canonical_text(r) : std::string());
        r.id = "decision-" + entity_tag(said).substr(1, 32);
    }
    return BodyRecord<DecisionRecord>{std::move(r), body.errors(), notes_of_code("area", area, r.area)};
}

Result<BodyRecord<CaseRecord>> case_of_body(const std::string& id, const std::string& text, Subject subject) {
    constexpr double most_persons = 10'000'000;
    constexpr double most_yuan = 1e9;
    auto parsed = JsonBody::parse(text);
    if (!parsed) return tl::unexpected(parsed.error());
    JsonBody& body = *parsed;
    CaseRecord r;
    r.id = body.text("id");
    if (r.id.empty()) r.id = id;
    if (!id.empty() && r.id != id)
        body.refuse("id", {ErrorCode::invalid_input,
                           "id.differs",
                           {"正文中的编号与地址中的不同", "the id is not the one of the address"},
                           {}});
    r.campaign = body.required_text("campaign");
    const std::string area = body.required_text("area");
    r.area = kept_if_given(body, "area", area, &AreaCode::parse, AreaCode{});
    if (const std::string day = body.required_text("opened_on"); !day.empty()) {
        r.opened_on = kept(body, "opened_on", Day::parse(day));
        check_day(body, "opened_on", r.opened_on);
    }
    if (subject == Subject::dispute) {
        if (const std::string kind = body.text("kind"); !kind.empty())
            r.kind = kept(body, "kind", channel_word(kind));
        return BodyRecord<CaseRecord>{std::move(r), body.errors(), notes_of_code("area", area, r.area)};
    }
    if (const std::string kind = body.required_text("kind"); !kind.empty())
        r.kind = kept(body, "kind", relief_kind_word(kind));
    const auto persons = body.required_number("persons");
    const auto yuan = body.required_number("unit_value");
    const auto refuse = [&](std::string_view member, Text why) {
        body.refuse(member, {ErrorCode::invalid_input, "number.out_of_range", std::move(why), {}});
    };
    // Without the number: what is refused is kept in logs of proxies, too.
    if (persons && !(*persons >= 1 && *persons <= most_persons && *persons == std::floor(*persons)))
        refuse("persons", {"人数应为正整数", "persons is a whole number above zero"});
    else
        r.persons = static_cast<std::int64_t>(persons.value_or(0));
    const double fen = std::round(yuan.value_or(0) * 100);
    if (yuan && !(*yuan > 0 && *yuan <= most_yuan && std::abs(fen - *yuan * 100) < 1e-6))
        refuse("unit_value", {"每人标准应为大于 0 的元数，至多两位小数",
                              "unit_value is a number of yuan above 0 with at most two decimals"});
    else
        r.unit_value_fen = static_cast<std::int64_t>(fen);
    return BodyRecord<CaseRecord>{std::move(r), body.errors(), notes_of_code("area", area, r.area)};
}

}  // namespace courtyard
