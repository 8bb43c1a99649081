// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "atlas/record_shelf.h"

#include <algorithm>
#include <functional>
#include <utility>

#include "geo/packing.h"

namespace courtyard {
namespace {

constexpr unsigned half = 32;
constexpr std::size_t block_bytes = std::size_t{1} << 18;

void pack_days(PackWriter& out, const std::vector<Day>& days) {
    out.number(days.size());
    for (const Day day : days) out.day(day);
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
        const auto number = static_cast<Number>(shelf.size());
        const Place place = shelf.append(record);
        shelf.roll_.places_.grow(number + std::size_t{1}, place);
        shelf.index(number);
    }
    return shelf;
}

RecordShelf::Place RecordShelf::append(std::string_view record) {
    constexpr std::size_t length_bytes = 10;
    const std::size_t size = record.size() + length_bytes;
    auto& blocks = roll_.blocks_;
    if (blocks.empty() || blocks.back()->size() + size > blocks.back()->capacity()) {
        blocks.push_back(std::make_shared<std::string>());
        blocks.back()->reserve(std::max(block_bytes, size));
        wasted_.push_back(0);
    }
    const std::size_t offset = blocks.back()->size();
    PackWriter(*blocks.back()).text(record);
    return ((blocks.size() - 1) << half) | offset;
}

std::optional<RecordShelf::Number> RecordShelf::number_of(std::string_view id) const {
    const std::uint64_t hash = std::hash<std::string_view>()(id);
    const std::vector<std::uint64_t>& slots = parts_[hash % parts_.size()].slots;
    if (slots.empty()) return std::nullopt;
    for (std::size_t slot = (hash >> half) % slots.size(); slots[slot] != 0;
         slot = slot + 1 == slots.size() ? 0 : slot + 1) {
        if (slots[slot] >> half != hash >> half) continue;
        const Number number = static_cast<Number>(slots[slot]) - 1;
        if (roll_.id_at(number) == id) return number;
    }
    return std::nullopt;
}

void RecordShelf::insert(Part& part, std::uint64_t entry) {
    std::size_t slot = (entry >> half) % part.slots.size();
    while (part.slots[slot] != 0) slot = slot + 1 == part.slots.size() ? 0 : slot + 1;
    part.slots[slot] = entry;
}

void RecordShelf::index(Number number) {
    const std::uint64_t hash = std::hash<std::string_view>()(roll_.id_at(number));
    Part& part = parts_[hash % parts_.size()];
    // At most four slots in five are taken.
    if (++part.used * 5 > part.slots.size() * 4) {
        const auto old = std::exchange(part.slots, std::vector<std::uint64_t>(part.used * 8 / 5 + 4));
        for (const std::uint64_t entry : old)
            if (entry != 0) insert(part, entry);
    }
    insert(part, (hash >> half << half) | (std::uint64_t{number} + 1));
}

RecordShelf::Number RecordShelf::put(const RecordState& record) {
    const auto known = number_of(record.id);
    const Place place = append(packed_record(record));
    if (!known) {
        const auto number = static_cast<Number>(size());
        roll_.places_.grow(number + std::size_t{1}, place);
        index(number);
        return number;
    }
    Place& held = roll_.places_.open(*known).front();
    const std::size_t block = held >> half;
    wasted_[block] += static_cast<std::uint32_t>(roll_.stretch(held).size());
    held = place;
    const auto& blocks = roll_.blocks_;
    if (block + 1 < blocks.size() && wasted_[block] > blocks[block]->size() / 2) tidy(block);
    return *known;
}

void RecordShelf::tidy(std::size_t block) {
    const auto old = std::exchange(roll_.blocks_[block], std::make_shared<std::string>());
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
            if (slots[slot] >> half != hash >> half || roll_.places_[number].front() != place) continue;
            const Place moved = append(record);
            roll_.places_.open(number).front() = moved;
            break;
        }
    }
}

void RecordShelf::change_many(const std::function<bool(Number)>& wanted,
                              const std::function<void(Number, RecordState&)>& change) {
    const RecordRoll old = std::exchange(roll_, RecordRoll(roll_.kind_));
    wasted_.clear();
    RecordState record;
    for (Number number = 0; number < old.size(); ++number) {
        Place place = 0;
        if (wanted(number)) {
            old.take_out(number, record);
            change(number, record);
            place = append(packed_record(record));
        } else {
            place = append(old.stretch(old.places_[number].front()));
        }
        roll_.places_.grow(number + std::size_t{1}, place);
    }
}

RecordRoll RecordShelf::roll() {
    RecordRoll copy(roll_.kind_);
    copy.blocks_ = roll_.blocks_;
    copy.places_ = roll_.places_.shared();
    return copy;
}

std::string RecordShelf::packed() const {
    std::string bytes;
    bytes.reserve(roll_.bytes());
    for (std::size_t number = 0; number < size(); ++number)
        PackWriter(bytes).text(roll_.stretch(roll_.places_[number].front()));
    return bytes;
}

RecordShelf RecordShelf::frozen() {
    RecordShelf copy(roll_.kind_);
    copy.roll_ = roll();
    return copy;
}

}  // namespace courtyard
