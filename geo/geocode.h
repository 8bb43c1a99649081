// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "geo/datum.h"
#include "geo/village_index.h"

namespace courtyard {

/// How a record found its village.
enum class PlacedBy : std::uint8_t { nothing, position, code };

/// A named doubt about a record, resolved by a reviewer; never a silent change.
enum class Flag : std::uint8_t {
    outside_declared_village,  ///< position and declared village disagree
    outside_every_village,     ///< position lies in no village
    in_overlap,                ///< position lies inside several villages
    unknown_area,              ///< the declared code is not in this edition
    no_position,               ///< placed by code only
    far_from_household,        ///< an inspection more than 200 m from its household
    low_accuracy,              ///< reported accuracy over 30 m
    datum_suspect,             ///< read as GCJ-02 it would lie in the declared village
    clock_skew,                ///< observed later than received
};

/// A set of flags, one bit each.
class Flags {
  public:
    Flags() = default;
    explicit Flags(std::uint32_t bits) : bits_(bits) {}
    void add(Flag flag) { bits_ |= 1U << static_cast<unsigned>(flag); }
    bool has(Flag flag) const { return (bits_ >> static_cast<unsigned>(flag)) & 1U; }
    bool any() const { return bits_ != 0; }
    std::uint32_t bits() const { return bits_; }
    std::vector<Flag> list() const;
    bool operator==(const Flags&) const = default;

  private:
    std::uint32_t bits_ = 0;
};

std::string_view to_string(Flag flag);
std::string_view to_string(PlacedBy method);

/// The village of a record in one edition.
struct Placement {
    AreaIndex area = no_area;
    PlacedBy by = PlacedBy::nothing;
    Flags flags;
    AreaIndex nearest_area = no_area;  ///< for a position outside every village, within 5 km
    Metres nearest_distance;
};

/// What is known of a record's place.
struct PlaceClaim {
    std::optional<LonLat> position;  ///< WGS 84
    AreaCode declared;               ///< empty when none
};

/// Finds the village of a record: by position when there is one, else by its declared code.
///
/// The position wins and the disagreement is flagged; a record without a position is placed by its code, at
/// whatever level that code names, and is never given an invented point.
Placement geocode(const PlaceClaim& claim, const AreaTree& tree, const VillageIndex& villages);
/// The same of many records, faster; one placement each, in order.
std::vector<Placement> geocode(std::span<const PlaceClaim> claims, const AreaTree& tree,
                               const VillageIndex& villages);

}  // namespace courtyard
