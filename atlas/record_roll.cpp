// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "atlas/record_roll.h"

#include "atlas/records.h"
#include "geo/packing.h"

namespace courtyard {
namespace {

constexpr unsigned offset_bits = 32;

void take_days(PackReader& in, std::vector<Day>& days) {
    days.clear();
    for (std::uint64_t left = in.number(); left > 0 && in.is_sound(); --left) days.push_back(in.day());
}

}  // namespace

std::string_view RecordRoll::stretch(Place place) const {
    // By capacity: the size of the block being filled is the writer's alone.
    const std::string& block = *blocks_[place >> offset_bits];
    const std::size_t offset = place & 0xFFFF'FFFFU;
    return PackReader({block.data() + offset, block.capacity() - offset}).text();
}

std::string_view RecordRoll::id_at(Number number) const {
    return PackReader(stretch(places_[number].front())).text();
}

std::size_t RecordRoll::bytes() const {
    std::size_t bytes = 0;
    for (const auto& block : blocks_) bytes += block->capacity();
    return bytes;
}

RecordState RecordRoll::at(Number number) const {
    RecordState record;
    take_out(number, record);
    return record;
}

void RecordRoll::take_out(Number number, RecordState& record) const {
    PackReader in(stretch(places_[number].front()));
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

}  // namespace courtyard
