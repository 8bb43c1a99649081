// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "atlas/record_shelf.h"

#include <functional>

#include "atlas/packing.h"

namespace courtyard {
namespace {

constexpr unsigned half = 32;
constexpr std::uint64_t worth_tidying = std::uint64_t{8} << 20;

void pack_days(PackWriter& out, const std::vector<Day>& days) {
    out.number(days.size());
    for (const Day day : days) out.day(day);
}

std::vector<Day> days_of(PackReader& in) {
    std::vector<Day> days;
    for (std::uint64_t left = in.number(); left > 0 && in.is_sound(); --left) days.push_back(in.day());
    return days;
}

std::string packed_record(const RecordState& record) {
    std::string bytes;
    PackWriter out(bytes);
    out.text(record.id).number(record.fid).text(record.name).number(record.claim.position ? 1 : 0);
    if (record.claim.position) out.real(record.claim.position->lon).real(record.claim.position->lat);
    out.text(record.claim.declared.view()).text(record.claim.address).text(record.claim.within.view());
    out.day(record.registered_on).number(record.steps.size());
    for (const PlainStep& step : record.steps) out.day(step.on).number(step.status);
    pack_days(out, record.proposals);
    pack_days(out, record.decisions);
    return bytes;
}

}  // namespace

std::optional<RecordShelf> RecordShelf::of(PointKind kind, std::string packed) {
    RecordShelf shelf(kind);
    shelf.bytes_ = std::move(packed);
    PackReader in(shelf.bytes_);
    while (!in.rest().empty() && in.is_sound()) {
        shelf.places_.push_back(shelf.bytes_.size() - in.rest().size());
        in.text();
    }
    if (!in.is_sound()) return std::nullopt;
    shelf.grow();
    return shelf;
}

std::string_view RecordShelf::stretch(Number number) const {
    return PackReader(std::string_view(bytes_).substr(places_[number])).text();
}

std::string_view RecordShelf::id_at(Number number) const { return PackReader(stretch(number)).text(); }

std::optional<RecordShelf::Number> RecordShelf::number_of(std::string_view id) const {
    if (slots_.empty()) return std::nullopt;
    const std::uint64_t hash = std::hash<std::string_view>()(id);
    const std::size_t mask = slots_.size() - 1;
    for (std::size_t slot = hash & mask; slots_[slot] != 0; slot = (slot + 1) & mask) {
        if (slots_[slot] >> half != hash >> half) continue;
        const auto number = static_cast<Number>(slots_[slot]) - 1;
        if (id_at(number) == id) return number;
    }
    return std::nullopt;
}

RecordState RecordShelf::at(Number number) const {
    PackReader in(stretch(number));
    RecordState record;
    record.kind = kind_;
    record.id = in.text();
    record.fid = in.number();
    record.name = in.text();
    if (in.number() != 0) {
        const double lon = in.real();
        record.claim.position = LonLat{lon, in.real()};
    }
    record.claim.declared = in.code();
    record.claim.address = in.text();
    record.claim.within = in.code();
    record.registered_on = in.day();
    for (std::uint64_t left = in.number(); left > 0 && in.is_sound(); --left) {
        const Day on = in.day();
        record.steps.push_back({on, static_cast<std::uint8_t>(in.number())});
    }
    record.proposals = days_of(in);
    record.decisions = days_of(in);
    return record;
}

RecordShelf::Number RecordShelf::put(const RecordState& record) {
    const auto known = number_of(record.id);
    const std::uint64_t place = bytes_.size();
    if (known) wasted_ += stretch(*known).size();
    PackWriter(bytes_).text(packed_record(record));
    if (!known) {
        places_.push_back(place);
        const auto number = static_cast<Number>(places_.size() - 1);
        if (places_.size() * 3 > slots_.size() * 2)
            grow();
        else
            index(number);
        return number;
    }
    places_[*known] = place;
    if (wasted_ > worth_tidying && wasted_ > bytes_.size() / 2) *this = *of(kind_, packed());
    return *known;
}

void RecordShelf::index(Number number) {
    const std::uint64_t hash = std::hash<std::string_view>()(id_at(number));
    const std::size_t mask = slots_.size() - 1;
    std::size_t slot = hash & mask;
    while (slots_[slot] != 0) slot = (slot + 1) & mask;
    slots_[slot] = (hash >> half << half) | (std::uint64_t{number} + 1);
}

void RecordShelf::grow() {
    std::size_t size = 64;
    while (size * 2 < places_.size() * 3) size *= 2;
    slots_.assign(size, 0);
    for (Number number = 0; number < places_.size(); ++number) index(number);
}

std::string RecordShelf::packed() const {
    std::string bytes;
    bytes.reserve(bytes_.size() - wasted_);
    for (Number number = 0; number < places_.size(); ++number) PackWriter(bytes).text(stretch(number));
    return bytes;
}

}  // namespace courtyard
