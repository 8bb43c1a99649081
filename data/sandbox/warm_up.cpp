// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/sandbox/warm_up.h"

#include <cpl_string.h>
#include <iconv.h>
#include <locale.h>
#include <ogr_spatialref.h>

#include <array>
#include <cstdlib>
#include <ctime>

#include "data/gdal_library.h"
#include "data/read/reprojection.h"
#include "data/read/text_encoding.h"

namespace courtyard {
namespace {

/// What a .cpg of China and its neighbours says, and what Latin programs write. Any other name is unknown in
/// a worker, and the text then read as UTF-8 or GB18030 by every value.
constexpr std::array encodings{"GB18030",     "GBK",        "CP936",  "GB2312", "EUC-CN",
                               "BIG5",        "BIG5-HKSCS", "CP950",  "EUC-TW", "CP932",
                               "CP949",       "CP1250",     "CP1251", "CP1252", "ISO-8859-1",
                               "ISO-8859-15", "KOI8-R",     "UTF-16", "CP850",  "CP437"};

}  // namespace

void warm_up_libraries() {
    prepare_gdal();
    // Kept open for ever: the tables stay in memory.
    for (const char* encoding : encodings) iconv_open("UTF-8", encoding);
    newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr);
    // Named, the time zone is read once; unnamed, its file is looked for at every date.
    setenv("TZ", ":/etc/localtime", 0);
    tzset();
    from_gb18030("\xB4\xE5");
}

void warm_up_projections() {
    // One question opens the database; the handle then stays open, and every other answer is in it.
    OGRSpatialReference system;
    system.importFromEPSG(4490);
    if (const auto reprojection = Reprojection::from_epsg(4547); !reprojection) return;
}

}  // namespace courtyard
