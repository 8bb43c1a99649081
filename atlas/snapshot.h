// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "atlas/record_roll.h"
#include "campaign/case_book.h"
#include "campaign/figure_book.h"
#include "campaign/progress.h"
#include "data/store/fact.h"
#include "geo/code_successors.h"
#include "geo/geocode.h"
#include "tiles/area_layer.h"
#include "tiles/point_layer.h"

namespace courtyard {

/// One boundary edition with everything that is counted in it.
struct EditionPicture {
    Day valid_from;
    Revision changed_at = 0;  ///< last fact about its areas
    /// Names its areas and their boundaries as they are: equal in every picture in which nothing of them
    /// differs, and in no other. 32 hexadecimal digits.
    std::string content;
    std::shared_ptr<const AreaTree> areas;
    std::shared_ptr<const VillageIndex> villages;
    std::shared_ptr<const Gazetteer> names;
    std::shared_ptr<const AreaLayer> layer;
    std::vector<Ledger> ledgers;  ///< parallel to `catalogue()`
    /// Of the codes of editions before this one; null: none is known.
    std::shared_ptr<const CodeSuccessors> successors;

    Places places() const { return {*areas, *villages, *names}; }
    /// Where a record lies that has a code and no position: in the area of that code, else in what the code
    /// of an earlier edition leads to.
    /// @return   `no_area` for a code that no edition up to this one has, and for none
    /// Cost      a look-up; see CodeSuccessors for the first code that is no more
    AreaIndex area_of(AreaCode code) const;
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

/// All records of one kind with the area that each lies in, edition by edition: what figures are explained
/// by.
struct RecordsPicture {
    RecordRoll roll;
    SharedRows<AreaIndex> areas;  ///< by number of the roll, then by edition

    AreaIndex area_of(RecordRoll::Number number, std::size_t edition) const { return areas[number][edition]; }
};

/// The whole picture at one revision. Immutable: a reader takes it once per request and never locks.
///
/// Threads   const, safe to call concurrently
struct Snapshot {
    Revision revision = 0;
    std::vector<std::shared_ptr<const EditionPicture>> editions;  ///< by `valid_from`, at least one
    std::shared_ptr<const TargetBook> targets;
    std::shared_ptr<const FigureBook> figures;
    std::vector<LayerPicture> layers;     ///< by PointKind
    std::vector<RecordsPicture> records;  ///< by PointKind
    std::shared_ptr<const CaseBook> cases;
    /// Drawn for a question about the past: beside the newest a few are kept, and nothing that is made from
    /// it is kept longer than they are.
    bool older = false;

    /// The edition valid on a day: the last that began by then, else the first.
    const EditionPicture& edition_on(Day day) const;
    /// The edition before this one of ours; the first has itself before it.
    const EditionPicture& edition_before(const EditionPicture& edition) const;
    const EditionPicture& newest_edition() const { return *editions.back(); }
    const LayerPicture& layer(PointKind kind) const { return layers[static_cast<std::size_t>(kind)]; }
    const RecordsPicture& records_of(PointKind kind) const { return records[static_cast<std::size_t>(kind)]; }
    /// The place of an edition of ours in `editions`.
    std::size_t number_of(const EditionPicture& edition) const;
    /// About how many bytes it takes that it does not share with `other`.
    std::size_t bytes_beside(const Snapshot& other) const;
    /// Everything a question about progress needs. Precondition: `campaign` is of `catalogue()`.
    /// @param indicator   of the campaign; null: the main one
    ProgressSource progress_source(const Campaign& campaign, const EditionPicture& edition,
                                   const Indicator* indicator = nullptr) const;
};

}  // namespace courtyard
