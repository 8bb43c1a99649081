// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/ogc/tileset.h"

namespace courtyard {

/// The tilesets of the dataset or of a collection for people to read.
Response tilesets_page(const Tileset& tileset, const Call& call);
/// One tileset: where its tiles are, which layers with which attributes, how far it reaches.
Response tileset_page(const Tileset& tileset, const Call& call);
/// The tiling schemes, and one of them with its matrices.
Response tile_matrix_sets_page(const Call& call);
Response tile_matrix_set_page(const Call& call);

}  // namespace courtyard
