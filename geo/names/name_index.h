// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "geo/names/area_order.h"
#include "geo/names/name_ending.h"

namespace courtyard {

/// Where a name comes from.
enum class NameKind : std::uint8_t { official, alias, former };

/// One area that a core names.
struct NamedPlace {
    AreaPlace place = 0;
    Ending ending = Ending::none;  ///< what the area's full name ends with
    NameKind kind = NameKind::official;
};

/// Folded cores of names, and which areas each of them names: looked up at any place of a text.
///
/// The first two units of a text say by one probe how long the cores are that begin so, and only those
/// lengths are looked up. Cores are compared unit by unit, never by hash alone.
///
/// Threads   const, safe to call concurrently
class NameIndex {
  public:
    /// Collects what `NameIndex` is made of.
    class Builder {
      public:
        /// Cores of one unit or of more than 255 are passed over.
        void add(std::u16string_view core, NamedPlace named);
        NameIndex build() &&;

      private:
        friend class NameIndex;
        struct Item {
            std::uint64_t hash;
            std::uint32_t core_begin;
            std::uint32_t length;
            NamedPlace named;
        };
        std::vector<char16_t> cores_;
        std::vector<Item> items_;
    };

    /// A core of the index.
    using Core = std::uint32_t;

    std::size_t size() const { return core_begin_.empty() ? 0 : core_begin_.size() - 1; }
    std::u16string_view text(Core core) const {
        return {cores_.data() + core_begin_[core], core_begin_[core + 1] - core_begin_[core]};
    }
    /// In order of place.
    std::span<const NamedPlace> places(Core core) const {
        return std::span(places_).subspan(first_place_[core], first_place_[core + 1] - first_place_[core]);
    }
    std::optional<Core> find(std::u16string_view core) const;
    /// All endings that areas with this core have.
    Ending endings(Core core) const { return endings_[core]; }
    /// Those from one place up to before another.
    std::span<const NamedPlace> places(Core core, AreaPlace from, AreaPlace to) const;
    /// The core of an area's official name; empty when it is not in this index.
    std::u16string_view core_of(AreaPlace place) const {
        const auto core = place < core_by_place_.size() ? core_by_place_[place] : none;
        return core == none ? std::u16string_view{} : text(core);
    }

    /// Calls `visit(Core, length)` for every core that `text` begins with, shorter ones first.
    template <class Visit>
    void for_each_at(std::u16string_view text, Visit visit) const {
        if (text.size() < 2 || lengths_.empty()) return;
        const auto lengths = lengths_beginning(text[0], text[1]);
        if (lengths == 0) return;
        std::uint64_t hash = mixed(mixed(seed, text[0]), text[1]);
        const auto end = text.size() < longest_ ? text.size() : longest_;
        for (std::size_t length = 2; length <= end; ++length) {
            if (length > 2) hash = mixed(hash, text[length - 1]);
            const auto bit = length < 31 ? length : 31;
            if (lengths >> bit == 0) return;
            if ((lengths >> bit & 1) == 0) continue;
            const auto core = find(hash, text.substr(0, length));
            if (core != none) visit(core, length);
        }
    }

  private:
    static constexpr std::uint64_t seed = 0x243F6A8885A308D3;
    static constexpr Core none = 0xFFFFFFFF;
    struct Slot {
        std::uint32_t mark = 0;
        Core core = none;
    };
    struct Lengths {
        std::uint32_t units = 0;
        std::uint32_t bits = 0;  ///< bit n: a core of n units; bit 31: of 31 or more
    };

    static std::uint64_t mixed(std::uint64_t hash, char16_t unit) {
        hash = (hash ^ unit) * 0x9E3779B97F4A7C15;
        return hash ^ hash >> 29;
    }
    static std::uint64_t hash_of(std::u16string_view core) {
        auto hash = seed;
        for (const auto unit : core) hash = mixed(hash, unit);
        return hash;
    }
    Core find(std::uint64_t hash, std::u16string_view core) const;
    std::uint32_t lengths_beginning(char16_t first, char16_t second) const;
    void add_core(const Builder& builder, const Builder::Item& item);
    void fill_slots(std::span<const std::uint64_t> hashes);
    void fill_lengths();
    void fill_core_by_place();

    std::vector<char16_t> cores_;
    std::vector<std::uint32_t> core_begin_;
    std::vector<std::uint32_t> first_place_;
    std::vector<Ending> endings_;
    std::vector<NamedPlace> places_;
    std::vector<Core> core_by_place_;
    std::vector<Slot> slots_;
    std::vector<Lengths> lengths_;
    std::size_t longest_ = 0;
};

}  // namespace courtyard
