// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "geo/gazetteer.h"
#include "geo/village_index.h"

namespace courtyard {

/// How a record found its village.
enum class PlacedBy : std::uint8_t { nothing, position, code, address };

/// A named doubt about a record, resolved by a reviewer; never a silent change.
enum class Flag : std::uint8_t {
    outside_declared_village,  ///< position and declared village disagree
    outside_every_village,     ///< position lies in no village
    in_overlap,                ///< position lies inside several villages
    unknown_area,              ///< the declared code is not in this edition
    no_position,               ///< placed by code or address only
    far_from_household,        ///< an inspection far from its household
    low_accuracy,              ///< the reported accuracy is poor
    datum_suspect,             ///< read as GCJ-02 it would lie in the declared village
    clock_skew,                ///< observed later than received
    unclear_address,           ///< the address, which had to do, names no single village
    photo_far,                 ///< a photo was taken elsewhere than the inspection
    photo_time,                ///< a photo was taken hours before or after the inspection
    photo_reused,              ///< a photo, or one that looks like it, stands under another inspection too
    photo_no_position,         ///< a photo does not say where it was taken
    accuracy_missing,          ///< the accuracy is not said, though the phone knows it
    accuracy_zero,             ///< an accuracy of 0: a mocked position, or one placed by hand
    accuracy_round,            ///< a round accuracy: typed in, or a cell tower's
    impossible_speed,          ///< from or to the account's next point faster than a car
    stale_time,                ///< uploaded long after it was observed
    before_campaign,           ///< observed before its campaign began
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
/// The flag of this name, if there is one.
std::optional<Flag> parse_flag(std::string_view name);
std::string_view to_string(PlacedBy method);

/// The village of a record in one edition.
struct Placement {
    AreaIndex area = no_area;
    PlacedBy by = PlacedBy::nothing;
    Flags flags;
    AreaIndex nearest_area = no_area;  ///< for a position outside every village, within 5 km
    Metres nearest_distance;
    /// What names and codes said, when they were asked. Its area may be one that has no boundary here.
    std::optional<AddressMatch> address;
};

/// What is known of a record's place.
struct PlaceClaim {
    std::optional<LonLat> position;  ///< WGS 84
    AreaCode declared;               ///< empty when none
    std::string address{};
    AreaCode within{};  ///< where it is known to lie: narrows what an address can mean; empty when it is not
};

/// What records are placed in: the areas of one edition, found by position, by code, or by name.
///
/// `names` may know more than `areas`: revoked codes, a national list.
struct Places {
    const AreaTree& areas;
    const VillageIndex& villages;
    const Gazetteer& names;
};

/// Finds the village of a record: by position when there is one, else by its declared code, else by its
/// address.
///
/// The position wins and the disagreement is flagged. A record without a position is placed by its code, at
/// whatever level that code names; where that is no village the address is asked, within that area. It is
/// never given an invented point, and never one of several villages that its address may mean.
Placement geocode(const PlaceClaim& claim, const Places& places);
/// The same of many records, faster; one placement each, in order.
std::vector<Placement> geocode(std::span<const PlaceClaim> claims, const Places& places);

}  // namespace courtyard
