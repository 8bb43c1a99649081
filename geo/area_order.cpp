// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/area_order.h"

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

}  // namespace

Result<AreaOrder::Ordered> AreaOrder::of(const std::vector<ListedArea>& areas) {
    const CodeOrder codes(areas);
    if (auto differ = check_codes_differ(areas, codes.order()); !differ)
        return tl::unexpected(differ.error());
    const auto parents = parents_of(areas, codes);
    if (!parents) return tl::unexpected(parents.error());
    const auto family = family_of(*parents, codes.order());

    Ordered made{{}, std::vector<AreaPlace>(areas.size(), 0)};
    auto& order = made.order;
    const auto size = areas.size() + 1;
    order.codes_.reserve(size);
    order.levels_.reserve(size);
    order.parents_.reserve(size);
    order.codes_.emplace_back();
    order.levels_.push_back(AreaLevel::province);
    order.parents_.push_back(0);
    order.ends_.assign(size, 0);
    // Depth first: an area's end is known when the walk comes back to it.
    for (auto at = family.first_child[areas.size()]; at != none;) {
        const auto place = static_cast<AreaPlace>(order.codes_.size());
        const auto parent = (*parents)[at];
        made.places[at] = place;
        order.codes_.push_back(areas[at].code);
        order.levels_.push_back(areas[at].level);
        order.parents_.push_back(parent == none ? 0 : made.places[parent]);
        if (family.first_child[at] != none) {
            at = family.first_child[at];
            continue;
        }
        while (at != none) {
            order.ends_[made.places[at]] = static_cast<AreaPlace>(order.codes_.size());
            if (family.next_sibling[at] != none) break;
            at = (*parents)[at];
        }
        if (at != none) at = family.next_sibling[at];
    }
    order.ends_[0] = static_cast<AreaPlace>(order.codes_.size());
    if (order.codes_.size() != size) {
        const auto lost = std::ranges::find(made.places, AreaPlace{0}) - made.places.begin();
        const auto code = areas[static_cast<std::size_t>(lost)].code.str();
        return fail(ErrorCode::invalid_input, "area.cycle",
                    {fmt::format("{} 的上级关系成环", code),
                     fmt::format("the parents of {} come back to it and never reach the top", code)},
                    code);
    }
    order.by_code_.reserve(areas.size());
    for (const auto listed : codes.order()) order.by_code_.push_back(made.places[listed]);
    return made;
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
