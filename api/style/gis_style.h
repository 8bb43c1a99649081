// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "api/layer_name.h"
#include "api/problem.h"
#include "data/export/export.h"

namespace courtyard {

/// How a layer looks in desktop GIS, as texts: pure functions of the table in `api/style/layer_style.h`.
///
/// An export is given them by whoever starts it, since its room knows nothing of styles:
///
///     job.style_qml = qml_style(layer, rows.fields(), FieldNames::full, language);
///     job.style_sld = sld_style(layer, rows.fields(), FieldNames::full, language);
///
/// A GeoPackage keeps them in `layer_styles` (styleQML, styleSLD), and a shapefile has them beside it as
/// `NAME.qml` and `NAME.sld`: QGIS finds either by itself.

/// By which of their names a file calls its attributes.
enum class FieldNames : std::uint8_t {
    full,       ///< `ExportField::name`: GeoPackage, GeoJSON, FlatGeobuf
    shapefile,  ///< `ExportField::short_name`
};

/// A QGIS layer style: symbols by class, labels, and the attributes' titles as aliases.
///
/// @param fields   those of the export. A class whose attribute is not among them is left out.
/// Threads         pure
std::string qml_style(const LayerName& layer, std::span<const ExportField> fields, FieldNames names,
                      Language language);

/// The same as an OGC Styled Layer Descriptor 1.1 with Symbology Encoding, for ArcGIS, GeoServer and QGIS.
std::string sld_style(const LayerName& layer, std::span<const ExportField> fields, FieldNames names,
                      Language language);

}  // namespace courtyard
