// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/read/held_editions.h"

#include <iterator>
#include <variant>
#include <vector>

namespace courtyard {
namespace {

/// Of each base where its levels that stand say it is, the newest last.
using LevelClaims = std::map<std::string, std::vector<std::pair<std::string, PlaceClaim>>>;

struct Gather {
    HeldEditions& held;
    LevelClaims& levels;

    void operator()(AreaFact&& fact) const {
        const AreaCode code = fact.area.code;
        held.editions[fact.edition].insert_or_assign(code, std::move(fact.area));
    }
    void operator()(HouseholdRecord&& r) const {
        keep('h', r, r.position, r.position ? std::string() : r.address);
    }
    void operator()(BaseRecord&& r) const {
        auto& standing = levels[r.id];
        std::erase_if(standing, [&](const auto& one) { return one.first == r.level; });
        if (!r.withdrawn) standing.emplace_back(r.level, claim_of(r, r.position, {}));
        if (standing.empty())
            held.claims.erase({'b', r.id});
        else
            held.claims[{'b', r.id}] = standing.back().second;
    }
    void operator()(HelpPointRecord&& r) const {
        if (r.withdrawn)
            held.claims.erase({'p', r.id});
        else
            keep('p', r, r.position, {});
    }
    void operator()(InspectionFact&& fact) const { keep('i', fact.record, fact.record.position, {}); }
    void operator()(TargetRecord&&) const {}
    void operator()(FigureRecord&&) const {}
    void operator()(DecisionRecord&&) const {}
    void operator()(CaseRecord&&) const {}

    template <class Record>
    void keep(char kind, const Record& record, const std::optional<SourcePosition>& position,
              std::string address) const {
        held.claims[{kind, record.id}] = claim_of(record, position, std::move(address));
    }
    template <class Record>
    static PlaceClaim claim_of(const Record& record, const std::optional<SourcePosition>& position,
                               std::string address) {
        return {position ? std::optional(position->wgs84) : std::nullopt, record.declared,
                std::move(address)};
    }
};

}  // namespace

HeldEditions::HeldEditions(const Store& store) {
    LevelClaims levels;
    store.read_facts(0, store.revision(), [&](RecordedFact&& recorded) {
        std::visit(Gather{*this, levels}, std::move(recorded.fact));
    });
}

Day HeldEditions::holding(Day day) const {
    const auto after = editions.upper_bound(day);
    return after == editions.begin() ? after->first : std::prev(after)->first;
}

}  // namespace courtyard
