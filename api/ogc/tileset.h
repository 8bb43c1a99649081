// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "api/ogc/tile_matrix_set.h"
#include "api/tile_content.h"

namespace courtyard {

/// Tiles of one collection, or of the whole dataset as far as a caller may see it, in WebMercatorQuad.
///
/// The tiles are those of `/tiles/...`: the same layers, bytes and tags. Of a collection of areas they are
/// the layers of its level alone.
class Tileset {
  public:
    /// All that the caller may see, or what `collections=` names of it.
    /// Errors   those of `moment_of`; invalid_input: parameter.invalid (a collection that is not there)
    static Result<Tileset> of_dataset(Parameters& query, const Call& call);
    /// Errors   those of `moment_of`; not_found: layer.unknown
    static Result<Tileset> of_collection(std::string_view id, Parameters& query, const Call& call);

    const TileLayers& layers() const { return layers_; }
    const Moment& moment() const { return moment_; }
    /// The layer of a tileset of one collection; nothing for the dataset's.
    const LayerName* collection() const { return collection_ ? &*collection_ : nullptr; }
    /// Where the caller's data lie, on any day; empty when there are none.
    const Bounds& bounds() const { return bounds_; }
    /// By zoom, from 0 to the last that is served; none when there are no data.
    std::vector<TileLimits> limits() const;
    /// Whether a tile lies within the limits. Cost: constant.
    bool holds(Tile tile) const;
    /// The lowest part of the pyramid that shows all of it in a few tiles: where to begin to look.
    unsigned first_look() const;
    Text title() const;

    /// Whose tiles these are, beneath the service: `/collections/villages`; nothing for the dataset.
    std::string owner_path() const;

  private:
    Tileset(TileLayers layers, Moment moment, const Call& call);

    TileLayers layers_;
    Moment moment_;
    std::optional<LayerName> collection_;
    Bounds bounds_;
};

}  // namespace courtyard
