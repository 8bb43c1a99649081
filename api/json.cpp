// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/json.h"

#include <cmath>

namespace courtyard {

Json& Json::value(double number) {
    if (!std::isfinite(number)) return null();
    writer_.Double(number);
    return *this;
}

Json& Json::value(const Bounds& bounds) {
    if (bounds.empty()) return null();
    return array().value(bounds.west).value(bounds.south).value(bounds.east).value(bounds.north).end_array();
}

}  // namespace courtyard
