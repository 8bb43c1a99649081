// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "atlas/checkpoint.h"

#include <fmt/format.h>

#include <algorithm>
#include <future>
#include <span>

#include "atlas/edition_drawing.h"
#include "data/store/checkpoint_file.h"
#include "geo/packing.h"

namespace courtyard {
namespace {

/// Another number whenever the same bytes would mean something else, or the same facts something else.
constexpr int meaning = 4;

/// Names what records are drawn and booked by: statuses and indicators of the campaigns.
std::string terms() {
    std::string text;
    PackWriter out(text);
    for (const Campaign& campaign : catalogue()) {
        out.text(campaign.id).text(to_string(campaign.record)).number(campaign.columns);
        out.number(campaign.ladder ? 1 : 0);
        for (const Status& status : campaign.statuses)
            out.text(status.id).number(static_cast<std::uint64_t>(status.counting));
        for (const Indicator& one : campaign.indicators)
            out.text(one.id)
                .number(static_cast<std::uint64_t>(one.kind))
                .whole(one.column ? *one.column : -1)
                .text(one.at_least)
                .text(one.weight);
    }
    RunningHash hash;
    hash.add(text);
    constexpr std::size_t shown_bytes = 8;
    std::string name;
    const RunningHash::Sum sum = hash.sum();
    for (const unsigned char byte : std::span(sum).first(shown_bytes)) name += fmt::format("{:02x}", byte);
    return name;
}

std::string stamp() {
    return fmt::format("picture {} by {} of Courtyard {}", meaning, terms(), COURTYARD_VERSION);
}

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

std::string packed_rows(const SharedRows<AreaIndex>& rows) {
    std::string bytes;
    PackWriter out(bytes);
    out.number(rows.size()).number(rows.width());
    for (std::size_t row = 0; row < rows.size(); ++row)
        for (const AreaIndex area : rows[row]) out.number((std::uint64_t{area} + 1) & 0xFFFF'FFFFU);
    return bytes;
}

bool read_rows(std::string_view bytes, SharedRows<AreaIndex>& rows) {
    PackReader in(bytes);
    const auto size = in.number();
    const auto width = in.number();
    if (!in.is_sound() || width == 0 || size > bytes.size() || width > bytes.size()) return false;
    rows.assign(size, width, no_area);
    for (std::size_t row = 0; row < size && in.is_sound(); ++row)
        for (AreaIndex& area : rows.open(row)) area = static_cast<AreaIndex>(in.number() - 1);
    return in.is_sound() && in.rest().empty();
}

std::string packed_revisions(const TileRevisions& revisions) {
    std::string bytes;
    PackWriter out(bytes);
    out.whole(revisions.newest).number(revisions.by_tile.size());
    for (const auto& [tile, revision] : revisions.by_tile) out.number(tile).whole(revision);
    return bytes;
}

bool read_revisions(std::string_view bytes, TileRevisions& revisions) {
    PackReader in(bytes);
    revisions.newest = in.whole();
    for (auto left = in.number(); left > 0 && in.is_sound(); --left) {
        const auto tile = in.number();
        revisions.by_tile[tile] = in.whole();
    }
    return in.is_sound() && in.rest().empty();
}

std::string packed_books(const Snapshot& drawn) {
    std::string bytes;
    PackWriter out(bytes);
    out.number(drawn.editions.size());
    for (const auto& edition : drawn.editions) {
        out.number(edition->ledgers.size());
        for (const Ledger& ledger : edition->ledgers) ledger.pack(out);
    }
    return bytes;
}

/// Into the empty books of editions.
bool read_books(std::string_view bytes, std::span<const std::shared_ptr<EditionPicture>> editions) {
    PackReader in(bytes);
    if (in.number() != editions.size()) return false;
    for (const auto& edition : editions) {
        if (in.number() != edition->ledgers.size()) return false;
        for (Ledger& ledger : edition->ledgers)
            if (!ledger.unpack(in)) return false;
    }
    return in.is_sound() && in.rest().empty();
}

/// Parts of a file one after the other, each let go when the next is asked for; after one that is not sound
/// nothing.
class Parts {
  public:
    explicit Parts(std::span<CheckpointPart> parts) : parts_(parts) {}

    std::string_view next() {
        if (at_ > 0) parts_[at_ - 1].bytes = {};
        sound_ = sound_ && parts_[at_].is_sound();
        return sound_ ? std::string_view(parts_[at_++].bytes) : std::string_view();
    }
    bool is_sound() const { return sound_; }

  private:
    std::span<CheckpointPart> parts_;
    std::size_t at_ = 0;
    bool sound_ = true;
};

/// Everything but the areas and the books.
bool read_records(Parts& parts, KeptPicture& kept) {
    if (!read_targets(parts.next(), kept.memory) || !read_figures(parts.next(), kept.memory) ||
        !read_cases(parts.next(), kept.memory.cases))
        return false;
    kept.memory.shelves.clear();
    for (const PointKind kind : point_kinds) {
        auto shelf = RecordShelf::of(kind, parts.next());
        if (!shelf || !parts.is_sound()) return false;
        kept.memory.shelves.push_back(std::move(*shelf));
    }
    for (const RecordShelf& shelf : kept.memory.shelves) {
        auto& rows = kept.placed.emplace_back();
        if (!read_rows(parts.next(), rows) || rows.size() != shelf.size()) return false;
    }
    for (const PointKind kind : point_kinds) {
        auto points = layer_of(kind).unpacked(parts.next());
        auto revisions = std::make_shared<TileRevisions>();
        if (!points || !read_revisions(parts.next(), *revisions)) return false;
        kept.layers.push_back({std::move(*points), std::move(revisions)});
    }
    return parts.is_sound();
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
    copy.figures = figures;
    copy.cases = cases;
    copy.shelves.clear();
    for (RecordShelf& shelf : shelves) copy.shelves.push_back(shelf.frozen());
    return copy;
}

void keep_picture(const std::filesystem::path& file, const PictureMemory& memory, const Snapshot& drawn,
                  const std::string& identity) {
    std::vector<std::string> parts;
    PackWriter(parts.emplace_back()).whole(memory.revision).text(identity);
    parts.push_back(packed_areas(memory));
    parts.push_back(packed_targets(memory));
    parts.push_back(packed_figures(memory));
    parts.push_back(packed_cases(memory.cases));
    for (const RecordShelf& shelf : memory.shelves) parts.push_back(shelf.packed());
    for (const RecordsPicture& records : drawn.records) parts.push_back(packed_rows(records.areas));
    for (const LayerPicture& layer : drawn.layers) {
        parts.push_back(layer.points.packed());
        parts.push_back(packed_revisions(*layer.revisions));
    }
    parts.push_back(packed_books(drawn));
    write_checkpoint(file, stamp(), std::vector<std::string_view>(parts.begin(), parts.end()));
}

std::optional<KeptPicture> kept_picture(const std::filesystem::path& file, const Store& store) {
    auto read = read_checkpoint(file, stamp());
    if (!read || read->size() != 6 + 4 * point_kinds.size()) return std::nullopt;
    KeptPicture kept;
    const std::span<CheckpointPart> parts(*read);
    Parts few(parts.first(2));
    PackReader head(few.next());
    kept.memory.revision = head.whole();
    const std::string_view identity = head.text();
    if (!few.is_sound() || !head.is_sound() || kept.memory.revision > store.revision() ||
        store.identity(kept.memory.revision) != identity)
        return std::nullopt;
    Parts rest(parts.subspan(2));
    auto records = std::async(std::launch::async, [&] { return read_records(rest, kept); });
    // Beside the records: borders take as long to be made ready as all of those to be read.
    const bool known = read_areas(few.next(), kept.memory);
    if (known) kept.editions = drawn_editions(kept.memory.areas, kept.memory.areas_changed_at);
    if (!records.get() || !known || !read_books(rest.next(), kept.editions)) return std::nullopt;
    return kept;
}

}  // namespace courtyard
