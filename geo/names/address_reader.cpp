// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/names/address_reader.h"

#include <algorithm>
#include <utility>

namespace courtyard {
namespace {

bool fits(const NamedPlace& named, Ending wanted) { return !any(wanted) || any(named.ending & wanted); }

}  // namespace

AddressReader::AddressReader(const AreaOrder& order, const NameIndex& uppers, const NameIndex& villages,
                             std::u16string_view text, AreaPlace scope)
    : order_(order),
      uppers_(uppers),
      villages_(villages),
      text_(text),
      edges_(text),
      mentions_(text, uppers),
      home_(scope) {}

AddressMatch AddressReader::read() {
    Chain start;
    start.scope = Scope(&home_, 1);
    follow(start, start);
    Chain best = start;
    if (upper_.chain.mentions != 0) {
        best = upper_.chain;
        best.scope = Scope(upper_.scope.data(), upper_.scope_size);
    }
    // Where not every chain was followed, the only village found may not be the only one.
    if (steps_left_ < 0) {
        found_ = {};
        return answer_upper();
    }
    drop_if_elsewhere();
    if (found_.places.empty()) try_free_villages(best);
    if (found_.places.empty()) try_similar(best);
    if (!found_.places.empty()) return answer_villages();
    if (other_kind_.empty() && similar_.empty()) collect_unclear(best);
    return answer_upper();
}

void AddressReader::follow(const Chain& chain, const Chain& before) {
    if (--steps_left_ < 0) return;
    if (chain.end < text_.size()) {
        const bool blank = chain.end > 0 && text_[chain.end] == u' ';
        const bool own_ending = chain.open && upper_ending_at(text_.substr(chain.end)).length > 0;
        if (!own_ending && (!blank || !chain.open)) {
            try_village(chain, chain.end + (blank ? 1 : 0), Demand::any_name);
        }
    }
    if (chain.mentions != 0 && !chain.open && !may_be_village(before, chain)) keep_upper(chain);
    // A mere core is no road or company when a name that lies in it follows at once.
    if (chain.open && before.open) keep_upper(before);
    const auto all = mentions_.all();
    At limit = static_cast<At>(text_.size());
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (all[i].begin < chain.end) continue;
        if (all[i].begin >= limit) break;
        if (!continues(chain, all[i])) continue;
        const auto scopes_before = scope_count_;
        const auto next = narrowed(chain, i);
        if (!next.scope.empty()) {
            follow(next, chain);
            // What lies behind a full name is read through it, not around it.
            if (!all[i].bare()) limit = std::min(limit, all[i].end);
        }
        scope_count_ = scopes_before;
    }
}

bool AddressReader::continues(const Chain& chain, const AreaMention& mention) const {
    const auto gap = mention.begin - chain.end;
    const bool joined = gap == 0 || (gap == 1 && text_[chain.end] == u' ' && !chain.open);
    if (chain.open) return gap == 0 || ((chain.mentions & (chain.mentions - 1)) != 0 && !mention.bare());
    const bool names_upper = any(uppers_.endings(mention.core) & mention.ending & ~township_endings);
    // Inside other words, a township alone could be any of the whole list.
    if (chain.mentions == 0 && breadth_of(chain.scope) == Breadth::open && !names_upper &&
        !edges_.begins_free(mention.begin)) {
        return false;
    }
    return joined || !mention.bare() || edges_.begins_free(mention.begin);
}

AddressReader::Chain AddressReader::narrowed(const Chain& chain, std::size_t index) {
    const auto& mention = mentions_.all()[index];
    const auto first = scope_count_;
    narrow_beneath(mention, mention.ending, chain.scope);
    // A mere core right behind another name does not repeat it: 沙溪乡沙溪石甲 has a village 沙溪石甲.
    const bool may_repeat =
        chain.mentions == 0 || (!chain.open && (!mention.bare() || mention.begin > chain.end));
    if (scope_count_ == first && may_repeat) narrow_to_held(mention, chain.scope);
    const bool sure_above = chain.scope.size() == 1 && breadth_of(chain.scope) <= Breadth::prefecture;
    if (scope_count_ == first && any(mention.ending & township_endings) && sure_above) {
        narrow_beneath(mention, township_endings, chain.scope);
    }
    const auto begin = scopes_.begin() + static_cast<std::ptrdiff_t>(first);
    auto end = scopes_.begin() + static_cast<std::ptrdiff_t>(scope_count_);
    if (mention.bare() || mention.ending == Ending::whole) {
        // The mere core of a township is a word like any other unless what lies above it is known.
        if (!sure_above) {
            end = std::remove_if(begin, end,
                                 [&](AreaPlace p) { return order_.level(p) >= AreaLevel::township; });
        }
    }
    // What fits only in part could make a village look like the only one.
    if (std::exchange(scope_too_big_, false)) end = begin;
    scope_count_ = static_cast<std::size_t>(end - scopes_.begin());
    Chain next = chain;
    next.scope = Scope(begin, end);
    next.end = mention.end;
    next.covered += mention.end - mention.begin;
    next.mentions |= std::uint64_t{1} << index;
    next.last = index;
    next.open = mention.bare() && !edges_.ends_free(mention.end);
    for (const auto place : next.scope) {
        const auto level =
            uppers_.places(mention.core, place, place + 1).empty() ? AreaLevel::county : order_.level(place);
        (level >= AreaLevel::township ? next.names_township : next.names_upper) = true;
    }
    return next;
}

void AddressReader::push_scope(AreaPlace place) {
    if (scope_count_ < scopes_.size()) {
        scopes_[scope_count_++] = place;
    } else {
        scope_too_big_ = true;
    }
}

/// Puts on the stack what the mention names beneath the scope.
void AddressReader::narrow_beneath(const AreaMention& mention, Ending wanted, Scope scope) {
    for (const auto upper : scope) {
        for (const auto& named : uppers_.places(mention.core, upper + 1, order_.end(upper))) {
            if (fits(named, wanted)) push_scope(named.place);
        }
    }
}

/// Puts on the stack what of the scope lies beneath what the mention names, or is it: an address may go from
/// small to large, or say a name twice.
void AddressReader::narrow_to_held(const AreaMention& mention, Scope scope) {
    const auto names = [&](AreaPlace upper) {
        const auto here = uppers_.places(mention.core, upper, upper + 1);
        return !here.empty() && fits(here.front(), mention.ending);
    };
    for (const auto place : scope) {
        auto upper = place;
        while (upper != 0 && !names(upper)) upper = order_.parent(upper);
        if (upper != 0) push_scope(place);
    }
}

/// Ends the chain with the mere core of a township that a village elsewhere has too?
bool AddressReader::may_be_village(const Chain& before, const Chain& chain) const {
    if (!mentions_.all()[chain.last].bare() || !chain.names_township) return false;
    const auto core = uppers_.text(mentions_.all()[chain.last].core);
    const auto found = villages_.find(core);
    if (!found) return false;
    for (const auto upper : before.scope) {
        for (const auto& named : villages_.places(*found, upper, order_.end(upper))) {
            const auto holds = [&](AreaPlace township) { return order_.covers(township, named.place); };
            if (std::ranges::none_of(chain.scope, holds)) return true;
        }
    }
    return false;
}

void AddressReader::keep_upper(const Chain& chain) {
    if (chain.covered < upper_.chain.covered || chain.scope.size() > upper_.scope.size()) return;
    if (chain.covered > upper_.chain.covered) upper_.places.clear();
    for (const auto place : chain.scope) upper_.places.add(place);
    upper_.chain = chain;
    upper_.scope_size = chain.scope.size();
    std::ranges::copy(chain.scope, upper_.scope.begin());
}

AddressReader::Breadth AddressReader::breadth_of(Scope scope) const {
    auto highest = AreaLevel::village;
    for (const auto place : scope)
        highest = place == 0 ? AreaLevel::province : std::min(highest, order_.level(place));
    if (highest >= AreaLevel::township) return Breadth::township;
    if (highest == AreaLevel::county) return scope.size() == 1 ? Breadth::county : Breadth::prefecture;
    return highest == AreaLevel::prefecture && scope.size() == 1 ? Breadth::prefecture : Breadth::open;
}

/// A chain that leads to a village may have left out names that another chain holds together.
void AddressReader::drop_if_elsewhere() {
    if (found_.places.empty() || upper_.scope_size == 0) return;
    const auto own = found_.covered - (found_.end - found_.begin);
    if (upper_.chain.covered <= own) return;
    const auto elsewhere = [&](AreaPlace village) {
        return std::none_of(upper_.scope.begin(),
                            upper_.scope.begin() + static_cast<std::ptrdiff_t>(upper_.scope_size),
                            [&](AreaPlace upper) { return order_.covers(upper, village); });
    };
    if (std::ranges::all_of(found_.places.kept(), elsewhere)) found_ = {};
}

/// Does the text name, in full, an area that the village does not lie in?
bool AddressReader::contradicted(AreaPlace village) const {
    const auto all = mentions_.all();
    for (std::size_t i = 0; i < all.size(); ++i) {
        const auto& mention = all[i];
        if (mention.bare() || (found_.mentions >> i & 1) != 0) continue;
        if (mention.begin < found_.end && found_.begin < mention.end) continue;
        if (mention.begin > found_.begin && found_.mentions != 0) continue;
        bool used = false;
        for (std::size_t j = 0; j < all.size(); ++j) {
            used |=
                (found_.mentions >> j & 1) != 0 && all[j].begin < mention.end && mention.begin < all[j].end;
        }
        const auto covers = [&](const NamedPlace& named) { return order_.covers(named.place, village); };
        if (!used && std::ranges::none_of(uppers_.places(mention.core), covers)) return true;
    }
    return false;
}

void AddressReader::set_candidates(AddressMatch& match, const PlaceSet& places) const {
    match.candidate_count = places.count();
    for (const auto place : places.kept()) match.candidates.push_back(order_.code(place));
    std::ranges::sort(match.candidates);
}

AddressMatch AddressReader::answer_villages() const {
    AddressMatch match;
    const auto& places = found_.places;
    if (places.count() == 1 && !contradicted(places.first())) {
        match.area = order_.code(places.first());
        match.level = order_.level(places.first());
        match.method = found_.method;
        match.confidence = found_.confidence;
        return match;
    }
    match.doubt = places.count() == 1 ? AddressDoubt::contradiction : AddressDoubt::ambiguous;
    set_candidates(match, places);
    if (places.count() > 1 && found_.mentions != 0) answer_common(match, places, 0.9);
    return match;
}

AddressMatch AddressReader::answer_upper() const {
    AddressMatch match;
    match.doubt = doubt_;
    const auto& uppers = upper_.places;
    const auto say = [&](AddressDoubt doubt, const PlaceSet& candidates) {
        match.doubt = doubt;
        set_candidates(match, candidates);
    };
    if (uppers.count() > 1) {
        say(AddressDoubt::ambiguous, uppers);
    } else if (other_kind_.count() == 1) {
        say(AddressDoubt::other_kind, other_kind_);
    } else if (!similar_.empty()) {
        say(AddressDoubt::similar_names, similar_);
    } else if (!unclear_.empty()) {
        say(doubt_ == AddressDoubt::unknown_upper_area ? doubt_ : AddressDoubt::unclear_edge, unclear_);
    } else if (doubt_ == AddressDoubt::no_area_named && !uppers.empty()) {
        const bool named = upper_.chain.names_township && edges_.village_word_follows(upper_.chain.end);
        match.doubt = named ? AddressDoubt::village_not_listed : AddressDoubt::no_village_named;
    }
    if (!uppers.empty()) answer_common(match, uppers, 0.95);
    return match;
}

/// The lowest area that holds them all is sure.
void AddressReader::answer_common(AddressMatch& match, const PlaceSet& places, double confidence) const {
    if (places.count() > places.kept().size()) return;
    auto common = places.first();
    for (const auto place : places.kept()) common = order_.common(common, place);
    if (common == 0) return;
    match.area = order_.code(common);
    match.level = order_.level(common);
    match.method = AddressMethod::upper_area;
    match.confidence = confidence;
}

}  // namespace courtyard
