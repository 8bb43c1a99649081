// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "api/style/gis_style.h"
#include "api/style/layer_style.h"

namespace courtyard {

/// A class of a layer as a rule over the attributes of a file: what QML and SLD have in common.
struct ClassRule {
    enum class When : std::uint8_t {
        present_without,  ///< `attribute` has a value and `without` has none
        one_of,           ///< `attribute` is one of `values`
        between,          ///< `attribute` is at least `least` and below `below`
        absent,           ///< `attribute` has no value
        rest,             ///< no other rule takes it
        everything,
    };
    When when = When::everything;
    std::string attribute{};
    std::string without{};
    std::span<const std::string_view> values{};
    std::optional<double> least{};
    std::optional<double> below{};
    std::string label{};
    const Mark* mark = nullptr;  ///< of points; the rest is of areas
    Colour fill{};
    Colour border{};
    double border_px = 0;
};

struct LabelRule {
    std::string attribute;
    double size_pt = 9;
    bool over_middle = false;  ///< of an area; else beside a point
};

struct ClassRules {
    std::vector<ClassRule> classes;  ///< a row is of the first that takes it
    std::optional<LabelRule> label;
};

std::string_view field_name(const ExportField& field, FieldNames names);

/// The rules of a layer for a file with these attributes; classes by attributes that it has not are left out.
ClassRules class_rules(const LayerName& layer, std::span<const ExportField> fields, FieldNames names,
                       Language language);

}  // namespace courtyard
