// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/explanation_json.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>

#include "api/area_json.h"
#include "api/progress_json.h"
#include "atlas/records.h"

namespace courtyard {
namespace {

Text rule_of_reports(const Indicator& indicator, const std::string& day, bool year) {
    const bool adds_up = indicator.kind == IndicatorKind::count || indicator.kind == IndicatorKind::amount;
    if (!adds_up)
        return {fmt::format("截至{}（含当天），该区划及其下级各自最近一期上报的数字之和。", day),
                fmt::format(
                    "By {} inclusive: the sum of what the area and each one beneath it reported last.", day)};
    return {fmt::format(
                "截至{}"
                "（含当天），该区划及其下级上报的各期数字之和，各期自期末日起计入，更正的以最后一次为准。{}",
                day, year ? "只计期末在当年的。" : ""),
            fmt::format(
                "By {} inclusive: the sum of what the area and those beneath it reported, each period from "
                "its last day on, as corrected last.{}",
                day, year ? " Only periods that ended in that year." : "")};
}

/// The rule as a sentence: which statuses count, from when until when.
Text rule_of(const ExplainedQuestion& question) {
    const Campaign& campaign = question.campaign;
    std::vector<std::string> zh;
    std::vector<std::string> en;
    for (const Status& status : campaign.statuses) {
        if (status.counting != Counting::yes) continue;
        zh.push_back(status.name.zh);
        en.push_back(status.name.en);
    }
    const std::string day = to_string(question.day);
    const bool year = question.figure == ExplainedFigure::completed_year;
    const Indicator& indicator = question.indicator;
    if (indicator.is_reported()) return rule_of_reports(indicator, day, year);
    if (!indicator.at_least.empty()) {
        const Status& least = campaign.statuses[*campaign.status(indicator.at_least)];
        return {fmt::format("截至{}（含当天），位于该区划且现有级别在“{}"
                            "”及以上的记录，每个只计一次，自达到该级别之日起计入。",
                            day, least.name.zh),
                fmt::format(
                    "By {} inclusive: records that lie in the area and stand at {} or above, each once, from "
                    "the day they reached it.",
                    day, least.name.en)};
    }
    return {
        fmt::format("截至{}（含当天），位于该区划且状态为“{}"
                    "”的记录，每个只计一次；自审核日起计入，自退出之日起不再计入，"
                    "重新达标的自新的审核日起再计。{}",
                    day, fmt::join(zh, "”“"), year ? "只计当年开始计入的。" : ""),
        fmt::format(
            "By {} inclusive: records that lie in the area and whose status is {}, each once; counted from "
            "the day of the decision, no longer from the day they left, and again from the day they were "
            "accepted again.{}",
            day, fmt::join(en, ", "), year ? " Only those that began to count in that year." : "")};
}

void write_share(Json& json, std::string_view id, const Text& formula, std::int64_t numerator,
                 std::optional<std::int64_t> denominator, std::optional<double> value) {
    json.object()
        .member("id", id)
        .member("formula", formula)
        .member("numerator", numerator)
        .member("denominator", denominator)
        .member("value", rounded_share(value))
        .end();
}

void write_shares(Json& json, const Progress& row) {
    json.key("shares").array();
    write_share(json, "share_plan",
                {"占总任务 = 累计完成 ÷ 总任务", "share of plan = completed ÷ plan target"}, row.completed,
                row.target_plan, row.share_plan);
    write_share(
        json, "share_year",
        {"占年度任务 = 本年完成 ÷ 本年任务", "share of year = completed this year ÷ this year's target"},
        row.completed_year, row.target_year, row.share_year);
    write_share(json, "share_registered",
                {"占登记 = 累计完成 ÷ 登记", "share of registered = completed ÷ registered"}, row.completed,
                row.registered, row.share_registered);
    json.end_array();
}

/// The decision from which a record counts, or by which it left: the last one of that day as known then.
const RecordedFact* decision_of(const std::vector<RecordedFact>& decisions, const Campaign& campaign,
                                Day day) {
    const RecordedFact* found = nullptr;
    for (const RecordedFact& fact : decisions) {
        const auto& decision = std::get<DecisionRecord>(fact.fact);
        if (decision.campaign == campaign.id && decision.decided_on == day) found = &fact;
    }
    return found;
}

class Records {
  public:
    Records(Json& json, const ToldExplanation& told, const Store& store)
        : json_(json),
          told_(told),
          store_(store),
          kind_(*parse_point_kind(to_string(told.question.campaign.record))),
          edition_(told.moment.snapshot->number_of(*told.moment.edition)) {}

    void write(const std::vector<ExplainedRecord>& list) {
        json_.key("records").array();
        const std::size_t begin = std::min(told_.offset, list.size());
        const std::size_t end = std::min(list.size(), begin + told_.limit);
        if (told_.with_records)
            for (std::size_t i = begin; i < end; ++i) write_record(list[i]);
        json_.end_array();
    }

  private:
    void write_record(const ExplainedRecord& record) {
        const Campaign& campaign = told_.question.campaign;
        const RecordsPicture& records = told_.moment.snapshot->records_of(kind_);
        const AreaIndex area = records.area_of(record.number, edition_);
        const AreaTree& areas = told_.moment.areas();
        // What now belongs to others is counted here and named there.
        if (record.standing == Standing::elsewhere && !in_scope(told_.caller, areas, area)) return;
        const RecordState state = records.roll.at(record.number);
        json_.object()
            .member("id", state.id)
            .member("standing", to_string(record.standing))
            .member("status", campaign.statuses[record.status].id)
            .member("since", record.since)
            .member("amount", record.amount)
            .key("area");
        if (area == no_area)
            json_.null();
        else
            write_area(json_.object(), areas[area]).end();
        json_.key("decision");
        write_decision(state.id, record);
        json_.end();
    }
    void write_decision(const std::string& id, const ExplainedRecord& record) {
        const std::vector<RecordedFact> decisions =
            kind_ == PointKind::courtyards ? store_.decisions_known(id, told_.moment.snapshot->revision)
                                           : std::vector<RecordedFact>{};
        const RecordedFact* fact = decision_of(decisions, told_.question.campaign, record.since);
        if (fact == nullptr) {
            json_.null();
            return;
        }
        const auto& decision = std::get<DecisionRecord>(fact->fact);
        json_.object()
            .member("id", decision.id)
            .member("to", decision.to)
            .member("decided_on", decision.decided_on)
            .member("recorded_at", to_string(fact->recorded_at))
            .member("revision", fact->seq)
            .member("imported", decision.imported)
            .end();
    }

    Json& json_;
    const ToldExplanation& told_;
    const Store& store_;
    PointKind kind_;
    std::size_t edition_;
};

void write_reasons(Json& json, const Campaign& campaign, const std::vector<ExplainedRecord>& excluded) {
    std::map<std::pair<Standing, std::uint8_t>, std::int64_t> reasons;
    for (const ExplainedRecord& record : excluded) {
        const bool by_status =
            record.standing == Standing::not_accepted || record.standing == Standing::revoked;
        ++reasons[{record.standing, by_status ? record.status : std::uint8_t{0}}];
    }
    json.key("reasons").array();
    for (const auto& [key, records] : reasons) {
        const auto& [standing, status] = key;
        const bool by_status = standing == Standing::not_accepted || standing == Standing::revoked;
        json.object().member("reason", to_string(standing)).member("name", name_of(standing)).key("status");
        if (by_status)
            json.object()
                .member("id", campaign.statuses[status].id)
                .member("name", campaign.statuses[status].name)
                .end();
        else
            json.null();
        json.member("records", records).end();
    }
    json.end_array();
}

void write_records(Json& json, const ToldExplanation& told, const Store& store) {
    Records records(json, told, store);
    json.key("numerator").object().member("total", std::uint64_t{told.explanation.counted.size()});
    records.write(told.explanation.counted);
    json.end().key("excluded").object().member("total", std::uint64_t{told.explanation.excluded.size()});
    write_reasons(json, told.question.campaign, told.explanation.excluded);
    records.write(told.explanation.excluded);
    json.end();
}

void write_report(Json& json, const ToldExplanation& told, const ExplainedReport& report) {
    json.object()
        .member("period", to_string(report.figure.period))
        .member("value", report.figure.value)
        .member("standing", to_string(report.standing))
        .member("since", report.figure.period.last)
        .member("reported_on", report.figure.reported_on)
        .key("area");
    write_area(json.object(), told.moment.areas()[report.area]).end().end();
}

/// One half of the figures as they were reported: sums, which everybody may know.
void write_half(Json& json, const ToldExplanation& told, bool counted) {
    std::map<Standing, std::int64_t> reasons;
    std::uint64_t total = 0;
    json.object().key("records").array();
    for (const ExplainedReport& report : told.explanation.reported) {
        if ((report.standing == Standing::counted) != counted) continue;
        ++reasons[report.standing];
        if (total >= told.offset && total - told.offset < told.limit) write_report(json, told, report);
        ++total;
    }
    json.end_array().member("total", total);
    if (!counted) {
        json.key("reasons").array();
        for (const auto& [standing, records] : reasons)
            json.object()
                .member("reason", to_string(standing))
                .member("name", name_of(standing))
                .key("status")
                .null()
                .member("records", records)
                .end();
        json.end_array();
    }
    json.end();
}

void write_reports(Json& json, const ToldExplanation& told) {
    write_half(json.key("numerator"), told, true);
    write_half(json.key("excluded"), told, false);
}

std::string_view state_of(const TargetVersion& version, const AreaTargets& targets, Day day) {
    if (version.approved_on > day) return "not_yet";
    const bool replaced = std::ranges::any_of(targets.versions(), [&](const TargetVersion& other) {
        return other.year == version.year && other.approved_on <= day && &other > &version;
    });
    return replaced ? "replaced" : "in_force";
}

void write_targets(Json& json, const ToldExplanation& told) {
    const ExplainedQuestion& question = told.question;
    const TargetSheet* sheet =
        told.moment.snapshot->targets->sheet(question.campaign.id, question.indicator.id);
    json.key("targets").array();
    static const AreaTargets none;
    const AreaTargets& targets = sheet == nullptr ? none : sheet->of(told.moment.areas()[question.area].code);
    for (std::size_t i = 0; i < targets.versions().size(); ++i) {
        const TargetVersion& version = targets.versions()[i];
        json.object()
            .member("period", version.year == 0 ? std::string("plan") : fmt::format("{}", version.year))
            .member("value", version.value)
            .member("approved_on", version.approved_on)
            .member("approved_by", targets.approvals()[i].by)
            .member("reason", targets.approvals()[i].reason)
            .member("state", state_of(version, targets, question.day))
            .end();
    }
    json.end_array();
}

void write_editions(Json& json, const Moment& moment) {
    json.key("editions").array();
    for (const auto& edition : moment.snapshot->editions)
        if (!edition->areas->empty())
            json.object()
                .member("valid_from", edition->valid_from)
                .member("in_force", edition.get() == moment.edition)
                .end();
    json.end_array();
}

}  // namespace

void write_explanation(Json& json, const ToldExplanation& told, const Store& store) {
    const ExplainedQuestion& question = told.question;
    const Progress row = progress_of(
        told.moment.snapshot->progress_source(question.campaign, *told.moment.edition, &question.indicator),
        question.area, question.day);
    json.member("rule", rule_of(question)).key("figures");
    write_progress_row(json, question.indicator, row, told.moment.areas()[question.area]);
    write_shares(json, row);
    json.member("offset", std::uint64_t{told.offset}).member("limit", std::uint64_t{told.limit});
    if (question.indicator.is_reported())
        write_reports(json, told);
    else
        write_records(json, told, store);
    write_targets(json, told);
    write_editions(json, told.moment);
}

}  // namespace courtyard
