// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string>

namespace courtyard {

/// A colour and how much of it covers what lies beneath.
struct Colour {
    std::uint32_t rgb = 0;
    unsigned percent = 100;

    std::string hex() const;   ///< `#0B5A74`
    std::string css() const;   ///< the same, or `rgba(27,32,37,0.62)`
    std::string qgis() const;  ///< `27,32,37,158`
    bool operator==(const Colour&) const = default;
};

/// The dashboard's light theme, as far as maps in other programs use it (web/src/map/map_colours.ts,
/// web/src/map/symbols.ts, web/src/measure/palette.ts; the test `styles` compares).
namespace palette {

inline constexpr Colour ground{0xF4F3F0};
inline constexpr Colour ink{0x1B2025};
inline constexpr Colour halo{0xFFFFFF, 92};
inline constexpr Colour village_line{0x6F7C83};
inline constexpr Colour village_casing{0xFFFFFF};
inline constexpr Colour township_line{0x1B2025, 62};

inline constexpr Colour done{0x0B5A74};
inline constexpr Colour listed{0x5C666D};
inline constexpr Colour work{0xD9772F};
inline constexpr Colour dark{0x153159};
inline constexpr Colour ring{0xFFFFFF};

/// From none to all of a cell's households completed.
inline constexpr Colour cell_none{0xD3DADC};
inline constexpr Colour cell_all{0x0B5A74};

/// Shares of a target, by `share_breaks`.
inline constexpr std::array shares{Colour{0xF9F5E0}, Colour{0xC4D9AE}, Colour{0x7CBB9E},
                                   Colour{0x389492}, Colour{0x116482}, Colour{0x153159}};
inline constexpr std::array<double, shares.size() - 1> share_breaks{40, 60, 80, 90, 100};
inline constexpr Colour no_data{0xF3F1EC};

}  // namespace palette
}  // namespace courtyard
