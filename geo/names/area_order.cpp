// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/names/area_order.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <numeric>

namespace courtyard {
namespace {

using Listed = std::uint32_t;  ///< place in the list
constexpr Listed none = std::numeric_limits<Listed>::max();

/// The list in code order.
class CodeOrder {
  public:
    explicit CodeOrder(const std::vector<ListedArea>& areas) : areas_(areas), order_(areas.size()) {
        std::iota(order_.begin(), order_.end(), Listed{0});
        std::ranges::sort(order_, {}, [&](Listed i) { return areas_[i].code; });
    }

    const std::vector<Listed>& order() const { return order_; }

    Listed find(AreaCode code) const {
        const auto at = std::ranges::lower_bound(order_, code, {}, [&](Listed i) { return areas_[i].code; });
        return at != order_.end() && areas_[*at].code == code ? *at : none;
    }

    /// Longest proper prefix of a higher level.
    Listed by_prefix(const ListedArea& area) const {
        for (auto length = area.code.view().size() - 1; length > 0; --length) {
            const auto prefix = AreaCode::parse(area.code.view().substr(0, length));
            const auto found = prefix ? find(*prefix) : none;
            if (found != none && areas_[found].level < area.level) return found;
        }
        return none;
    }

  private:
    const std::vector<ListedArea>& areas_;
    std::vector<Listed> order_;
};

Result<void> check_codes_differ(const std::vector<ListedArea>& areas, const std::vector<Listed>& order) {
    const auto same = std::ranges::adjacent_find(order, {}, [&](Listed i) { return areas[i].code; });
    if (same == order.end()) return {};
    const auto code = areas[*same].code.str();
    return fail(
        ErrorCode::conflict, "area.duplicate_code",
        {fmt::format("代码 {} 出现了不止一次", code), fmt::format("code {} stands more than once", code)},
        code);
}

Result<std::vector<Listed>> parents_of(const std::vector<ListedArea>& areas, const CodeOrder& codes) {
    std::vector<Listed> parents(areas.size(), none);
    for (Listed i = 0; i < areas.size(); ++i) {
        const auto& area = areas[i];
        parents[i] = area.parent.empty() ? codes.by_prefix(area) : codes.find(area.parent);
        if (parents[i] != none || area.parent.empty()) continue;
        return fail(
            ErrorCode::invalid_input, "area.unknown_parent",
            {fmt::format("{} 的上级 {} 不在清单中", area.code.view(), area.parent.view()),
             fmt::format("the parent {} of {} is not in the list", area.parent.view(), area.code.view())},
            area.code.str());
    }
    return parents;
}

/// For each area, the first child and the next sibling, in code order; index `areas.size()` is the whole.
struct Family {
    std::vector<Listed> first_child;
    std::vector<Listed> next_sibling;
};

Family family_of(const std::vector<Listed>& parents, const std::vector<Listed>& order) {
    Family family{std::vector<Listed>(parents.size() + 1, none), std::vector<Listed>(parents.size(), none)};
    for (auto at = order.rbegin(); at != order.rend(); ++at) {
        auto& first = family.first_child[parents[*at] == none ? parents.size() : parents[*at]];
        family.next_sibling[*at] = first;
        first = *at;
    }
    return family;
}

auto never_ends(AreaCode code) {
    return fail(ErrorCode::invalid_input, "area.cycle",
                {fmt::format("{} 的上级关系成环", code.view()),
                 fmt::format("the parents of {} come back to it and never reach the top", code.view())},
                code.str());
}

}  // namespace

Result<AreaOrder::Ordered> AreaOrder::of(const std::vector<ListedArea>& areas) {
    const CodeOrder codes(areas);
    if (auto differ = check_codes_differ(areas, codes.order()); !differ)
        return tl::unexpected(differ.error());
    const auto parents = parents_of(areas, codes);
    if (!parents) return tl::unexpected(parents.error());

    Ordered made{{}, std::vector<AreaPlace>(areas.size(), 0)};
    auto& [order, places] = made;
    order.reserve(areas.size() + 1);
    order.append({}, 0);
    const auto family = family_of(*parents, codes.order());
    // Depth first: an area's end is known when the walk comes back to it.
    for (auto at = family.first_child[areas.size()]; at != none;) {
        const auto parent = (*parents)[at];
        places[at] = order.append(areas[at], parent == none ? 0 : places[parent]);
        if (family.first_child[at] != none) {
            at = family.first_child[at];
            continue;
        }
        for (; at != none; at = (*parents)[at]) {
            order.ends_[places[at]] = static_cast<AreaPlace>(order.size());
            if (family.next_sibling[at] != none) break;
        }
        if (at != none) at = family.next_sibling[at];
    }
    order.ends_[0] = static_cast<AreaPlace>(order.size());
    // What goes in a circle hangs on nothing, and the walk never came there.
    const auto lost = std::ranges::find(places, AreaPlace{0});
    if (lost != places.end()) return never_ends(areas[static_cast<std::size_t>(lost - places.begin())].code);
    for (const auto listed : codes.order()) order.by_code_.push_back(places[listed]);
    return made;
}

void AreaOrder::reserve(std::size_t size) {
    codes_.reserve(size);
    levels_.reserve(size);
    parents_.reserve(size);
    ends_.reserve(size);
    by_code_.reserve(size);
}

AreaPlace AreaOrder::append(const ListedArea& area, AreaPlace parent) {
    codes_.push_back(area.code);
    levels_.push_back(codes_.size() == 1 ? AreaLevel::province : area.level);
    parents_.push_back(parent);
    ends_.push_back(0);
    return static_cast<AreaPlace>(codes_.size() - 1);
}

AreaPlace AreaOrder::common(AreaPlace a, AreaPlace b) const {
    while (!covers(a, b)) a = parents_[a];
    return a;
}

AreaPlace AreaOrder::find(AreaCode code) const {
    const auto at = std::ranges::lower_bound(by_code_, code, {}, [&](AreaPlace p) { return codes_[p]; });
    return at != by_code_.end() && codes_[*at] == code ? *at : 0;
}

}  // namespace courtyard
