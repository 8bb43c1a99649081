// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "tiles/segment_nodes.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <tuple>

namespace courtyard {
namespace {

struct NumberedSegment {
    TileSegment segment;
    std::size_t number = 0;
};

TileSegment segment_of(TilePoint p, TilePoint q) { return p < q ? TileSegment{p, q} : TileSegment{q, p}; }

bool ranges_meet(std::int32_t a, std::int32_t b, std::int32_t c, std::int32_t d) {
    return std::max(std::min(a, b), std::min(c, d)) <= std::min(std::max(a, b), std::max(c, d));
}

/// Calls `visit(s, t)` for every pair whose bounding boxes meet, until it returns false. Sorts the segments.
template <class Visit>
bool each_close_pair(std::vector<NumberedSegment>& segments, Visit visit) {
    std::ranges::sort(segments, {}, [](const NumberedSegment& s) { return s.segment.a.x; });
    std::vector<const NumberedSegment*> open;
    for (const NumberedSegment& s : segments) {
        for (std::size_t i = 0; i < open.size();) {
            const NumberedSegment& t = *open[i];
            if (t.segment.b.x < s.segment.a.x) {
                open[i] = open.back();
                open.pop_back();
                continue;
            }
            ++i;
            if (ranges_meet(s.segment.a.y, s.segment.b.y, t.segment.a.y, t.segment.b.y) && !visit(s, t)) {
                return false;
            }
        }
        open.push_back(&s);
    }
    return true;
}

/// On the segment, its ends excluded.
bool strictly_on(const TileSegment& s, TilePoint p) {
    return side_of(s.a, s.b, p) == 0 && s.a < p && p < s.b;
}

int sign(std::int64_t value) { return value > 0 ? 1 : value < 0 ? -1 : 0; }

/// Where two segments cross in the interior of both, rounded; nothing when they do not.
std::optional<TilePoint> crossing(const TileSegment& s, const TileSegment& t) {
    const std::int64_t before = side_of(t.a, t.b, s.a);
    const std::int64_t after = side_of(t.a, t.b, s.b);
    if (sign(before) * sign(after) >= 0 || sign(side_of(s.a, s.b, t.a)) * sign(side_of(s.a, s.b, t.b)) >= 0) {
        return std::nullopt;
    }
    const double along = static_cast<double>(before) / static_cast<double>(before - after);
    const auto at = [along](std::int32_t from, std::int32_t to) {
        return static_cast<std::int32_t>(std::lround(from + along * (to - from)));
    };
    return TilePoint{at(s.a.x, s.b.x), at(s.a.y, s.b.y)};
}

bool share_more_than_an_end(const TileSegment& s, const TileSegment& t) {
    return strictly_on(s, t.a) || strictly_on(s, t.b) || strictly_on(t, s.a) || strictly_on(t, s.b) ||
           crossing(s, t) || s == t;
}

struct Cut {
    std::size_t segment = 0;
    TilePoint at;

    auto operator<=>(const Cut&) const = default;
};

std::vector<Cut> cuts_of(std::vector<NumberedSegment>& segments) {
    std::vector<Cut> cuts;
    each_close_pair(segments, [&](const NumberedSegment& s, const NumberedSegment& t) {
        const auto cut = [&](const NumberedSegment& victim, TilePoint at) {
            if (at != victim.segment.a && at != victim.segment.b) {
                cuts.push_back({victim.number, at});
            }
        };
        for (const TilePoint end : {t.segment.a, t.segment.b}) {
            if (strictly_on(s.segment, end)) {
                cut(s, end);
            }
        }
        for (const TilePoint end : {s.segment.a, s.segment.b}) {
            if (strictly_on(t.segment, end)) {
                cut(t, end);
            }
        }
        if (const auto at = crossing(s.segment, t.segment)) {
            cut(s, *at);
            cut(t, *at);
        }
        return true;
    });
    std::ranges::sort(cuts);
    cuts.erase(std::ranges::unique(cuts).begin(), cuts.end());
    return cuts;
}

/// Keeps one of each segment that occurs an odd number of times.
void cancel_pairs(std::vector<TileSegment>& segments) {
    std::ranges::sort(segments);
    std::size_t kept = 0;
    for (std::size_t i = 0; i < segments.size();) {
        std::size_t end = i + 1;
        while (end < segments.size() && segments[end] == segments[i]) {
            ++end;
        }
        if ((end - i) % 2 == 1) {
            segments[kept++] = segments[i];
        }
        i = end;
    }
    segments.resize(kept);
}

/// One round of cutting. Returns whether anything was cut.
bool cut_once(std::vector<TileSegment>& segments) {
    std::vector<NumberedSegment> numbered;
    numbered.reserve(segments.size());
    for (const TileSegment& segment : segments) {
        numbered.push_back({segment, numbered.size()});
    }
    const std::vector<Cut> cuts = cuts_of(numbered);
    for (auto cut = cuts.begin(); cut != cuts.end();) {
        const std::size_t number = cut->segment;
        const TileSegment whole = segments[number];
        std::vector<TilePoint> way{whole.a};
        for (; cut != cuts.end() && cut->segment == number; ++cut) {
            way.push_back(cut->at);
        }
        way.push_back(whole.b);
        const auto along = [&whole](TilePoint p) {
            return std::int64_t{p.x - whole.a.x} * (whole.b.x - whole.a.x) +
                   std::int64_t{p.y - whole.a.y} * (whole.b.y - whole.a.y);
        };
        std::ranges::sort(way.begin() + 1, way.end() - 1, {},
                          [&](TilePoint p) { return std::tuple(along(p), p); });
        segments[number] = segment_of(way[0], way[1]);
        for (std::size_t i = 1; i + 1 < way.size(); ++i) {
            segments.push_back(segment_of(way[i], way[i + 1]));
        }
    }
    cancel_pairs(segments);
    return !cuts.empty();
}

/// Rounds to multiples of 2^bits.
std::int32_t coarse(std::int32_t value, unsigned bits) {
    const std::int32_t half = bits == 0 ? 0 : 1 << (bits - 1);
    return ((value + half) >> bits) * (1 << bits);
}

std::vector<TileSegment> edges_of(std::span<const TileRing> rings, unsigned coarseness) {
    std::vector<TileSegment> segments;
    for (const TileRing& ring : rings) {
        for (std::size_t i = 0; i < ring.size(); ++i) {
            const TilePoint from = ring[i];
            const TilePoint to = ring[(i + 1) % ring.size()];
            const TilePoint p{coarse(from.x, coarseness), coarse(from.y, coarseness)};
            const TilePoint q{coarse(to.x, coarseness), coarse(to.y, coarseness)};
            if (p != q) {
                segments.push_back(segment_of(p, q));
            }
        }
    }
    cancel_pairs(segments);
    return segments;
}

}  // namespace

std::int64_t side_of(TilePoint a, TilePoint b, TilePoint p) {
    return (std::int64_t{b.x} - a.x) * (std::int64_t{p.y} - a.y) -
           (std::int64_t{b.y} - a.y) * (std::int64_t{p.x} - a.x);
}

bool is_simple(std::span<const TilePoint> ring) {
    const std::size_t n = ring.size();
    std::vector<NumberedSegment> segments;
    segments.reserve(n);
    for (std::size_t i = 0; i < n; ++i) {
        if (ring[i] == ring[(i + 1) % n]) {
            return false;
        }
        segments.push_back({segment_of(ring[i], ring[(i + 1) % n]), i});
    }
    return n >= 3 && each_close_pair(segments, [n](const NumberedSegment& s, const NumberedSegment& t) {
               const bool follow = (s.number + 1) % n == t.number || (t.number + 1) % n == s.number;
               const auto& [a, b] = s.segment;
               const auto& [c, d] = t.segment;
               const bool common_end = a == c || a == d || b == c || b == d;
               return common_end == follow && !share_more_than_an_end(s.segment, t.segment);
           });
}

std::vector<TileSegment> noded(std::span<const TileRing> rings) {
    constexpr int most_rounds = 24;
    for (unsigned coarseness = 0;; ++coarseness) {
        std::vector<TileSegment> segments = edges_of(rings, coarseness);
        for (int round = 0; round < most_rounds; ++round) {
            if (!cut_once(segments)) {
                return segments;
            }
        }
    }
}

}  // namespace courtyard
