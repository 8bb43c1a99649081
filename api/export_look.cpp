// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/export_look.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <memory>
#include <optional>

#include "api/style/class_rules.h"
#include "api/style/gis_style.h"

namespace courtyard {
namespace {

/// A rule with its attributes found among the columns; none where it looks at none.
struct FoundRule {
    ClassRule rule;
    std::optional<std::size_t> attribute;
    std::optional<std::size_t> without;
};

bool is_empty(const ExportValue& value) { return std::holds_alternative<std::monostate>(value); }

std::optional<double> number_of(const ExportValue& value) {
    if (const auto* real = std::get_if<double>(&value)) return *real;
    if (const auto* whole = std::get_if<std::int64_t>(&value)) return static_cast<double>(*whole);
    return std::nullopt;
}

/// What looks at no attribute takes every row.
bool takes(const FoundRule& found, const ExportRow& row) {
    using When = ClassRule::When;
    if (!found.attribute) return true;
    const ExportValue& value = row.values[*found.attribute];
    switch (found.rule.when) {
        case When::present_without:
            return !is_empty(value) && is_empty(row.values[found.without.value()]);
        case When::one_of: {
            const auto* text = std::get_if<std::string>(&value);
            return text != nullptr && std::ranges::find(found.rule.values, *text) != found.rule.values.end();
        }
        case When::between: {
            const auto number = number_of(value);
            return number && (!found.rule.least || *number >= *found.rule.least) &&
                   (!found.rule.below || *number < *found.rule.below);
        }
        case When::absent:
            return is_empty(value);
        case When::rest:
        case When::everything:
            return true;
    }
    return false;
}

void give_classes(ExportJob& job, const LayerName& layer) {
    auto found = std::make_shared<std::vector<FoundRule>>();
    const auto zh = class_rules(layer, job.fields, FieldNames::full, Language::zh).classes;
    const auto en = class_rules(layer, job.fields, FieldNames::full, Language::en).classes;
    const auto column = [&](const std::string& name) -> std::optional<std::size_t> {
        if (name.empty()) return std::nullopt;
        const auto at = std::ranges::find(job.fields, name, &ExportField::name);
        assert(at != job.fields.end());  // the rules were made of these columns
        return static_cast<std::size_t>(at - job.fields.begin());
    };
    for (std::size_t i = 0; i < zh.size(); ++i) {
        const ClassRule& rule = zh[i];
        job.classes.push_back({{rule.label, en[i].label}, rule.mark ? rule.mark->dot.rgb : rule.fill.rgb});
        found->push_back({rule, column(rule.attribute), column(rule.without)});
    }
    job.class_of = [found](const ExportRow& row) {
        const auto taker =
            std::ranges::find_if(*found, [&](const FoundRule& one) { return takes(one, row); });
        const auto number = static_cast<std::size_t>(taker - found->begin());
        return std::min(number, found->size() - 1);
    };
}

}  // namespace

void give_look(ExportJob& job, const LayerName& layer, const Moment& moment, AreaIndex top,
               Language language) {
    const std::string where = top == no_area ? std::string() : moment.areas()[top].name;
    job.origin.title = title_of(layer);
    job.origin.source = {fmt::format("Courtyard 导出{}{}", where.empty() ? "" : "：", where),
                         fmt::format("Exported by Courtyard{}{}", where.empty() ? "" : ": ", where)};
    job.origin.day = moment.day;
    job.origin.revision = moment.snapshot->revision;
    const bool shapefile = job.format == ExportFormat::shapefile_zip;
    if (shapefile || job.format == ExportFormat::geopackage) {
        const FieldNames names = shapefile ? FieldNames::shapefile : FieldNames::full;
        job.style_qml = qml_style(layer, job.fields, names, language);
        job.style_sld = sld_style(layer, job.fields, names, language);
    }
    if (job.format == ExportFormat::kml) give_classes(job, layer);
}

}  // namespace courtyard
