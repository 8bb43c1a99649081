// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/grid/border_cells.h"

#include <algorithm>
#include <bit>
#include <iterator>

#include "geo/orientation.h"

namespace courtyard {
namespace {

constexpr std::size_t villages_in_page = 62;
/// For an edge that crosses the meridian of the corner: the corner lies to its left.
constexpr std::uint64_t corner_left = std::uint64_t{1} << 62;
/// For such an edge: it crosses the meridian below the corner.
constexpr std::uint64_t crosses_below_corner = std::uint64_t{1} << 63;

/// How the way from a position south of the edge, or level with it, is turned by the edge's place at the
/// corner's meridian: 0 for an edge that does not cross it.
std::uint64_t meaning_of(const BorderCells::Corner& corner, const BorderEdge& edge) {
    if ((edge.low.lon > corner.east) == (edge.high.lon > corner.east)) return 0;
    const bool left = lies_left(corner, edge);
    const bool leads_west = edge.high.lon < edge.low.lon;
    return (left ? corner_left : 0) | (left != leads_west ? crosses_below_corner : 0);
}

std::uint64_t bit_of(std::span<const AreaIndex> villages, AreaIndex village) {
    const auto found = std::ranges::lower_bound(villages, village);
    if (found == villages.end() || *found != village) return 0;
    return std::uint64_t{1} << (found - villages.begin());
}

/// An edge wholly east or north of the corner meets no way that leads there.
bool may_be_met(const BorderCells::Corner& corner, const BorderEdge& edge) {
    return std::min(edge.low.lon, edge.high.lon) <= corner.east && edge.low.lat <= corner.north;
}

std::vector<AreaIndex> villages_of(std::span<const AreaIndex> covering, std::span<const BorderEdge> edges) {
    std::vector<AreaIndex> villages(covering.begin(), covering.end());
    for (const auto& edge : edges)
        villages.insert(villages.end(), edge.villages.begin(), edge.villages.end());
    std::ranges::sort(villages);
    const auto repeated = std::ranges::unique(villages);
    villages.erase(repeated.begin(), repeated.end());
    if (!villages.empty() && villages.back() == no_area) villages.pop_back();
    return villages;
}

/// Precondition: on the edge's line.
bool is_within(const Edge& edge, LonLat p) {
    const auto [west, east] = std::minmax(edge.a.lon, edge.b.lon);
    return p.lat >= edge.a.lat && p.lat <= edge.b.lat && p.lon >= west && p.lon <= east;
}

}  // namespace

/// A corner exactly on the edge's line is decided by where it stands beside the doubles: north first, then
/// east.
bool lies_left(const BorderCells::Corner& corner, const BorderEdge& edge) {
    const int turn = orientation(edge.low, edge.high, {corner.east, corner.north});
    return turn != 0 ? turn > 0 : edge.high.lon > edge.low.lon;
}

std::uint32_t BorderCells::add(const Corner& corner, std::span<const AreaIndex> covering,
                               std::span<const BorderEdge> edges) {
    const auto at = static_cast<std::uint32_t>(words_.size());
    std::vector<BorderEdge> met;
    met.reserve(edges.size());
    std::ranges::copy_if(edges, std::back_inserter(met),
                         [&](const BorderEdge& edge) { return may_be_met(corner, edge); });
    const auto all = villages_of(covering, met);
    std::size_t first = 0;
    do {
        const auto count = std::min(villages_in_page, all.size() - first);
        add_page(corner, std::span(all).subspan(first, count), covering, met, first + count < all.size());
        first += count;
    } while (first < all.size());
    return at;
}

template <class T>
void BorderCells::append(const T& value) {
    static_assert(sizeof(T) % sizeof(Word) == 0);
    const auto words = std::bit_cast<std::array<Word, sizeof(T) / sizeof(Word)>>(value);
    words_.insert(words_.end(), words.begin(), words.end());
}

void BorderCells::add_page(const Corner& corner, std::span<const AreaIndex> villages,
                           std::span<const AreaIndex> covering, std::span<const BorderEdge> edges,
                           bool more) {
    std::vector<PagedEdge> paged;
    for (const auto& edge : edges) {
        const auto bits = bit_of(villages, edge.villages[0]) | bit_of(villages, edge.villages[1]);
        if (bits != 0) paged.push_back({edge.low, edge.high, bits | meaning_of(corner, edge)});
    }
    std::vector<AreaIndex> listed(villages.begin(), villages.end());
    while (listed.size() < 2 || listed.size() % 2 != 0) listed.push_back(no_area);
    Head head;
    for (const auto village : covering) head.covering |= bit_of(villages, village);
    std::copy_n(listed.begin(), 2, head.first_villages.begin());
    head.edges = static_cast<std::uint32_t>(paged.size());
    head.villages = static_cast<std::uint16_t>(villages.size());
    head.more = more ? 1 : 0;
    append(head);
    for (const auto& edge : paged) append(edge);
    for (std::size_t i = 2; i < listed.size(); i += 2) append(std::array{listed[i], listed[i + 1]});
}

/// Reads one page where it lies.
class BorderCells::Page {
  public:
    explicit Page(const Word* at) : at_(at), head_(read<Head>(at)) {}

    Cover cover(LonLat position) const;
    std::uint32_t edges() const { return head_.edges; }
    PagedEdge edge(std::uint32_t i) const { return read<PagedEdge>(at_ + head_words + i * edge_words); }
    /// Of the lowest bit that is set.
    AreaIndex village(std::uint64_t bits) const {
        const auto bit = static_cast<std::size_t>(std::countr_zero(bits));
        if (bit < 2) return head_.first_villages[bit];
        const auto pair =
            read<std::array<AreaIndex, 2>>(at_ + head_words + head_.edges * edge_words + bit / 2 - 1);
        return pair[bit % 2];
    }
    bool is_last() const { return head_.more == 0; }
    Page next() const {
        const auto pairs = (head_.villages + 1U) / 2;
        return Page(at_ + head_words + head_.edges * edge_words + (pairs > 1 ? pairs - 1 : 0));
    }

  private:
    static constexpr std::size_t head_words = sizeof(Head) / sizeof(Word);
    static constexpr std::size_t edge_words = sizeof(PagedEdge) / sizeof(Word);

    template <class T>
    static T read(const Word* at) {
        std::array<Word, sizeof(T) / sizeof(Word)> words;
        std::copy_n(at, words.size(), words.begin());
        return std::bit_cast<T>(words);
    }

    const Word* at_;
    Head head_;
};

/// The way starts a hair north of the position, so an edge is at its height from its lower end, included, to
/// its upper end.
BorderCells::Cover BorderCells::Page::cover(LonLat p) const {
    std::uint64_t turned = 0;
    std::uint64_t border = 0;
    for (std::uint32_t i = 0; i < head_.edges; ++i) {
        const auto edge = this->edge(i);
        const bool above = edge.low.lat > p.lat;
        const bool level = !above && edge.high.lat > p.lat;
        const Turn turn(edge.low, edge.high, p);
        bool left = turn.determinant > 0;
        if (!turn.certain) [[unlikely]] {
            const int exact = exact_orientation(edge.low, edge.high, p);
            if (exact == 0 && is_within({edge.low, edge.high}, p)) border |= edge.bits;
            left = exact > 0;
        }
        const auto corner_is_left = (edge.bits & corner_left) != 0;
        const bool crossed =
            (level & (left != corner_is_left)) | (above & ((edge.bits & crosses_below_corner) != 0));
        turned ^= edge.bits & (std::uint64_t{0} - static_cast<std::uint64_t>(crossed));
    }
    constexpr auto villages = corner_left - 1;
    border &= villages;
    return {((head_.covering ^ turned) & villages) & ~border, border};
}

Located BorderCells::locate(std::uint32_t cell, LonLat position) const {
    Located located;
    bool one_inside = false;
    for (Page page(words_.data() + cell);; page = page.next()) {
        const auto [inside, border] = page.cover(position);
        if (located.village == no_area && (inside | border) != 0)
            located.village = page.village(inside | border);
        located.overlap |= (inside & (inside - 1)) != 0 || (one_inside && inside != 0);
        one_inside |= inside != 0;
        if (page.is_last()) return located;
    }
}

bool BorderCells::covers(std::uint32_t cell, AreaIndex village, LonLat position) const {
    for (Page page(words_.data() + cell);; page = page.next()) {
        const auto [inside, border] = page.cover(position);
        for (auto left = inside | border; left != 0; left &= left - 1) {
            if (page.village(left) == village) return true;
        }
        if (page.is_last()) return false;
    }
}

void BorderCells::collect_edges(std::uint32_t cell, std::vector<BorderEdge>& edges) const {
    for (Page page(words_.data() + cell);; page = page.next()) {
        for (std::uint32_t i = 0; i < page.edges(); ++i) {
            const auto edge = page.edge(i);
            BorderEdge collected{edge.low, edge.high, {no_area, no_area}};
            std::size_t count = 0;
            for (auto left = edge.bits & (corner_left - 1); left != 0; left &= left - 1) {
                collected.villages[count++] = page.village(left);
            }
            edges.push_back(collected);
        }
        if (page.is_last()) return;
    }
}

}  // namespace courtyard
