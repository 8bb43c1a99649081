// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "campaign/figure_book.h"
#include "campaign/progress.h"
#include "data/store/fact.h"
#include "geo/geocode.h"
#include "tiles/area_layer.h"
#include "tiles/point_layer.h"

namespace courtyard {

/// One boundary edition with everything that is counted in it.
struct EditionPicture {
    Day valid_from;
    Revision changed_at = 0;  ///< last fact about its areas
    std::shared_ptr<const AreaTree> areas;
    std::shared_ptr<const VillageIndex> villages;
    std::shared_ptr<const Gazetteer> names;
    std::shared_ptr<const AreaLayer> layer;
    std::vector<Ledger> ledgers;  ///< parallel to `catalogue()`

    Places places() const { return {*areas, *villages, *names}; }
};

enum class PointKind : std::uint8_t { courtyards, bases, help_points, inspections };

inline constexpr std::array<PointKind, 4> point_kinds{PointKind::courtyards, PointKind::bases,
                                                      PointKind::help_points, PointKind::inspections};

std::string_view to_string(PointKind kind);  ///< `help-points`
std::optional<PointKind> parse_point_kind(std::string_view text);

/// When which part of a layer changed last: one revision per tile of `zoom`, so that an upload makes new only
/// the tiles that hold it.
struct TileRevisions {
    static constexpr unsigned zoom = 10;
    std::unordered_map<std::uint64_t, Revision> by_tile;
    Revision newest = 0;

    void touch(LonLat position, Revision revision);
    /// The last revision that changed anything a tile shows.
    Revision of(Tile tile) const;
};

/// The points of one kind, as maps and lists show them.
struct LayerPicture {
    PointLayer points;
    std::shared_ptr<const TileRevisions> revisions;
};

/// The whole picture at one revision. Immutable: a reader takes it once per request and never locks.
///
/// Threads   const, safe to call concurrently
struct Snapshot {
    Revision revision = 0;
    std::vector<std::shared_ptr<const EditionPicture>> editions;  ///< by `valid_from`, at least one
    std::shared_ptr<const TargetBook> targets;
    std::shared_ptr<const FigureBook> figures;
    std::vector<LayerPicture> layers;  ///< by PointKind

    /// The edition valid on a day: the last that began by then, else the first.
    const EditionPicture& edition_on(Day day) const;
    /// The edition before this one of ours; the first has itself before it.
    const EditionPicture& edition_before(const EditionPicture& edition) const;
    const EditionPicture& newest_edition() const { return *editions.back(); }
    const LayerPicture& layer(PointKind kind) const { return layers[static_cast<std::size_t>(kind)]; }
    /// Everything a question about progress needs. Precondition: `campaign` is of `catalogue()`.
    /// @param indicator   of the campaign; null: the main one
    ProgressSource progress_source(const Campaign& campaign, const EditionPicture& edition,
                                   const Indicator* indicator = nullptr) const;
};

}  // namespace courtyard
