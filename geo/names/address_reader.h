// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "geo/address_match.h"
#include "geo/names/area_mentions.h"
#include "geo/names/area_order.h"
#include "geo/names/name_index.h"
#include "geo/names/place_set.h"
#include "geo/names/similar_name.h"
#include "geo/names/text_edges.h"

namespace courtyard {

/// The reading of one address: see `Gazetteer::match`.
///
/// First every mention of an area above the villages is found. Then chains of mentions that lie in one
/// another are followed from left to right, each narrowing where the address can be; wherever a chain stands,
/// a village of that place may begin. The chain that explains most of the text wins; two that explain as much
/// and say different things are an ambiguity.
class AddressReader {
  public:
    /// @param scope  where the record lies; 0 = anywhere
    AddressReader(const AreaOrder& order, const NameIndex& uppers, const NameIndex& villages,
                  std::u16string_view text, AreaPlace scope);

    AddressMatch read();

  private:
    using At = std::uint32_t;  ///< place in the text
    using Scope = std::span<const AreaPlace>;

    /// Mentions that lie in one another.
    struct Chain {
        Scope scope;  ///< where the address can still be
        At end = 0;
        std::uint32_t covered = 0;  ///< units of the text that it explains
        bool names_upper = false;   ///< something above the townships
        bool names_township = false;
        bool open = false;           ///< its last mention is a mere core with more text right behind it
        std::uint64_t mentions = 0;  ///< one bit each
        std::size_t last = 0;        ///< the last of them
    };
    /// The villages that the text can mean, by the chain that explains most.
    struct Villages {
        PlaceSet places;
        At begin = 0;
        At end = 0;
        std::uint32_t covered = 0;
        std::uint64_t mentions = 0;
        AddressMethod method = AddressMethod::nothing;
        double confidence = 0;
    };
    /// What lies above, by the chain that explains most.
    struct Upper {
        PlaceSet places;
        std::array<AreaPlace, 256> scope;
        std::size_t scope_size = 0;
        Chain chain;
    };
    /// How much of the list a scope is.
    enum class Breadth : std::uint8_t { township, county, prefecture, open };
    /// What a village must show at the place where it is tried.
    enum class Demand : std::uint8_t { any_name, full_name };
    struct VillageName {
        At end = 0;
        NameIndex::Core core = 0;
        Ending ending = Ending::none;
        bool full = false;  ///< with an ending, or of the kind that has none
    };

    /// How well a name in the text and a village's own agree in their endings.
    enum class Fit : std::uint8_t { exact, loose, doubtful, none };

    // Chains of what lies above: address_reader.cpp.
    void follow(const Chain& chain, const Chain& before);
    bool continues(const Chain& chain, const AreaMention& mention) const;
    Chain narrowed(const Chain& chain, std::size_t mention);
    void push_scope(AreaPlace place);
    void narrow_beneath(const AreaMention& mention, Ending wanted, Scope scope);
    void narrow_to_held(const AreaMention& mention, Scope scope);
    bool may_be_village(const Chain& before, const Chain& chain) const;
    void keep_upper(const Chain& chain);
    Breadth breadth_of(Scope scope) const;

    // Villages where a chain stands: address_villages.cpp.
    void try_village(const Chain& chain, At begin, Demand demand);
    void try_name(const Chain& chain, At begin, const VillageName& name);
    Fit fit_of(Breadth breadth, const VillageName& name, Ending ending) const;
    bool names_township(Scope scope, const VillageName& name) const;
    bool ends_at(Breadth breadth, const VillageName& name) const;
    bool may_be_longer(At begin, At end, AreaPlace village) const;
    void keep_villages(const Chain& chain, At begin, At end, const PlaceSet& places, double confidence);
    void try_free_villages(const Chain& chain);
    void try_similar(const Chain& chain);
    Slip slip_at(At begin, AreaPlace village) const;
    void collect_unclear(const Chain& chain);

    void drop_if_elsewhere();
    bool contradicted(AreaPlace village) const;
    AddressMatch answer_villages() const;
    AddressMatch answer_upper() const;
    void answer_common(AddressMatch& match, const PlaceSet& places, double confidence) const;
    void set_candidates(AddressMatch& match, const PlaceSet& places) const;

    const AreaOrder& order_;
    const NameIndex& uppers_;
    const NameIndex& villages_;
    std::u16string_view text_;
    TextEdges edges_;
    AreaMentions mentions_;
    AreaPlace home_;

    std::array<AreaPlace, 2048> scopes_;  ///< a stack: the scopes of the chain that is followed
    std::size_t scope_count_ = 0;
    bool scope_too_big_ = false;
    int steps_left_ = 300;  ///< an address needs a dozen; beyond this the text is no address

    Villages found_;
    Upper upper_;
    PlaceSet unclear_;
    PlaceSet other_kind_;
    PlaceSet similar_;
    AddressDoubt doubt_ = AddressDoubt::no_area_named;
};

}  // namespace courtyard
