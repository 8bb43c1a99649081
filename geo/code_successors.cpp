// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/code_successors.h"

#include <algorithm>
#include <map>
#include <utility>

#include "geo/box_tree.h"
#include "geo/edition_changes.h"
#include "geo/editions/ground.h"

namespace courtyard {
namespace {

/// The lowest area that covers both; `no_area` when none does.
AreaIndex lowest_over(const AreaTree& areas, AreaIndex a, AreaIndex b) {
    while (a != no_area && !areas.covers(a, b)) a = areas.parent(a);
    return a;
}

AreaIndex lowest_over(const AreaTree& areas, std::span<const AreaIndex> parts) {
    if (parts.empty()) return no_area;
    AreaIndex over = parts.front();
    for (const AreaIndex part : parts)
        if (over != no_area) over = lowest_over(areas, over, part);
    return over;
}

/// The villages that lie about some of another edition.
std::vector<AreaIndex> villages_about(const AreaTree& areas, const EditionGround& others) {
    std::vector<Bounds> boxes;
    for (const AreaIndex other : others.villages) boxes.push_back(others.bounds_of(other));
    const BoxTree near(boxes);
    std::vector<AreaIndex> found;
    for (AreaIndex i = 0; i < areas.size(); ++i) {
        const bool drawn = areas[i].level == AreaLevel::village && !areas[i].boundary.empty();
        if (drawn && !near.touching(areas[i].bounds).empty()) found.push_back(i);
    }
    return found;
}

/// Gathers where codes lead, from the newest of the earlier editions to the oldest.
class Gathering {
  public:
    explicit Gathering(const AreaTree& edition) : edition_(edition) {}

    void add(const AreaTree& earlier) {
        std::vector<AreaIndex> retired;
        for (AreaIndex i = 0; i < earlier.size(); ++i) {
            const AreaCode code = earlier[i].code;
            if (edition_.find(code) == no_area && !leads_.contains(code)) retired.push_back(i);
        }
        if (retired.empty()) return;
        follow_ground(earlier, retired);
        for (const AreaIndex area : retired)
            if (earlier[area].level != AreaLevel::village) follow_villages(earlier, area);
        for (const AreaIndex area : retired) follow_above(earlier, area);
    }

    std::vector<CodeSuccessor> all() const {
        std::vector<CodeSuccessor> all;
        for (const auto& [code, lead] : leads_)
            if (lead.area != no_area) all.push_back({code, lead.area});
        return all;
    }

  private:
    struct Lead {
        AreaIndex area = no_area;
        bool by_ground = false;
    };

    /// Villages go where their ground went.
    void follow_ground(const AreaTree& earlier, std::span<const AreaIndex> retired) {
        std::vector<AreaIndex> villages;
        for (const AreaIndex area : retired)
            if (earlier[area].level == AreaLevel::village) villages.push_back(area);
        if (villages.empty()) return;
        const EditionGround before(earlier, std::move(villages));
        const EditionGround after(edition_, villages_about(edition_, before));
        const auto overlaps = overlaps_of(before, after, sliver_share);
        for (const AreaIndex village : before.villages) {
            std::vector<AreaIndex> parts;
            AreaIndex most = no_area;
            double found = 0;
            for (const Overlap& one :
                 std::ranges::equal_range(overlaps, village, {}, &Overlap::old_village)) {
                const double share = one.area_m2 / before.area_m2[village];
                if (share < sliver_share) continue;
                found += share;
                parts.push_back(one.new_village);
                if (share > most_share) most = one.new_village;
            }
            if (found <= most_share) continue;
            const AreaIndex area = most != no_area ? most : lowest_over(edition_, parts);
            if (area != no_area) leads_[earlier[village].code] = {area, true};
        }
    }

    /// An area goes where its villages went, and is no smaller than it was.
    void follow_villages(const AreaTree& earlier, AreaIndex area) {
        std::vector<AreaIndex> parts;
        for (const AreaIndex village : earlier.descendants(area, AreaLevel::village)) {
            const AreaCode code = earlier[village].code;
            if (const AreaIndex there = edition_.find(code); there != no_area)
                parts.push_back(there);
            else if (const auto lead = leads_.find(code); lead != leads_.end() && lead->second.by_ground)
                parts.push_back(lead->second.area);
        }
        AreaIndex over = lowest_over(edition_, parts);
        while (over != no_area && edition_[over].level > earlier[area].level) over = edition_.parent(over);
        if (over != no_area) leads_[earlier[area].code] = {over, true};
    }

    /// What found no ground goes with what was above it.
    void follow_above(const AreaTree& earlier, AreaIndex area) {
        Lead& lead = leads_[earlier[area].code];
        if (lead.area != no_area) return;
        for (AreaIndex above = earlier.parent(area); above != no_area && lead.area == no_area;
             above = earlier.parent(above)) {
            lead.area = edition_.find(earlier[above].code);
            const auto known = leads_.find(earlier[above].code);
            if (lead.area == no_area && known != leads_.end() && known->second.by_ground)
                lead.area = known->second.area;
        }
    }

    const AreaTree& edition_;
    std::map<AreaCode, Lead> leads_;
};

}  // namespace

CodeSuccessors::CodeSuccessors(std::vector<Areas> earlier, Areas edition)
    : earlier_(std::move(earlier)), edition_(std::move(edition)) {}

AreaIndex CodeSuccessors::find(AreaCode code) const {
    // What nobody ever had leads nowhere, and is no reason to compare editions.
    const auto has = [&](const Areas& areas) { return areas->find(code) != no_area; };
    if (std::ranges::none_of(earlier_, has)) return no_area;
    const auto known = all();
    const auto found = std::ranges::lower_bound(known, code, {}, &CodeSuccessor::code);
    return found != known.end() && found->code == code ? found->area : no_area;
}

std::span<const CodeSuccessor> CodeSuccessors::all() const {
    std::call_once(once_, [&] {
        Gathering gathering(*edition_);
        for (auto earlier = earlier_.rbegin(); earlier != earlier_.rend(); ++earlier)
            gathering.add(**earlier);
        all_ = gathering.all();
    });
    return all_;
}

bool CodeSuccessors::is_of(std::span<const Areas> earlier, const Areas& edition) const {
    return edition == edition_ && std::ranges::equal(earlier, earlier_);
}

}  // namespace courtyard
