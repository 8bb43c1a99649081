// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/gdal_library.h"

#include <cpl_conv.h>
#include <cpl_error.h>
#include <gdal_priv.h>
#include <ogr_srs_api.h>

#include <algorithm>
#include <array>
#include <mutex>
#include <string_view>

namespace courtyard {
namespace {

constexpr std::array<std::string_view, 10> drivers{
    "ESRI Shapefile", "GeoJSON", "TopoJSON", "GPX", "LIBKML", "CSV", "XLSX", "GPKG", "FlatGeobuf", "GTiff"};

void set_options() {
    // Siblings are named by us, in a folder of our own: nothing needs to look around in it.
    CPLSetConfigOption("GDAL_DISABLE_READDIR_ON_OPEN", "EMPTY_DIR");
    CPLSetConfigOption("GDAL_DRIVER_PATH", "disable");
    CPLSetConfigOption("CPL_VSIL_CURL_ALLOWED_EXTENSIONS", ".disabled");
    CPLSetConfigOption("GDAL_VRT_ENABLE_PYTHON", "NO");
    CPLSetConfigOption("OGR_GEOJSON_MAX_OBJ_SIZE", "20");
    CPLSetConfigOption("OGR_GEOMETRY_ACCEPT_UNCLOSED_RING", "NO");
    CPLSetConfigOption("LIBKML_RESOLVE_STYLE", "NO");
    CPLSetConfigOption("LIBKML_EXTERNAL_STYLE", "NO");
    // A sheet whose columns are all text has a header too; a code keeps the digits it was typed with.
    CPLSetConfigOption("OGR_XLSX_HEADERS", "FORCE");
    CPLSetConfigOption("OGR_XLSX_FIELD_TYPES", "STRING");
    OSRSetPROJEnableNetwork(0);
}

void keep_only_our_drivers() {
    GDALDriverManager* manager = GetGDALDriverManager();
    for (int i = manager->GetDriverCount() - 1; i >= 0; --i) {
        GDALDriver* driver = manager->GetDriver(i);
        if (std::find(drivers.begin(), drivers.end(), driver->GetDescription()) != drivers.end()) continue;
        manager->DeregisterDriver(driver);
        GDALDestroyDriver(driver);
    }
}

}  // namespace

struct GdalMessageSink {
    static void receive(CPLErr severity, CPLErrorNum, const char* message) {
        auto* messages = static_cast<GdalMessages*>(CPLGetErrorHandlerUserData());
        if (severity < CE_Failure || !messages->failure_.empty()) return;
        messages->failure_ = message;
    }
};

void prepare_gdal() {
    static std::once_flag once;
    std::call_once(once, [] {
        set_options();
        GDALAllRegister();
        keep_only_our_drivers();
    });
}

GdalMessages::GdalMessages() { CPLPushErrorHandlerEx(GdalMessageSink::receive, this); }

GdalMessages::~GdalMessages() { CPLPopErrorHandler(); }

}  // namespace courtyard
