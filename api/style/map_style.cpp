// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/style/map_style.h"

#include <fmt/format.h>

#include <algorithm>

#include "api/json.h"
#include "api/style/layer_style.h"
#include "tiles/point_tiles.h"

namespace courtyard {
namespace {

/// Above this zoom villages are named, below it townships are.
constexpr double villages_from = 12.5;
constexpr std::string_view fonts =
    R"(["Microsoft YaHei UI","PingFang SC","Noto Sans CJK SC","Source Han Sans SC"])";

std::string by_zoom(std::span<const ZoomWidth> widths, double share = 1) {
    std::string expression = R"(["interpolate",["linear"],["zoom"])";
    for (const ZoomWidth& at : widths) expression += fmt::format(",{},{}", at.zoom, at.width_px * share);
    return expression + "]";
}

/// A courtyard counts while the day lies in its counted interval, whatever its last step is called.
std::string counts_on(Day day) {
    return fmt::format(
        R"(["all",["has","completed_on"],["<=",["get","completed_on"],{0}],["any",["!",["has","revoked_on"]],[">",["get","revoked_on"],{0}]]])",
        day.since_epoch);
}

/// The condition of a class over a tile's feature; nothing for the rest.
std::string condition_of(const PointClass& one, Day day) {
    if (one.by == Membership::counted) return counts_on(day);
    if (one.by == Membership::rest) return {};
    std::string list;
    for (const std::string_view status : one.statuses)
        list += fmt::format("{}\"{}\"", list.empty() ? "" : ",", status);
    return fmt::format(R"(["in",["to-string",["get","status"]],["literal",[{}]]])", list);
}

/// What each class has of one kind, as an expression.
template <class Of>
std::string by_class(PointKind kind, Day day, Of&& of) {
    std::string cases;
    for (const PointClass& one : point_classes(kind)) {
        const std::string condition = condition_of(one, day);
        const std::string value = fmt::format("\"{}\"", of(one));
        if (!condition.empty())
            cases += fmt::format("{},{},", condition, value);
        else
            return cases.empty() ? value : fmt::format(R"(["case",{}{}])", cases, value);
    }
    return {};
}

/// Writes the layers of a style, bottom to top.
class StyleLayers {
  public:
    StyleLayers(Json& json, const MapStyleQuery& query) : json_(json), query_(query) {}

    void ground() {
        json_.object().member("id", "ground").member("type", "background").key("paint").object();
        json_.member("background-color", palette::ground.css()).end().end();
    }

    /// The lowest level is paper: the others are its borders.
    void fills() {
        if (query_.levels.empty()) return;
        const AreaLevel lowest = *std::ranges::max_element(query_.levels);
        begin(fmt::format("{}-fill", plural(lowest)), "fill", "areas", plural(lowest));
        paint().member("fill-color", palette::shares.front().css()).end();
        end();
    }

    void borders() {
        auto levels = query_.levels;
        std::ranges::sort(levels, std::greater<>());
        for (const AreaLevel level : levels) {
            if (level == AreaLevel::village) casing();
            begin(fmt::format("{}-line", plural(level)), "line", "areas", plural(level));
            round();
            const BorderLine& line = border_of(level);
            paint().member("line-color", line.colour.css()).key("line-width").raw(by_zoom(line.widths)).end();
            end();
        }
    }

    void cells() {
        for (const PointKind kind : query_.points) {
            const bool households = kind == PointKind::courtyards;
            if (!households && kind != PointKind::inspections) continue;
            begin(fmt::format("{}-cells", to_string(kind)), "fill", to_string(kind),
                  fmt::format("{}_cells", to_string(kind)));
            json_.member("maxzoom", std::uint64_t{first_point_zoom});
            paint();
            if (households) {
                json_.key("fill-color")
                    .raw(fmt::format(
                        R"(["interpolate",["linear"],["/",["coalesce",["get","completed"],0],["max",1,["get","count"]]],0,"{}",1,"{}"])",
                        palette::cell_none.css(), palette::cell_all.css()));
            } else {
                json_.member("fill-color", palette::listed.css());
                json_.key("fill-opacity").raw(R"(["interpolate",["linear"],["get","count"],1,0.2,100,0.7])");
            }
            json_.member("fill-outline-color", palette::ring.css()).end();
            end();
        }
    }

    void points() {
        for (const PointKind kind : query_.points) {
            begin(fmt::format("{}-points", to_string(kind)), "circle", to_string(kind), to_string(kind));
            if (kind == PointKind::courtyards || kind == PointKind::inspections)
                json_.member("minzoom", std::uint64_t{first_point_zoom});
            const auto fill = [](const PointClass& one) { return one.mark.dot.css(); };
            const auto edge = [](const PointClass& one) { return one.mark.dot_edge.css(); };
            paint().key("circle-color").raw(by_class(kind, query_.day, fill));
            json_.key("circle-stroke-color").raw(by_class(kind, query_.day, edge));
            json_.member("circle-stroke-width", 1.4);
            json_.key("circle-radius").raw(by_zoom(point_widths(kind), 0.5)).end();
            end();
        }
    }

    void labels() {
        const bool only = query_.levels.size() == 1;
        for (const AreaLevel level : query_.levels) {
            const bool is_village = level == AreaLevel::village;
            if (!only && !is_village && level != AreaLevel::township) continue;
            begin(fmt::format("{}-names", plural(level)), "symbol", "areas",
                  fmt::format("{}_labels", plural(level)));
            if (is_village) json_.member("minzoom", only ? 11 : villages_from);
            if (!is_village && !only) json_.member("maxzoom", villages_from);
            text("center", "[0,0]", is_village ? 12 : 12.5);
        }
        for (const PointKind kind : query_.points) {
            if (kind != PointKind::bases && kind != PointKind::help_points) continue;
            begin(fmt::format("{}-names", to_string(kind)), "symbol", to_string(kind), to_string(kind));
            json_.member("minzoom", 13);
            text("top", "[0,0.8]", 11.5);
        }
    }

  private:
    void begin(const std::string& id, std::string_view type, std::string_view source,
               std::string_view source_layer) {
        json_.object()
            .member("id", id)
            .member("type", type)
            .member("source", source)
            .member("source-layer", source_layer);
    }
    void end() { json_.end(); }
    Json& paint() { return json_.key("paint").object(); }
    void round() {
        json_.key("layout").object().member("line-join", "round").member("line-cap", "round").end();
    }

    /// Where villages are near, their border stands on a lighter one.
    void casing() {
        begin("villages-casing", "line", "areas", plural(AreaLevel::village));
        json_.member("minzoom", 12);
        round();
        paint().member("line-color", palette::village_casing.css()).member("line-width", 2.6);
        json_.member("line-opacity", 0.85).end();
        end();
    }

    void text(std::string_view anchor, std::string_view offset, double size) {
        json_.key("layout").object().key("text-field").raw(R"(["get","name"])");
        json_.key("text-font").raw(fonts).member("text-size", size).member("text-padding", 2);
        json_.member("text-anchor", anchor).key("text-offset").raw(offset).end();
        paint().member("text-color", palette::ink.css()).member("text-halo-color", palette::halo.css());
        json_.member("text-halo-width", 1.8).end();
        end();
    }

    Json& json_;
    const MapStyleQuery& query_;
};

void write_sources(Json& json, const MapStyleQuery& query) {
    const auto source = [&](std::string_view layer) {
        json.key(layer).object().member("type", "vector");
        json.member("url", fmt::format("{}/tiles/{}.json{}", query.origin, layer, query.question)).end();
    };
    json.key("sources").object();
    if (!query.levels.empty()) source("areas");
    for (const PointKind kind : query.points) source(to_string(kind));
    json.end();
}

void write_legend(Json& json, const MapStyleQuery& query) {
    json.key("metadata").object().key("courtyard:legend").object();
    for (const PointKind kind : query.points) {
        json.key(to_string(kind)).array();
        for (const PointClass& one : point_classes(kind))
            json.object()
                .member("label", one.label)
                .member("fill", one.mark.dot.css())
                .member("edge", one.mark.dot_edge.css())
                .end();
        json.end_array();
    }
    json.end().end();
}

}  // namespace

std::string map_style(const MapStyleQuery& query) {
    Json json;
    json.object().member("version", 8).member("name", query.name);
    write_legend(json, query);
    write_sources(json, query);
    json.key("layers").array();
    StyleLayers layers(json, query);
    layers.ground();
    layers.fills();
    layers.cells();
    layers.borders();
    layers.points();
    layers.labels();
    json.end_array().end();
    return json.text();
}

}  // namespace courtyard
