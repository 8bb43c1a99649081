// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
//
// The villages of `AddressReader`: where a chain of upper names stands, and at free edges.
#include <algorithm>

#include "geo/names/address_reader.h"

namespace courtyard {

void AddressReader::try_village(const Chain& chain, At begin, Demand demand) {
    const auto breadth = breadth_of(chain.scope);
    if (begin >= text_.size() || breadth == Breadth::open) return;
    VillageName best;
    villages_.for_each_at(text_.substr(begin), [&](NameIndex::Core core, std::size_t size) {
        const auto core_end = begin + static_cast<At>(size);
        const auto after = village_ending_at(text_.substr(core_end), villages_.text(core));
        VillageName name{core_end + static_cast<At>(after.length), core, after.ending, after.length > 0};
        if (!name.full) {
            const bool whole = any(villages_.endings(core) & Ending::whole);
            name.full =
                whole || villages_.text(core).ends_with(u'村') || villages_.text(core).ends_with(u"社区");
        }
        if (!ends_at(breadth, name) || (demand == Demand::full_name && !name.full)) return;
        if (name.end > best.end) {
            best = name;
            try_name(chain, begin, name);
        } else if (name.end == best.end) {
            try_name(chain, begin, name);
        }
    });
}

void AddressReader::try_name(const Chain& chain, At begin, const VillageName& name) {
    const auto breadth = breadth_of(chain.scope);
    if (!name.full && is_road(villages_.text(name.core))) return;
    if (!name.full && breadth == Breadth::county && names_township(chain.scope, name)) return;
    PlaceSet exact;
    PlaceSet other;
    bool sure = true;
    for (const auto upper : chain.scope) {
        for (const auto& named : villages_.places(name.core, upper, order_.end(upper))) {
            const auto fit = fit_of(breadth, name, named.ending);
            if (fit == Fit::none) continue;
            sure &= fit != Fit::doubtful;
            (fit == Fit::exact ? exact : other).add(named.place);
        }
    }
    const auto& places = exact.empty() ? other : exact;
    if (places.empty()) return;
    if (exact.empty() && !sure && places.count() == 1) {
        if (name.full) other_kind_.add(places.first());
        return;
    }
    if (places.count() == 1 && !edges_.ends_free(name.end) &&
        may_be_longer(begin, name.end, places.first())) {
        return;
    }
    double confidence = breadth == Breadth::township ? 0.98 : breadth == Breadth::county ? 0.95 : 0.9;
    if (!chain.names_upper && !chain.names_township) confidence -= 0.03;
    if (exact.empty()) confidence -= 0.03;
    keep_villages(chain, begin, name.end, places, confidence);
}

/// Is the mere core of a village a township's too?
bool AddressReader::names_township(Scope scope, const VillageName& name) const {
    const auto core = uppers_.find(villages_.text(name.core));
    return core && std::ranges::any_of(scope, [&](AreaPlace upper) {
               return !uppers_.places(*core, upper + 1, order_.end(upper)).empty();
           });
}

AddressReader::Fit AddressReader::fit_of(Breadth breadth, const VillageName& name, Ending ending) const {
    if (ending == name.ending || (!any(name.ending) && any(ending & Ending::whole))) return Fit::exact;
    constexpr auto rural = Ending::village | Ending::gacha;
    if (any(name.ending)) {
        const auto meant = any(name.ending & rural) ? name.ending | rural : name.ending;
        if (any(meant & ending)) return Fit::loose;
        return breadth == Breadth::township ? Fit::doubtful : Fit::none;
    }
    if (breadth == Breadth::township || name.full) return Fit::loose;
    // The mere core of a community is a street or an estate as often as not.
    return breadth == Breadth::county && any(ending & rural) ? Fit::loose : Fit::doubtful;
}

bool AddressReader::ends_at(Breadth breadth, const VillageName& name) const {
    const bool township = breadth == Breadth::township;
    if (!any(name.ending)) {
        return township ? edges_.village_core_ends(name.end) : edges_.lone_village_core_ends(name.end);
    }
    return township ? edges_.village_name_ends(name.end) : edges_.lone_village_name_ends(name.end);
}

/// Another village of the township may begin with the same text: 王庄村东 beside 王庄村.
bool AddressReader::may_be_longer(At begin, At end, AreaPlace village) const {
    const auto text = text_.substr(begin, end - begin);
    const auto township = order_.parent(village);
    for (auto place = township + 1; place < order_.end(township); ++place) {
        if (place != village && villages_.core_of(place).starts_with(text)) return true;
    }
    return false;
}

void AddressReader::keep_villages(const Chain& chain, At begin, At end, const PlaceSet& places,
                                  double confidence) {
    const auto covered = chain.covered + (end - begin);
    if (covered < found_.covered) return;
    if (covered > found_.covered) {
        found_.places.clear();
        found_.covered = covered;
        found_.confidence = 0;
    }
    for (const auto place : places.kept()) found_.places.add(place);
    if (confidence < found_.confidence) return;
    found_.confidence = confidence;
    found_.begin = begin;
    found_.end = end;
    found_.mentions = chain.mentions;
    found_.method = chain.names_township
                        ? (chain.names_upper ? AddressMethod::full_path : AddressMethod::township_village)
                    : chain.names_upper ? AddressMethod::county_village
                                        : AddressMethod::village_in_scope;
}

void AddressReader::try_free_villages(const Chain& chain) {
    for (At at = 0; at < text_.size() && steps_left_ > 0; ++at) {
        if (text_[at] == u' ' || !edges_.begins_free(at)) continue;
        --steps_left_;
        const bool unknown_upper = edges_.follows_upper_word(at) && !mentions_.one_ends_at(at - 1);
        if (unknown_upper && !found_.places.empty()) continue;
        Chain here = chain;
        here.end = at;
        try_village(here, at, Demand::full_name);
        if (!unknown_upper || found_.places.empty()) continue;
        doubt_ = AddressDoubt::unknown_upper_area;
        unclear_ = found_.places;
        found_ = {};
    }
}

void AddressReader::try_similar(const Chain& chain) {
    if (!chain.names_township || chain.scope.size() != 1 || chain.end >= text_.size()) return;
    const auto township = chain.scope.front();
    const auto begin = chain.end + (text_[chain.end] == u' ' ? 1 : 0);
    bool safe = true;
    for (auto place = township + 1; place < order_.end(township); ++place) {
        const auto slip = slip_at(begin, place);
        if (slip == Slip::none) continue;
        similar_.add(place);
        safe &= slip == Slip::harmless;
    }
    if (similar_.count() != 1 || !safe) return;
    keep_villages(chain, begin, static_cast<At>(text_.size()), similar_, 0.8);
    found_.method = AddressMethod::similar;
}

/// How the text at `begin` differs from the name of a village.
Slip AddressReader::slip_at(At begin, AreaPlace village) const {
    const auto core = villages_.core_of(village);
    if (core.size() < 2) return Slip::none;
    for (auto size = core.size() - 1; size <= core.size() + 1; ++size) {
        if (begin + size > text_.size()) break;
        const auto end = begin + size;
        const auto piece = text_.substr(begin, size);
        const auto slip = slip_between(piece, core);
        if (slip == Slip::none) continue;
        const auto after = village_ending_at(text_.substr(end), core);
        const bool ends =
            after.length > 0 ? edges_.village_name_ends(end + after.length) : edges_.village_core_ends(end);
        if (ends) return villages_.find(piece) ? Slip::another_name : slip;
    }
    return Slip::none;
}

void AddressReader::collect_unclear(const Chain& chain) {
    if (doubt_ == AddressDoubt::unknown_upper_area || breadth_of(chain.scope) > Breadth::county) return;
    for (At at = 0; at < text_.size() && steps_left_ > 0; ++at) {
        if (text_[at] == u' ') continue;
        --steps_left_;
        Chain here = chain;
        here.end = at;
        try_village(here, at, Demand::full_name);
    }
    unclear_ = found_.places;
    found_ = {};
}

}  // namespace courtyard
