// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "data/read/named_id.h"
#include "data/read/row_reading.h"
#include "data/read/row_words.h"

namespace courtyard {
namespace {

/// A file without ids gives each row one of its own, the same whenever the same file comes again.
std::string derived_id(RowView& row) {
    if (!row.options().file_hash.empty()) return row_uuid(row.options().file_hash, row.number());
    row.refuse("id", "value.missing", {"不能为空", "it must not be empty"});
    return {};
}

std::vector<std::string> listed(std::string_view text) {
    std::vector<std::string> parts;
    while (!text.empty()) {
        const auto end = text.find_first_of(";, ");
        if (const auto part = without_blanks(text.substr(0, end)); !part.empty()) parts.emplace_back(part);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    return parts;
}

DecisionRecord read_decision(RowView& row) {
    DecisionRecord decision;
    decision.id = row.has("id") ? row.id("id", Need::required) : derived_id(row);
    decision.household = row.id("household", Need::required);
    decision.campaign = row.id("campaign", Need::required);
    if (const std::string to = row.text("to", Need::required); !to.empty()) {
        decision.to = row.take(campaign_status_word(to), "to");
    }
    decision.decided_on = row.day("decided_on", Need::required).value_or(Day{});
    decision.reason = row.text("reason", Need::optional, Lines::many);
    decision.inspections = listed(row.text("inspections", Need::optional));
    if (row.has("subject")) decision.subject = row.take(subject_word(row.raw("subject")), "subject");
    // Whoever may load decisions need not be one of those who keep relief.
    if (decision.subject == Subject::relief)
        row.refuse("subject", "subject.not_in_files",
                   {"发放批次的结论请逐条提交", "decisions about relief batches are sent one by one"});
    return decision;
}

std::optional<double> accuracy_of(RowView& row) {
    const auto accuracy = row.number("accuracy_m");
    if (!accuracy || (*accuracy >= 0 && *accuracy < 1e7)) return accuracy;
    row.refuse("accuracy_m", "number.out_of_range",
               {fmt::format("精度 {} 米不合理", *accuracy),
                fmt::format("an accuracy of {} m makes no sense", *accuracy)});
    return std::nullopt;
}

InspectionRecord read_inspection(RowView& row) {
    InspectionRecord inspection;
    inspection.id = row.has("id") ? row.take(parse_uuid(row.raw("id")), "id") : derived_id(row);
    inspection.household = row.id("household", Need::optional);
    inspection.campaign = row.id("campaign", Need::required);
    inspection.observed_at = row.instant("observed_at");
    inspection.position = row.position(Need::required).value_or(SourcePosition{});
    inspection.accuracy_m = accuracy_of(row);
    if (row.has("position_source")) {
        inspection.source = row.take(parse_position_source(row.raw("position_source")), "position_source");
    }
    inspection.declared = row.area("area", Need::optional);
    if (const std::string outcome = row.text("outcome", Need::required); !outcome.empty()) {
        inspection.outcome = row.take(status_word(outcome), "outcome");
    }
    inspection.note = row.text("note", Need::optional, Lines::many);
    return inspection;
}

}  // namespace

Result<Rows<DecisionRecord>> read_decisions(Table& table, const RowOptions& options) {
    const auto key = [](const DecisionRecord& decision) { return std::pair(decision.id, "id"); };
    return read_rows<DecisionRecord>(RecordKind::decisions, table, options, read_decision, key);
}

Result<Rows<InspectionRecord>> read_inspections(Table& table, const RowOptions& options) {
    const auto key = [](const InspectionRecord& inspection) { return std::pair(inspection.id, "id"); };
    return read_rows<InspectionRecord>(RecordKind::inspections, table, options, read_inspection, key);
}

}  // namespace courtyard
