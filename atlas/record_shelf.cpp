// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "atlas/record_shelf.h"

#include <algorithm>
#include <functional>
#include <utility>

#include "atlas/packing.h"

namespace courtyard {
namespace {

constexpr unsigned half = 32;
constexpr std::size_t block_bytes = std::size_t{1} << 18;

void pack_days(PackWriter& out, const std::vector<Day>& days) {
    out.number(days.size());
    for (const Day day : days) out.day(day);
}

void take_days(PackReader& in, std::vector<Day>& days) {
    days.clear();
    for (std::uint64_t left = in.number(); left > 0 && in.is_sound(); --left) days.push_back(in.day());
}

std::string packed_record(const RecordState& record) {
    std::string bytes;
    PackWriter out(bytes);
    out.text(record.id).number(record.fid).text(record.name).number(record.claim.position ? 1 : 0);
    if (record.claim.position) out.real(record.claim.position->lon).real(record.claim.position->lat);
    out.text(record.claim.declared.view()).text(record.claim.address).text(record.claim.within.view());
    out.day(record.registered_on).number(record.steps.size());
    for (const PlainStep& step : record.steps) out.day(step.on).number(step.status);
    out.number(record.weights.size());
    for (const std::int64_t weight : record.weights) out.whole(weight);
    pack_days(out, record.proposals);
    pack_days(out, record.decisions);
    return bytes;
}

}  // namespace

std::optional<RecordShelf> RecordShelf::of(PointKind kind, std::string_view packed) {
    RecordShelf shelf(kind);
    PackReader in(packed);
    while (!in.rest().empty()) {
        const std::string_view record = in.text();
        if (!in.is_sound()) return std::nullopt;
        shelf.places_.push_back(shelf.append(record));
        shelf.index(static_cast<Number>(shelf.places_.size() - 1));
    }
    return shelf;
}

std::string_view RecordShelf::stretch(Place place) const {
    const std::string& block = *blocks_[place >> half];
    return PackReader(std::string_view(block).substr(place & 0xFFFF'FFFFU)).text();
}

std::string_view RecordShelf::id_at(Number number) const {
    return PackReader(stretch(places_[number])).text();
}

RecordShelf::Place RecordShelf::append(std::string_view record) {
    constexpr std::size_t length_bytes = 10;
    const std::size_t size = record.size() + length_bytes;
    if (blocks_.size() == shared_blocks_ || blocks_.back()->size() + size > blocks_.back()->capacity()) {
        blocks_.push_back(std::make_shared<std::string>());
        blocks_.back()->reserve(std::max(block_bytes, size));
        wasted_.push_back(0);
    }
    const std::size_t offset = blocks_.back()->size();
    PackWriter(*blocks_.back()).text(record);
    return ((blocks_.size() - 1) << half) | offset;
}

std::optional<RecordShelf::Number> RecordShelf::number_of(std::string_view id) const {
    const std::uint64_t hash = std::hash<std::string_view>()(id);
    const std::vector<std::uint64_t>& slots = parts_[hash % parts_.size()].slots;
    if (slots.empty()) return std::nullopt;
    for (std::size_t slot = (hash >> half) % slots.size(); slots[slot] != 0;
         slot = slot + 1 == slots.size() ? 0 : slot + 1) {
        if (slots[slot] >> half != hash >> half) continue;
        const Number number = static_cast<Number>(slots[slot]) - 1;
        if (id_at(number) == id) return number;
    }
    return std::nullopt;
}

void RecordShelf::insert(Part& part, std::uint64_t entry) {
    std::size_t slot = (entry >> half) % part.slots.size();
    while (part.slots[slot] != 0) slot = slot + 1 == part.slots.size() ? 0 : slot + 1;
    part.slots[slot] = entry;
}

void RecordShelf::index(Number number) {
    const std::uint64_t hash = std::hash<std::string_view>()(id_at(number));
    Part& part = parts_[hash % parts_.size()];
    // At most four slots in five are taken.
    if (++part.used * 5 > part.slots.size() * 4) {
        const auto old = std::exchange(part.slots, std::vector<std::uint64_t>(part.used * 8 / 5 + 4));
        for (const std::uint64_t entry : old)
            if (entry != 0) insert(part, entry);
    }
    insert(part, (hash >> half << half) | (std::uint64_t{number} + 1));
}

RecordState RecordShelf::at(Number number) const {
    RecordState record;
    take_out(number, record);
    return record;
}

void RecordShelf::take_out(Number number, RecordState& record) const {
    PackReader in(stretch(places_[number]));
    record.kind = kind_;
    record.id = in.text();
    record.fid = in.number();
    record.name = in.text();
    record.claim.position.reset();
    if (in.number() != 0) {
        const double lon = in.real();
        record.claim.position = LonLat{lon, in.real()};
    }
    record.claim.declared = in.code();
    record.claim.address = in.text();
    record.claim.within = in.code();
    record.registered_on = in.day();
    record.steps.clear();
    for (std::uint64_t left = in.number(); left > 0 && in.is_sound(); --left) {
        const Day on = in.day();
        record.steps.push_back({on, static_cast<std::uint8_t>(in.number())});
    }
    record.weights.clear();
    for (std::uint64_t left = in.number(); left > 0 && in.is_sound(); --left)
        record.weights.push_back(in.whole());
    take_days(in, record.proposals);
    take_days(in, record.decisions);
}

RecordShelf::Number RecordShelf::put(const RecordState& record) {
    const auto known = number_of(record.id);
    const Place place = append(packed_record(record));
    if (!known) {
        places_.push_back(place);
        const auto number = static_cast<Number>(places_.size() - 1);
        index(number);
        return number;
    }
    const std::size_t block = places_[*known] >> half;
    wasted_[block] += static_cast<std::uint32_t>(stretch(places_[*known]).size());
    places_[*known] = place;
    if (block + 1 < blocks_.size() && wasted_[block] > blocks_[block]->size() / 2) tidy(block);
    return *known;
}

void RecordShelf::tidy(std::size_t block) {
    const auto old = std::exchange(blocks_[block], std::make_shared<std::string>());
    wasted_[block] = 0;
    PackReader in(*old);
    while (!in.rest().empty()) {
        const Place place = (block << half) | (old->size() - in.rest().size());
        const std::string_view record = in.text();
        // Valid is what the index leads to; it must not look into the block that is gone.
        const std::uint64_t hash = std::hash<std::string_view>()(PackReader(record).text());
        const std::vector<std::uint64_t>& slots = parts_[hash % parts_.size()].slots;
        for (std::size_t slot = (hash >> half) % slots.size(); slots[slot] != 0;
             slot = slot + 1 == slots.size() ? 0 : slot + 1) {
            const Number number = static_cast<Number>(slots[slot]) - 1;
            if (slots[slot] >> half != hash >> half || places_[number] != place) continue;
            places_[number] = append(record);
            break;
        }
    }
}

std::string RecordShelf::packed() const {
    std::size_t size = 0;
    for (const auto& block : blocks_) size += block->size();
    std::string bytes;
    bytes.reserve(size);
    for (const Place place : places_) PackWriter(bytes).text(stretch(place));
    return bytes;
}

RecordShelf RecordShelf::frozen() {
    RecordShelf copy(kind_);
    copy.blocks_ = blocks_;
    copy.places_ = places_;
    shared_blocks_ = blocks_.size();
    return copy;
}

}  // namespace courtyard
