// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "atlas/checkpoint.h"

#include <fmt/format.h>

#include <algorithm>

#include "data/store/checkpoint_file.h"
#include "geo/packing.h"

namespace courtyard {
namespace {

/// Another number whenever the same bytes would mean something else, or the same facts something else.
constexpr int meaning = 2;

std::string stamp() { return fmt::format("picture {} of Courtyard {}", meaning, COURTYARD_VERSION); }

void pack_area(PackWriter& out, const Area& area) {
    out.text(area.code.view()).text(area.name).number(static_cast<std::uint64_t>(area.level));
    out.text(area.parent.view()).number(area.fid).number(area.boundary.polygons.size());
    for (const Polygon& polygon : area.boundary.polygons) {
        out.number(polygon.rings.size());
        for (const Ring& ring : polygon.rings) {
            out.number(ring.size());
            for (const LonLat& place : ring) out.real(place.lon).real(place.lat);
        }
    }
}

Area area_of(PackReader& in) {
    Area area;
    area.code = in.code();
    area.name = in.text();
    area.level = static_cast<AreaLevel>(in.number());
    area.parent = in.code();
    area.fid = in.number();
    for (auto polygons = in.number(); polygons > 0 && in.is_sound(); --polygons) {
        auto& polygon = area.boundary.polygons.emplace_back();
        for (auto rings = in.number(); rings > 0 && in.is_sound(); --rings) {
            auto& ring = polygon.rings.emplace_back();
            for (auto places = in.number(); places > 0 && in.is_sound(); --places) {
                const double lon = in.real();
                ring.push_back({lon, in.real()});
            }
        }
    }
    return area;
}

std::string packed_areas(const PictureMemory& memory) {
    std::string bytes;
    PackWriter out(bytes);
    out.number(memory.areas.size());
    for (const auto& [edition, areas] : memory.areas) {
        out.day(edition).whole(memory.areas_changed_at.at(edition)).number(areas.size());
        for (const auto& [code, area] : areas) pack_area(out, area);
    }
    return bytes;
}

bool read_areas(std::string_view bytes, PictureMemory& memory) {
    PackReader in(bytes);
    for (auto editions = in.number(); editions > 0 && in.is_sound(); --editions) {
        const Day edition = in.day();
        memory.areas_changed_at[edition] = in.whole();
        auto& areas = memory.areas[edition];
        for (auto left = in.number(); left > 0 && in.is_sound(); --left) {
            Area area = area_of(in);
            const AreaCode code = area.code;
            areas.emplace_hint(areas.end(), code, std::move(area));
        }
    }
    return in.is_sound() && in.rest().empty();
}

std::string packed_targets(const PictureMemory& memory) {
    std::string bytes;
    PackWriter out(bytes);
    out.number(memory.targets.size());
    for (const TargetRecord& target : memory.targets)
        out.text(target.campaign)
            .text(target.indicator)
            .text(target.area.view())
            .whole(target.year.value_or(0))
            .whole(target.value)
            .day(target.approved_on)
            .text(target.approved_by)
            .text(target.reason)
            .number(target.withdrawn ? 1 : 0);
    return bytes;
}

bool read_targets(std::string_view bytes, PictureMemory& memory) {
    PackReader in(bytes);
    for (auto left = in.number(); left > 0 && in.is_sound(); --left) {
        TargetRecord& target = memory.targets.emplace_back();
        target.campaign = in.text();
        target.indicator = in.text();
        target.area = in.code();
        if (const auto year = in.whole(); year != 0) target.year = static_cast<int>(year);
        target.value = in.whole();
        target.approved_on = in.day();
        target.approved_by = in.text();
        target.reason = in.text();
        target.withdrawn = in.number() != 0;
    }
    return in.is_sound() && in.rest().empty();
}

std::string packed_figures(const PictureMemory& memory) {
    std::string bytes;
    PackWriter out(bytes);
    out.number(memory.figures.size());
    for (const FigureRecord& figure : memory.figures)
        out.text(figure.campaign)
            .text(figure.indicator)
            .text(figure.area.view())
            .day(figure.period.first)
            .day(figure.period.last)
            .whole(figure.value)
            .whole(figure.unit_value_fen.value_or(-1))
            .day(figure.reported_on);
    return bytes;
}

bool read_figures(std::string_view bytes, PictureMemory& memory) {
    PackReader in(bytes);
    for (auto left = in.number(); left > 0 && in.is_sound(); --left) {
        FigureRecord& figure = memory.figures.emplace_back();
        figure.campaign = in.text();
        figure.indicator = in.text();
        figure.area = in.code();
        figure.period.first = in.day();
        figure.period.last = in.day();
        figure.value = in.whole();
        if (const auto fen = in.whole(); fen >= 0) figure.unit_value_fen = fen;
        figure.reported_on = in.day();
    }
    return in.is_sound() && in.rest().empty();
}

std::string packed_cases(const CaseBook& book) {
    std::string bytes;
    PackWriter out(bytes);
    out.number(book.size());
    for (const CaseFile* file : book.all()) {
        const CaseRecord& r = file->record;
        out.text(r.id).text(r.campaign).text(r.area.view()).day(r.opened_on).text(r.kind);
        out.whole(r.persons).whole(r.unit_value_fen).number(file->decided.size());
        for (const PlainStep& step : file->decided) out.day(step.on).number(step.status);
    }
    return bytes;
}

bool read_cases(std::string_view bytes, CaseBook& book) {
    PackReader in(bytes);
    for (auto left = in.number(); left > 0 && in.is_sound(); --left) {
        CaseFile file;
        file.record.id = in.text();
        file.record.campaign = in.text();
        file.record.area = in.code();
        file.record.opened_on = in.day();
        file.record.kind = in.text();
        file.record.persons = in.whole();
        file.record.unit_value_fen = in.whole();
        for (auto steps = in.number(); steps > 0 && in.is_sound(); --steps) {
            const Day on = in.day();
            file.decided.push_back({on, static_cast<std::uint8_t>(in.number())});
        }
        book.put(std::move(file));
    }
    return in.is_sound() && in.rest().empty();
}

}  // namespace

PictureMemory::PictureMemory() {
    for (const PointKind kind : point_kinds) shelves.emplace_back(kind);
}

PictureMemory PictureMemory::frozen() {
    PictureMemory copy;
    copy.revision = revision;
    copy.areas = areas;
    copy.areas_changed_at = areas_changed_at;
    copy.targets = targets;
    copy.cases = cases;
    copy.figures = figures;
    copy.shelves.clear();
    for (RecordShelf& shelf : shelves) copy.shelves.push_back(shelf.frozen());
    return copy;
}

void keep_memory(const std::filesystem::path& file, const PictureMemory& memory,
                 const std::string& identity) {
    std::vector<std::string> parts;
    std::string head;
    PackWriter(head).whole(memory.revision).text(identity);
    parts.push_back(std::move(head));
    parts.push_back(packed_areas(memory));
    parts.push_back(packed_targets(memory));
    parts.push_back(packed_cases(memory.cases));
    parts.push_back(packed_figures(memory));
    for (const RecordShelf& shelf : memory.shelves) parts.push_back(shelf.packed());
    write_checkpoint(file, stamp(), std::vector<std::string_view>(parts.begin(), parts.end()));
}

std::optional<PictureMemory> kept_memory(const std::filesystem::path& file, const Store& store) {
    auto parts = read_checkpoint(file, stamp());
    if (!parts || parts->size() != 5 + point_kinds.size() ||
        !std::ranges::all_of(*parts, &CheckpointPart::is_sound))
        return std::nullopt;
    PictureMemory memory;
    PackReader head(parts->front().bytes);
    memory.revision = head.whole();
    const std::string_view identity = head.text();
    if (!head.is_sound() || memory.revision > store.revision() || store.identity(memory.revision) != identity)
        return std::nullopt;
    if (!read_areas((*parts)[1].bytes, memory) || !read_targets((*parts)[2].bytes, memory) ||
        !read_cases((*parts)[3].bytes, memory.cases) || !read_figures((*parts)[4].bytes, memory))
        return std::nullopt;
    memory.shelves.clear();
    for (std::size_t i = 0; i < point_kinds.size(); ++i) {
        auto shelf = RecordShelf::of(point_kinds[i], (*parts)[5 + i].bytes);
        (*parts)[5 + i].bytes = {};
        if (!shelf) return std::nullopt;
        memory.shelves.push_back(std::move(*shelf));
    }
    return memory;
}

}  // namespace courtyard
