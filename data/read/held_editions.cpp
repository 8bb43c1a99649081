// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/read/held_editions.h"

#include <iterator>
#include <variant>

namespace courtyard {
namespace {

struct Gather {
    HeldEditions& held;

    void operator()(AreaFact&& fact) const {
        const AreaCode code = fact.area.code;
        held.editions[fact.edition].insert_or_assign(code, std::move(fact.area));
    }
    void operator()(HouseholdRecord&& r) const {
        keep('h', r, r.position, r.position ? std::string() : r.address);
    }
    void operator()(BaseRecord&& r) const { keep('b', r, r.position, {}); }
    void operator()(HelpPointRecord&& r) const { keep('p', r, r.position, {}); }
    void operator()(InspectionFact&& fact) const { keep('i', fact.record, fact.record.position, {}); }
    void operator()(TargetRecord&&) const {}
    void operator()(FigureRecord&&) const {}
    void operator()(DecisionRecord&&) const {}
    void operator()(CaseRecord&&) const {}

    template <class Record>
    void keep(char kind, const Record& record, const std::optional<SourcePosition>& position,
              std::string address) const {
        held.claims[{kind, record.id}] = {position ? std::optional(position->wgs84) : std::nullopt,
                                          record.declared, std::move(address)};
    }
};

}  // namespace

HeldEditions::HeldEditions(const Store& store) {
    store.read_facts(0, store.revision(),
                     [&](RecordedFact&& recorded) { std::visit(Gather{*this}, std::move(recorded.fact)); });
}

Day HeldEditions::holding(Day day) const {
    const auto after = editions.upper_bound(day);
    return after == editions.begin() ? after->first : std::prev(after)->first;
}

}  // namespace courtyard
