// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/names/name_index.h"

#include <algorithm>
#include <bit>
#include <tuple>

namespace courtyard {
namespace {

std::size_t slot_count(std::size_t items) { return std::bit_ceil(items + items / 2 + 2); }

std::uint32_t joined(char16_t first, char16_t second) { return std::uint32_t{first} << 16 | second; }

std::size_t spread(std::uint32_t units, std::size_t mask) {
    return static_cast<std::size_t>((units * 0x9E3779B97F4A7C15ULL) >> 32) & mask;
}

}  // namespace

void NameIndex::Builder::add(std::u16string_view core, NamedPlace named) {
    if (core.size() < 2 || core.size() > 255) return;
    items_.push_back({hash_of(core), static_cast<std::uint32_t>(cores_.size()),
                      static_cast<std::uint32_t>(core.size()), named});
    cores_.insert(cores_.end(), core.begin(), core.end());
}

NameIndex NameIndex::Builder::build() && {
    const auto text = [&](const Item& item) {
        return std::u16string_view{cores_.data() + item.core_begin, item.length};
    };
    std::ranges::sort(items_, [&](const Item& a, const Item& b) {
        if (a.hash != b.hash) return a.hash < b.hash;
        const auto order = text(a).compare(text(b));
        if (order != 0) return order < 0;
        return std::tuple(a.named.place, a.named.kind) < std::tuple(b.named.place, b.named.kind);
    });
    NameIndex index;
    index.places_.reserve(items_.size());
    std::vector<std::uint64_t> hashes;
    const Item* before = nullptr;
    for (const auto& item : items_) {
        if (before == nullptr || before->hash != item.hash || text(*before) != text(item)) {
            index.add_core(*this, item);
            hashes.push_back(item.hash);
        } else if (index.places_.back().place == item.named.place) {
            index.places_.back().ending = index.places_.back().ending | item.named.ending;
            index.endings_.back() = index.endings_.back() | item.named.ending;
            continue;
        }
        index.places_.push_back(item.named);
        index.endings_.back() = index.endings_.back() | item.named.ending;
        before = &item;
    }
    index.core_begin_.push_back(static_cast<std::uint32_t>(index.cores_.size()));
    index.first_place_.push_back(static_cast<std::uint32_t>(index.places_.size()));
    index.fill_slots(hashes);
    index.fill_lengths();
    index.fill_core_by_place();
    index.cores_.shrink_to_fit();
    index.places_.shrink_to_fit();
    return index;
}

void NameIndex::add_core(const Builder& builder, const Builder::Item& item) {
    core_begin_.push_back(static_cast<std::uint32_t>(cores_.size()));
    first_place_.push_back(static_cast<std::uint32_t>(places_.size()));
    endings_.push_back(Ending::none);
    const auto* begin = builder.cores_.data() + item.core_begin;
    cores_.insert(cores_.end(), begin, begin + item.length);
    longest_ = std::max<std::size_t>(longest_, item.length);
}

void NameIndex::fill_slots(std::span<const std::uint64_t> hashes) {
    slots_.resize(slot_count(hashes.size()));
    const auto mask = slots_.size() - 1;
    for (Core core = 0; core < hashes.size(); ++core) {
        auto at = hashes[core] >> 32 & mask;
        while (slots_[at].core != none) at = (at + 1) & mask;
        slots_[at] = {static_cast<std::uint32_t>(hashes[core]), core};
    }
}

void NameIndex::fill_lengths() {
    lengths_.resize(slot_count(size()));
    const auto mask = lengths_.size() - 1;
    std::size_t used = 0;
    for (Core core = 0; core < size(); ++core) {
        const auto units = joined(text(core)[0], text(core)[1]);
        auto at = spread(units, mask);
        while (lengths_[at].units != 0 && lengths_[at].units != units) at = (at + 1) & mask;
        if (lengths_[at].units == 0) ++used;
        lengths_[at].units = units;
        lengths_[at].bits |= 1U << std::min<std::size_t>(text(core).size(), 31);
    }
    // Far fewer beginnings than cores: a table that fits them stays in the cache.
    auto fitting = std::vector<Lengths>(slot_count(used));
    for (const auto& entry : lengths_) {
        if (entry.units == 0) continue;
        auto at = spread(entry.units, fitting.size() - 1);
        while (fitting[at].units != 0) at = (at + 1) & (fitting.size() - 1);
        fitting[at] = entry;
    }
    lengths_ = std::move(fitting);
}

std::span<const NamedPlace> NameIndex::places(Core core, AreaPlace from, AreaPlace to) const {
    const auto all = places(core);
    const auto begin = std::ranges::lower_bound(all, from, {}, &NamedPlace::place);
    return {begin, std::ranges::lower_bound(begin, all.end(), to, {}, &NamedPlace::place)};
}

void NameIndex::fill_core_by_place() {
    AreaPlace last = 0;
    for (const auto& named : places_) last = std::max(last, named.place);
    core_by_place_.assign(places_.empty() ? 0 : std::size_t{last} + 1, none);
    for (Core core = 0; core < size(); ++core) {
        for (const auto& named : places(core)) {
            if (named.kind == NameKind::official) core_by_place_[named.place] = core;
        }
    }
}

std::uint32_t NameIndex::lengths_beginning(char16_t first, char16_t second) const {
    const auto units = joined(first, second);
    const auto mask = lengths_.size() - 1;
    for (auto at = spread(units, mask);; at = (at + 1) & mask) {
        if (lengths_[at].units == units) return lengths_[at].bits;
        if (lengths_[at].units == 0) return 0;
    }
}

std::optional<NameIndex::Core> NameIndex::find(std::u16string_view text) const {
    if (text.size() < 2 || slots_.empty()) return std::nullopt;
    const auto core = find(hash_of(text), text);
    return core == none ? std::nullopt : std::optional(core);
}

NameIndex::Core NameIndex::find(std::uint64_t hash, std::u16string_view core) const {
    const auto mask = slots_.size() - 1;
    for (auto at = hash >> 32 & mask;; at = (at + 1) & mask) {
        const auto& slot = slots_[at];
        if (slot.core == none) return none;
        if (slot.mark == static_cast<std::uint32_t>(hash) && text(slot.core) == core) return slot.core;
    }
}

}  // namespace courtyard
