// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "geo/quality/overlay.h"

namespace courtyard {

/// The plane cut along all borders, and who holds each piece.
class GroundPieces {
  public:
    /// Precondition: rings closed.
    GroundPieces(std::span<const Boundary> boundaries, const Overlay& overlay);

    /// Gives pieces that none or several areas claim, nowhere wider than `width`, to one area each.
    ///
    /// An overlap goes to the claimant it shares most border with, a gap to the neighbour of whom that is
    /// true; a fixed area keeps what it claims and gets nothing else.
    void settle(Metres width, const std::vector<bool>& fixed);

    /// What an area holds now: its own pieces, and overlaps that are not settled.
    Boundary ground_of(std::size_t area) const;

  private:
    struct Piece {
        Polygon ground;
        std::vector<std::size_t> holders;  ///< ascending
        bool settled = false;
    };
    struct Border {
        std::size_t piece = 0;
        double length = 0;
    };

    void claim(std::span<const Boundary> boundaries);
    void find_borders();
    bool is_wide(const Polygon& ground, Metres width) const;
    bool settle_one(Piece& piece, std::size_t number, const std::vector<bool>& fixed);
    std::optional<std::size_t> best_holder(std::size_t number, const std::vector<bool>& fixed) const;

    const Overlay& overlay_;
    std::vector<Piece> pieces_;
    std::vector<std::vector<Border>> borders_;  ///< of each piece
    std::vector<std::vector<std::size_t>> pieces_of_;
};

}  // namespace courtyard
