// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/style/class_rules.h"

#include <algorithm>

namespace courtyard {
namespace {

using When = ClassRule::When;

/// The attributes of a file by what we call them.
class FileFields {
  public:
    FileFields(std::span<const ExportField> fields, FieldNames names) : fields_(fields), names_(names) {}

    std::optional<std::string> find(std::string_view name) const {
        const auto found = std::ranges::find(fields_, name, &ExportField::name);
        if (found == fields_.end()) return std::nullopt;
        return std::string(field_name(*found, names_));
    }

  private:
    std::span<const ExportField> fields_;
    FieldNames names_;
};

std::optional<ClassRule> point_rule(const PointClass& one, const FileFields& file, Language language) {
    ClassRule rule{.when = When::rest, .label = in(language, one.label), .mark = &one.mark};
    if (one.by == Membership::rest) return rule;
    if (one.by == Membership::status) {
        const auto status = file.find("status");
        if (!status) return std::nullopt;
        rule.when = When::one_of;
        rule.attribute = *status;
        rule.values = one.statuses;
        return rule;
    }
    const auto since = file.find("completed_on");
    const auto until = file.find("revoked_on");
    if (!since || !until) return std::nullopt;
    rule.when = When::present_without;
    rule.attribute = *since;
    rule.without = *until;
    return rule;
}

std::vector<ClassRule> share_rules(const std::string& attribute, Language language) {
    std::vector<ClassRule> rules;
    for (const ShareClass& one : share_classes()) {
        ClassRule rule{.attribute = attribute,
                       .least = one.least,
                       .below = one.below,
                       .label = in(language, one.label),
                       .fill = one.colour,
                       .border = palette::village_line,
                       .border_px = 0.8};
        rule.when = one.least || one.below ? When::between : When::absent;
        rules.push_back(std::move(rule));
    }
    return rules;
}

ClassRule plain_area(AreaLevel level, const Text& title, Language language) {
    const BorderLine& line = border_of(level);
    return {.when = When::everything,
            .label = in(language, title),
            .fill = palette::shares.front(),
            .border = line.colour,
            .border_px = line.widths.back().width_px};
}

}  // namespace

std::string_view field_name(const ExportField& field, FieldNames names) {
    return names == FieldNames::full ? field.name : field.short_name;
}

ClassRules class_rules(const LayerName& layer, std::span<const ExportField> fields, FieldNames names,
                       Language language) {
    const FileFields file(fields, names);
    ClassRules rules;
    const auto* kind = std::get_if<PointKind>(&layer.what);
    if (const auto name = file.find("name")) rules.label = LabelRule{*name, 9, kind == nullptr};
    if (kind != nullptr) {
        for (const PointClass& one : point_classes(*kind))
            if (auto rule = point_rule(one, file, language)) rules.classes.push_back(std::move(*rule));
        // Where there is but one class nothing is left to be the rest of.
        if (rules.classes.size() == 1) rules.classes.front().when = When::everything;
        return rules;
    }
    const auto share = layer.with_progress ? file.find("share_plan") : std::nullopt;
    rules.classes = share
                        ? share_rules(*share, language)
                        : std::vector{plain_area(std::get<AreaLevel>(layer.what), title_of(layer), language)};
    return rules;
}

}  // namespace courtyard
