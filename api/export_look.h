// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/layer_name.h"
#include "api/moment.h"
#include "api/problem.h"
#include "data/export/export.h"

namespace courtyard {

/// Tells an export what its layer looks like and where its rows come from: styles for QGIS and ArcGIS,
/// classes for KML, titles and source. Precondition: layer, fields and format of the job are set.
///
/// @param top  the area that the export is about; `no_area`: all
void give_look(ExportJob& job, const LayerName& layer, const Moment& moment, AreaIndex top,
               Language language);

}  // namespace courtyard
