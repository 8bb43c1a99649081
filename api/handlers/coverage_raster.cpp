// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "api/asked_area.h"
#include "api/coverage.h"
#include "api/handlers/handlers.h"
#include "api/moment.h"
#include "api/problem.h"
#include "data/export/export_raster.h"
#include "geo/distance_raster.h"
#include "geo/service_points.h"

namespace courtyard {
namespace {

struct RasterQuery {
    Moment moment;
    CoverageService service;
    std::optional<Metres> radius;
    AreaIndex area = no_area;
    Crs crs;
};

Result<RasterQuery> raster_query(const Call& call) {
    RasterQuery asked;
    Parameters query(call.request);
    auto moment = moment_of(query, call);
    const auto service = parse_service(query.text("service").value_or("help-points"),
                                       query.text("kind").value_or(std::string()));
    const auto radius_m = query.number("radius_m");
    const auto crs = parse_crs(query.text("crs").value_or("EPSG:4490"), {});
    const auto area = moment ? asked_area(query, call, moment->areas()) : Result<AreaIndex>(no_area);
    if (auto wrong = query.checked(); !wrong) return tl::unexpected(wrong.error());
    if (!moment) return tl::unexpected(moment.error());
    if (!service) return tl::unexpected(service.error());
    if (!crs) return tl::unexpected(crs.error());
    if (!area) return tl::unexpected(area.error());
    if (radius_m) {
        const auto radius = checked_radius(*radius_m);
        if (!radius) return tl::unexpected(radius.error());
        asked.radius = *radius;
    }
    asked.moment = std::move(*moment);
    asked.service = *service;
    asked.area = *area;
    asked.crs = *crs;
    return asked;
}

Result<std::filesystem::path> written_raster(const RasterQuery& asked, const Call& call) {
    const ServicePoints points(open_points(*asked.moment.snapshot, asked.service, asked.moment.day));
    auto raster =
        distance_raster(asked.moment.areas(), *asked.moment.edition->villages, asked.area, points, 0);
    if (!raster) return tl::unexpected(raster.error());
    if (asked.radius) {
        const auto most = static_cast<float>(asked.radius->value);
        for (float& metres : raster->metres)
            if (metres > most) metres = DistanceRaster::nothing;
    }
    const auto file = call.house.spool / fmt::format("coverage-{}.tif", call.request.id);
    if (auto written = write_raster(*raster, asked.crs, file); !written)
        return tl::unexpected(written.error());
    return file;
}

}  // namespace

/// With `radius_m` only what lies within it: the rest is without data.
Response coverage_raster(const Call& call) {
    const auto asked = raster_query(call);
    const auto file =
        asked ? written_raster(*asked, call) : Result<std::filesystem::path>(tl::unexpected(asked.error()));
    if (!file) return refused_question(file.error(), call.request);
    Response response;
    response.headers = {
        {"content-type", "image/tiff; application=geotiff"},
        {"cache-control", "no-store"},
        {"content-disposition", fmt::format("attachment; filename=\"coverage_{}_{}.tif\"",
                                            to_string(asked->service.points), to_string(asked->moment.day))}};
    response.file = *file;
    return response;
}

}  // namespace courtyard
