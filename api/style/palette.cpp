// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/style/palette.h"

#include <fmt/format.h>

namespace courtyard {
namespace {

unsigned red(Colour c) { return c.rgb >> 16U & 0xFFU; }
unsigned green(Colour c) { return c.rgb >> 8U & 0xFFU; }
unsigned blue(Colour c) { return c.rgb & 0xFFU; }

}  // namespace

std::string Colour::hex() const { return fmt::format("#{:06X}", rgb); }

std::string Colour::css() const {
    if (percent == 100) return hex();
    return fmt::format("rgba({},{},{},{})", red(*this), green(*this), blue(*this), percent / 100.0);
}

std::string Colour::qgis() const {
    return fmt::format("{},{},{},{}", red(*this), green(*this), blue(*this), (percent * 255 + 50) / 100);
}

}  // namespace courtyard
