// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/datum/baidu_mercator.h"

#include <array>
#include <cmath>

namespace courtyard {
namespace {

/// One band of latitudes: metres = offset + scale * |degrees| eastward, and a polynomial in |lat| / turn
/// northward.
struct Band {
    double above_lat;
    double offset;
    double scale;
    std::array<double, 7> northward;
    double turn;
};

constexpr std::array<Band, 5> bands{{
    {60,
     0.0008277824516172526,
     111320.7020463578,
     {647795574.6671607, -4082003173.641316, 10774905663.51142, -15171875531.51559, 12053065338.62167,
      -5124939663.577472, 913311935.9512032},
     67.5},
    {45,
     0.00337398766765,
     111320.7020202162,
     {4481351.045890365, -23393751.19931662, 79682215.47186455, -115964993.2797253, 97236711.15602145,
      -43661946.33752821, 8477230.501135234},
     52.5},
    {30,
     0.00220636496208,
     111320.7020209128,
     {51751.86112841131, 3796837.749470245, 992013.7397791013, -1221952.21711287, 1340652.697009075,
      -620943.6990984312, 144416.9293806241},
     37.5},
    {15,
     -0.0003441963504368392,
     111320.7020576856,
     {278.2353980772752, 2485758.690035394, 6070.750963243378, 54821.18345352118, 9540.606633304236,
      -2710.55326746645, 1405.483844121726},
     22.5},
    {0,
     -0.0003218135878613132,
     111320.7020701615,
     {0.00369383431289, 823725.6402795718, 0.46104986909093, 2351.343141331292, 1.58060784298199,
      8.77738589078284, 0.37238884252424},
     7.45},
}};

constexpr double highest_lat = 74;

const Band& band_at(double lat) {
    for (const Band& band : bands)
        if (lat > band.above_lat) return band;
    return bands.back();
}

double northing(const Band& band, double lat) {
    const double t = lat / band.turn;
    double sum = 0;
    for (std::size_t i = band.northward.size(); i-- > 0;) sum = sum * t + band.northward[i];
    return sum;
}

double slope(const Band& band, double lat) {
    const double t = lat / band.turn;
    double sum = 0;
    for (std::size_t i = band.northward.size(); i-- > 1;)
        sum = sum * t + static_cast<double>(i) * band.northward[i];
    return sum / band.turn;
}

/// The band whose lower seam lies below a northing.
const Band& band_of_northing(double north) {
    for (const Band& band : bands)
        if (north > northing(band_at(band.above_lat), band.above_lat)) return band;
    return bands.back();
}

double top_of(const Band& band) { return &band == bands.data() ? highest_lat : (&band - 1)->above_lat; }

}  // namespace

EastNorth to_baidu_mercator(LonLat bd09) {
    const Band& band = band_at(std::abs(bd09.lat));
    return {std::copysign(band.offset + band.scale * std::abs(bd09.lon), bd09.lon),
            std::copysign(northing(band, std::abs(bd09.lat)), bd09.lat)};
}

LonLat from_baidu_mercator(EastNorth metres) {
    const double north = std::abs(metres.north_m);
    const Band& band = band_of_northing(north);
    double lat = (band.above_lat + top_of(band)) / 2;
    // Smooth and nearly straight within 15 degrees: five steps are enough, the cap ends it anywhere.
    for (int step = 0; step < 12; ++step) {
        const double miss = (north - northing(band, lat)) / slope(band, lat);
        lat = std::clamp(lat + miss, band.above_lat, top_of(band));
        if (std::abs(miss) < 1e-13) break;
    }
    return {std::copysign((std::abs(metres.east_m) - band.offset) / band.scale, metres.east_m),
            std::copysign(lat, metres.north_m)};
}

}  // namespace courtyard
