// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "tests/tiles/mvt_checker.h"

namespace courtyard::mvt_check {
namespace {

constexpr std::uint32_t move_to = 1;
constexpr std::uint32_t line_to = 2;
constexpr std::uint32_t close_path = 7;

struct Command {
    std::uint32_t id = 0;
    std::uint32_t count = 0;
    std::vector<Vertex> positions;  ///< absolute
};

std::int64_t unzigzag(std::uint32_t integer) {
    const auto half = static_cast<std::int64_t>(integer >> 1U);
    return (integer & 1U) != 0 ? -half - 1 : half;
}

std::vector<Command> read_commands(const std::vector<std::uint32_t>& integers, Report& report) {
    std::vector<Command> commands;
    Vertex cursor;
    for (std::size_t at = 0; at < integers.size();) {
        Command command{integers[at] & 7U, integers[at] >> 3U, {}};
        ++at;
        if (command.id != move_to && command.id != line_to && command.id != close_path) {
            report.violations.push_back(fmt::format("4.3.1: there is no command {}", command.id));
            return commands;
        }
        if (command.id == close_path) {
            if (command.count != 1) {
                report.violations.push_back(
                    fmt::format("4.3.3.3: ClosePath has the count {}", command.count));
            }
            commands.push_back(command);
            continue;
        }
        if ((integers.size() - at) / 2 < command.count) {
            report.violations.emplace_back("4.3.2: a command has too few parameters");
            return commands;
        }
        for (std::uint32_t i = 0; i < command.count; ++i, at += 2) {
            if (command.id == line_to && integers[at] == 0 && integers[at + 1] == 0) {
                report.violations.emplace_back("4.3.3.2: a LineTo goes nowhere");
            }
            cursor.x += unzigzag(integers[at]);
            cursor.y += unzigzag(integers[at + 1]);
            command.positions.push_back(cursor);
        }
        commands.push_back(std::move(command));
    }
    return commands;
}

std::int64_t cross(Vertex a, Vertex b, Vertex p) {
    return (b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x);
}

bool within_box(Vertex a, Vertex b, Vertex p) {
    return p.x >= std::min(a.x, b.x) && p.x <= std::max(a.x, b.x) && p.y >= std::min(a.y, b.y) &&
           p.y <= std::max(a.y, b.y);
}

bool on_segment(Vertex a, Vertex b, Vertex p) { return cross(a, b, p) == 0 && within_box(a, b, p); }

bool straddles(Vertex a, Vertex b, Vertex p, Vertex q) {
    return (cross(a, b, p) > 0) != (cross(a, b, q) > 0) && cross(a, b, p) != 0 && cross(a, b, q) != 0;
}

bool cross_inside(Vertex a, Vertex b, Vertex p, Vertex q) {
    return straddles(a, b, p, q) && straddles(p, q, a, b);
}

bool meet(Vertex a, Vertex b, Vertex p, Vertex q) {
    return cross_inside(a, b, p, q) || on_segment(a, b, p) || on_segment(a, b, q) || on_segment(p, q, a) ||
           on_segment(p, q, b);
}

Vertex at(const Path& ring, std::size_t i) { return ring[i % ring.size()]; }

/// Two edges of one ring that do not follow each other meet, or two that do run back over each other.
bool has_anomalous_points(const Path& ring) {
    const std::size_t n = ring.size();
    std::vector<std::size_t> edges(n);
    for (std::size_t i = 0; i < n; ++i) {
        edges[i] = i;
    }
    const auto left = [&](std::size_t i) { return std::min(at(ring, i).x, at(ring, i + 1).x); };
    const auto right = [&](std::size_t i) { return std::max(at(ring, i).x, at(ring, i + 1).x); };
    std::ranges::sort(edges, {}, left);
    for (std::size_t s = 0; s < n; ++s) {
        for (std::size_t t = s + 1; t < n && left(edges[t]) <= right(edges[s]); ++t) {
            const std::size_t i = edges[s];
            const std::size_t j = edges[t];
            if ((i + 1) % n == j) {
                if (on_segment(at(ring, i), at(ring, i + 1), at(ring, j + 1)) ||
                    on_segment(at(ring, j), at(ring, j + 1), at(ring, i))) {
                    return true;
                }
            } else if ((j + 1) % n == i) {
                if (on_segment(at(ring, j), at(ring, j + 1), at(ring, i + 1)) ||
                    on_segment(at(ring, i), at(ring, i + 1), at(ring, j))) {
                    return true;
                }
            } else if (meet(at(ring, i), at(ring, i + 1), at(ring, j), at(ring, j + 1))) {
                return true;
            }
        }
    }
    return false;
}

enum class Where : std::uint8_t { outside, border, inside };

/// Works on doubled coordinates so that middles of edges are whole numbers.
Where where(const Path& ring, Vertex doubled) {
    bool inside = false;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const Vertex a{at(ring, i).x * 2, at(ring, i).y * 2};
        const Vertex b{at(ring, i + 1).x * 2, at(ring, i + 1).y * 2};
        if (on_segment(a, b, doubled)) {
            return Where::border;
        }
        if ((a.y > doubled.y) != (b.y > doubled.y) && (cross(a, b, doubled) > 0) == (b.y > a.y)) {
            inside = !inside;
        }
    }
    return inside ? Where::inside : Where::outside;
}

bool rings_cross(const Path& one, const Path& other) {
    for (std::size_t i = 0; i < one.size(); ++i) {
        for (std::size_t j = 0; j < other.size(); ++j) {
            if (cross_inside(at(one, i), at(one, i + 1), at(other, j), at(other, j + 1))) {
                return true;
            }
        }
    }
    return false;
}

bool encloses(const Path& shell, const Path& hole) {
    for (std::size_t i = 0; i < hole.size(); ++i) {
        const Vertex middle{at(hole, i).x + at(hole, i + 1).x, at(hole, i).y + at(hole, i + 1).y};
        if (where(shell, middle) == Where::outside) {
            return false;
        }
    }
    return !rings_cross(shell, hole);
}

bool holes_intersect(const Path& one, const Path& other) {
    const auto any_inside = [](const Path& ring, const Path& around) {
        return std::ranges::any_of(ring, [&](Vertex v) {
            return where(around, {v.x * 2, v.y * 2}) == Where::inside;
        });
    };
    return rings_cross(one, other) || any_inside(one, other) || any_inside(other, one);
}

void judge_polygons(const std::vector<Path>& rings, Report& report) {
    const Path* shell = nullptr;
    std::vector<const Path*> holes;
    for (const Path& ring : rings) {
        const std::int64_t area = doubled_area(ring);
        if (area == 0) {
            report.remarks.emplace_back("4.3.4.4: a ring has no area");
            continue;
        }
        if (ring.front() == ring.back()) {
            report.violations.emplace_back("4.3.4.4: a ring repeats its first position before ClosePath");
        } else if (has_anomalous_points(ring)) {
            report.violations.emplace_back("4.3.4.4: a ring touches or crosses itself");
        }
        if (area > 0) {
            shell = &ring;
            holes.clear();
            continue;
        }
        if (shell == nullptr) {
            report.violations.emplace_back("4.3.4.4: a polygon begins with an interior ring");
            continue;
        }
        if (!encloses(*shell, ring)) {
            report.violations.emplace_back("4.3.4.4: an interior ring is not enclosed by its exterior ring");
        }
        if (std::ranges::any_of(holes, [&](const Path* hole) { return holes_intersect(*hole, ring); })) {
            report.violations.emplace_back("4.3.4.4: interior rings intersect");
        }
        holes.push_back(&ring);
    }
}

void judge_points(const std::vector<Command>& commands, Feature& feature, Report& report) {
    if (commands.size() != 1 || commands[0].id != move_to || commands[0].count == 0) {
        report.violations.emplace_back("4.3.4.2: a point is not a single MoveTo of at least one position");
        return;
    }
    feature.paths.push_back(commands[0].positions);
}

/// Lines are (MoveTo 1, LineTo n)+, polygons (MoveTo 1, LineTo n, ClosePath)+.
void judge_paths(const std::vector<Command>& commands, std::size_t per_path, std::uint32_t least,
                 Feature& feature, Report& report) {
    const std::string_view section = per_path == 2 ? "4.3.4.3" : "4.3.4.4";
    bool in_order = !commands.empty() && commands.size() % per_path == 0;
    for (std::size_t i = 0; in_order && i < commands.size(); i += per_path) {
        in_order = commands[i].id == move_to && commands[i].count == 1 && commands[i + 1].id == line_to &&
                   commands[i + 1].count >= least && (per_path == 2 || commands[i + 2].id == close_path);
        if (in_order) {
            Path path = commands[i].positions;
            std::ranges::copy(commands[i + 1].positions, std::back_inserter(path));
            feature.paths.push_back(std::move(path));
        }
    }
    if (!in_order) {
        report.violations.push_back(fmt::format("{}: commands are not in the order of a path", section));
    }
}

}  // namespace

std::int64_t doubled_area(const Path& ring) {
    std::int64_t area = 0;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        area += at(ring, i).x * at(ring, i + 1).y - at(ring, i + 1).x * at(ring, i).y;
    }
    return area;
}

void check_geometry(const std::vector<std::uint32_t>& integers, Feature& feature, Report& report) {
    const std::vector<Command> commands = read_commands(integers, report);
    switch (feature.type) {
        case GeometryType::point:
            judge_points(commands, feature, report);
            break;
        case GeometryType::line:
            judge_paths(commands, 2, 1, feature, report);
            break;
        case GeometryType::polygon:
            judge_paths(commands, 3, 2, feature, report);
            judge_polygons(feature.paths, report);
            break;
        case GeometryType::unknown:
            break;
    }
}

}  // namespace courtyard::mvt_check
