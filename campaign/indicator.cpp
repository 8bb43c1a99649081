// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "campaign/indicator.h"

namespace courtyard {

std::string_view to_string(IndicatorKind kind) {
    switch (kind) {
        case IndicatorKind::records:
            return "records";
        case IndicatorKind::count:
            return "count";
        case IndicatorKind::stock:
            return "stock";
        case IndicatorKind::amount:
            return "amount";
        case IndicatorKind::rate:
            return "rate";
        case IndicatorKind::coverage:
            return "coverage";
        case IndicatorKind::milestone:
            return "milestone";
    }
    return "records";
}

std::string_view to_string(Direction direction) { return direction == Direction::more ? "more" : "fewer"; }

bool Indicator::is_reported() const {
    switch (kind) {
        case IndicatorKind::count:
        case IndicatorKind::stock:
        case IndicatorKind::milestone:
            return true;
        case IndicatorKind::amount:
            return weight.empty();
        default:
            return false;
    }
}

}  // namespace courtyard
