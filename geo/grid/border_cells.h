// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "geo/edge.h"
#include "geo/grid/huge_pages.h"
#include "geo/village_index.h"

namespace courtyard {

/// An edge and the one or two villages whose border it is; an edge of more villages is there more than once.
struct BorderEdge {
    LonLat low;  ///< not north of `high`
    LonLat high;
    std::array<AreaIndex, 2> villages{no_area, no_area};
};

/// The cells of a grid through which borders run: of each, the edges that reach it and the villages that
/// cover its north-east corner.
///
/// Whether a village covers a position is decided on the way from the position east to the side of the cell
/// and north to its corner: each edge of the village that is crossed turns the answer of the corner round.
/// No edge outside the cell can be met, and one exact orientation test per edge at the position's height
/// decides.
///
/// Cost      `locate` a few ns per edge; memory 24 bytes per cell and 40 per edge in it
/// Threads   const, safe to call concurrently
class BorderCells {
  public:
    /// The corner that the way leads to. It lies a hair north-east of the doubles: on no edge and level with
    /// no vertex.
    struct Corner {
        double east = 0;
        double north = 0;
    };

    /// @param covering   villages whose interior holds the corner, in any order, none twice
    /// @param edges      all that reach the cell, in any order
    /// @return           where the cell is kept, for the calls below
    std::uint32_t add(const Corner& corner, std::span<const AreaIndex> covering,
                      std::span<const BorderEdge> edges);

    /// Precondition: the cell holds the position, so neither coordinate exceeds the corner's.
    Located locate(std::uint32_t cell, LonLat position) const;
    /// Interior or border. Precondition: as `locate`.
    bool covers(std::uint32_t cell, AreaIndex village, LonLat position) const;
    /// Appends the cell's edges.
    void collect_edges(std::uint32_t cell, std::vector<BorderEdge>& edges) const;

    void prefetch(std::uint32_t cell) const {
        const auto* first = reinterpret_cast<const char*>(words_.data() + cell);
        __builtin_prefetch(first);
        __builtin_prefetch(first + 64);
        __builtin_prefetch(first + 128);
    }
    void reserve(std::size_t edges) { words_.reserve(10 * edges); }
    std::size_t memory_bytes() const { return words_.size() * sizeof(Word); }

  private:
    /// Cells of different lengths lie in one array of words, each whole in neighbouring cache lines.
    using Word = std::uint64_t;

    /// A page speaks of at most 62 villages, each a bit; a cell that more villages meet in has several.
    /// After it its edges, then its further villages.
    struct Head {
        std::uint64_t covering = 0;
        std::array<AreaIndex, 2> first_villages{};
        std::uint32_t edges = 0;
        std::uint16_t villages = 0;
        std::uint16_t more = 0;  ///< another page follows
    };
    /// The villages' bits, and above them what the corner means to the edge.
    struct PagedEdge {
        LonLat low;
        LonLat high;
        std::uint64_t bits = 0;
    };
    struct Cover {
        std::uint64_t inside = 0;
        std::uint64_t border = 0;
    };
    class Page;

    void add_page(const Corner& corner, std::span<const AreaIndex> villages,
                  std::span<const AreaIndex> covering, std::span<const BorderEdge> edges, bool more);
    template <class T>
    void append(const T& value);

    HugeVector<Word> words_;
};

/// Whether the corner lies to the left of the edge, looking from `low` to `high`.
bool lies_left(const BorderCells::Corner& corner, const BorderEdge& edge);

}  // namespace courtyard
