// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/gazetteer.h"

#include <fmt/format.h>

#include <algorithm>

#include "geo/names/address_reader.h"
#include "geo/names/address_text.h"

namespace courtyard {
namespace {

auto bad_name(AreaCode code) {
    return fail(ErrorCode::invalid_input, "area.bad_name",
                {fmt::format("{} 的名称不是 UTF-8 文字，或超过 4096 字节", code.view()),
                 fmt::format("the name of {} is not UTF-8 text, or longer than 4,096 bytes", code.view())},
                code.str());
}

AddressMatch only(AddressDoubt doubt) {
    AddressMatch match;
    match.doubt = doubt;
    return match;
}

}  // namespace

/// The two indexes while they grow.
struct Gazetteer::Builder::Names {
    NameIndex::Builder uppers;
    NameIndex::Builder villages;

    bool add(std::string_view name, AreaPlace place, AreaLevel level, NameKind kind) {
        const auto folded = folded_name(name);
        if (folded.empty()) return name.empty() || FoldedText(name).fault() == TextFault::none;
        if (level < AreaLevel::township && names_no_place(folded)) return true;
        const auto parts = parts_of(folded, level);
        (level == AreaLevel::village ? villages : uppers).add(parts.core, {place, parts.ending, kind});
        return true;
    }
};

void Gazetteer::Builder::add(const NamedArea& area) {
    areas_.push_back({area.code, area.level, area.parent});
    name_begin_.push_back(static_cast<std::uint32_t>(names_.size()));
    names_ += area.name;
}

void Gazetteer::Builder::add_name(AreaCode code, std::string_view name, NameKind kind) {
    further_names_.push_back({code, std::string(name), kind});
}

Result<Gazetteer> Gazetteer::Builder::build() && {
    auto ordered = AreaOrder::of(areas_);
    if (!ordered) return tl::unexpected(ordered.error());
    auto changes = CodeChanges::of(std::move(changes_));
    if (!changes) return tl::unexpected(changes.error());
    Gazetteer made;
    made.order_ = std::move(ordered->order);
    made.changes_ = std::move(*changes);
    Names names;
    if (auto added = add_official_names(made, ordered->places, names); !added)
        return tl::unexpected(added.error());
    if (auto added = add_further_names(made, names); !added) return tl::unexpected(added.error());
    made.uppers_ = std::move(names.uppers).build();
    made.villages_ = std::move(names.villages).build();
    auto& home = made.home_;
    while (home + 1 < made.order_.size() && made.order_.level(home) < AreaLevel::township &&
           made.order_.end(home + 1) == made.order_.end(home)) {
        ++home;
    }
    return made;
}

/// Also copies them, in order of place.
Result<void> Gazetteer::Builder::add_official_names(Gazetteer& made, const std::vector<AreaPlace>& places,
                                                    Names& names) {
    name_begin_.push_back(static_cast<std::uint32_t>(names_.size()));
    std::vector<std::uint32_t> listed(made.order_.size(), 0);
    for (std::uint32_t i = 0; i < areas_.size(); ++i) listed[places[i]] = i;
    made.names_.reserve(names_.size());
    made.name_begin_.assign(2, 0);
    for (AreaPlace place = 1; place < made.order_.size(); ++place) {
        const auto i = listed[place];
        const auto name =
            std::string_view(names_).substr(name_begin_[i], name_begin_[i + 1] - name_begin_[i]);
        if (!names.add(name, place, made.order_.level(place), NameKind::official)) {
            return bad_name(made.order_.code(place));
        }
        made.names_ += name;
        made.name_begin_.push_back(static_cast<std::uint32_t>(made.names_.size()));
    }
    return {};
}

Result<void> Gazetteer::Builder::add_further_names(const Gazetteer& made, Names& names) const {
    for (const auto& [code, name, kind] : further_names_) {
        const auto place = made.order_.find(code);
        if (place == 0) {
            return fail(ErrorCode::not_found, "area.unknown_code",
                        {fmt::format("别名“{}”的代码 {} 不在清单中", name, code.view()),
                         fmt::format("the code {} of the name '{}' is not in the list", code.view(), name)},
                        code.str());
        }
        if (!names.add(name, place, made.order_.level(place), kind)) return bad_name(code);
    }
    return {};
}

namespace {

/// The county that all of these lie in by their codes, when an edition has no area above its villages or
/// townships; else empty.
AreaCode county_of_roots(const AreaTree& areas) {
    AreaCode county;
    for (const auto root : areas.roots()) {
        auto code = areas[root].code;
        if (areas[root].level < AreaLevel::township || !level_by_length(code)) return {};
        while (code.view().size() > 6) code = statistical_parent(code);
        if (!county.empty() && code != county) return {};
        county = code;
    }
    return county;
}

}  // namespace

Result<Gazetteer> Gazetteer::of(const AreaTree& areas) {
    Builder builder;
    const auto county = county_of_roots(areas);
    if (!county.empty()) builder.add({county, {}, AreaLevel::county, {}});
    for (AreaIndex i = 0; i < areas.size(); ++i) {
        const auto parent = areas.parent(i);
        const auto& area = areas[i];
        builder.add({area.code, area.name, area.level, parent == no_area ? county : areas[parent].code});
    }
    return std::move(builder).build();
}

std::string_view Gazetteer::name(AreaCode code) const {
    const auto place = order_.find(code);
    if (place == 0) return {};
    return std::string_view(names_).substr(name_begin_[place], name_begin_[place + 1] - name_begin_[place]);
}

std::string Gazetteer::full_name(AreaCode code) const {
    std::string full;
    for (auto place = order_.find(code); place != 0; place = order_.parent(place)) {
        full.insert(0, name(order_.code(place)));
    }
    return full;
}

AddressMatch Gazetteer::match(std::string_view address, AreaCode within) const {
    const FoldedText text(address);
    if (text.fault() == TextFault::too_long) return only(AddressDoubt::too_long);
    if (text.fault() == TextFault::not_utf8) return only(AddressDoubt::not_utf8);
    if (text.units().empty()) return only(AddressDoubt::empty);
    if (std::ranges::all_of(text.units(), is_plain_sign)) {
        const auto match = match_code(address);
        const bool digits = std::ranges::any_of(text.units(), is_arabic_digit);
        return match.doubt == AddressDoubt::unknown_code && !digits ? only(AddressDoubt::no_area_named)
                                                                    : match;
    }
    const auto scope = within.empty() ? home_ : order_.find(within);
    if (scope == 0 && !within.empty()) return only(AddressDoubt::contradiction);
    return AddressReader(order_, uppers_, villages_, text.units(), scope).read();
}

AddressMatch Gazetteer::match_code(std::string_view text) const {
    if (text.size() > FoldedText::max_bytes) return only(AddressDoubt::too_long);
    const auto code = AreaCode::parse(text);
    if (!code) return only(AddressDoubt::unknown_code);
    AddressMatch match;
    const auto answer = [&](AreaPlace place, AddressMethod method, double confidence) {
        match.area = order_.code(place);
        match.level = order_.level(place);
        match.method = method;
        match.confidence = confidence;
    };
    if (const auto place = order_.find(*code); place != 0) {
        answer(place, AddressMethod::code, 1);
        return match;
    }
    if (const auto changes = changes_.of_code(*code); !changes.empty())
        match.revoked_on = changes.front().from;
    std::vector<AreaCode> standing = changes_.last_codes(*code);
    std::erase_if(standing, [&](AreaCode last) { return !contains(last); });
    if (standing.size() == 1) {
        answer(order_.find(standing.front()), AddressMethod::successor_code, 0.98);
    } else if (!standing.empty()) {
        match.doubt = AddressDoubt::ambiguous;
        match.candidate_count = standing.size();
        standing.resize(std::min(standing.size(), AddressMatch::max_candidates));
        match.candidates = std::move(standing);
    } else if (const auto upper = standing_above(*code); upper != 0) {
        match.doubt = AddressDoubt::code_revoked;
        answer(upper, AddressMethod::upper_code, 0.9);
    } else {
        match.doubt = AddressDoubt::unknown_code;
    }
    return match;
}

/// The township of a village's code, or its county; 0 when neither is listed.
AreaPlace Gazetteer::standing_above(AreaCode village) const {
    if (village.view().size() != 12) return 0;
    const auto township = statistical_parent(village);
    const auto place = order_.find(township);
    return place != 0 ? place : order_.find(statistical_parent(township));
}

}  // namespace courtyard
