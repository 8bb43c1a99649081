// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/village_index.h"

#include <array>
#include <cassert>
#include <cmath>
#include <utility>

#include "geo/grid/nearest_village.h"
#include "geo/grid/village_grid.h"

namespace courtyard {
namespace {

[[maybe_unused]] bool is_finite(LonLat p) { return std::isfinite(p.lon) && std::isfinite(p.lat); }

/// Positions are taken down the grid together, a step each, so that their memory is fetched side by side.
class Batch {
  public:
    static constexpr std::size_t most = 256;

    explicit Batch(const VillageGrid& grid) : grid_(grid) {}

    /// Precondition: at most `most` positions.
    void find(std::span<const LonLat> positions, std::span<Located> results) {
        positions_ = positions;
        results_ = results;
        at_borders_ = 0;
        enter();
        while (waiting_ > 0) descend();
        for (std::size_t i = 0; i < at_borders_; ++i) {
            const auto [position, cell] = at_border_[i];
            results_[position] = grid_.borders.locate(cell.border(), positions_[position]);
        }
    }

  private:
    struct Waiting {
        std::uint32_t position = 0;
        GridCell cell;
        std::uint32_t column_bits = 0;
        std::uint32_t row_bits = 0;
    };
    struct AtBorder {
        std::uint32_t position = 0;
        GridCell cell;
    };

    void enter() {
        for (std::size_t i = 0; i < positions_.size(); ++i) {
            fine_[i] = grid_.frame.cell(positions_[i]);
            next_[i] = grid_.coarse_at(fine_[i]);
            __builtin_prefetch(&grid_.coarse[next_[i]]);
        }
        const auto bits = grid_.frame.bits();
        for (std::uint32_t i = 0; i < positions_.size(); ++i) {
            const bool outside = !grid_.frame.bounds().contains(positions_[i]);
            settle({i, outside ? GridCell() : grid_.coarse[next_[i]], bits, bits});
        }
        fetch();
    }

    void descend() {
        const auto count = std::exchange(waiting_, 0);
        for (std::size_t i = 0; i < count; ++i) {
            auto waiting = queue_[i];
            waiting.cell = grid_.blocks[next_[i]];
            settle(waiting);
        }
        fetch();
    }

    /// Without a branch: which cells are plain no processor can guess.
    void settle(const Waiting& waiting) {
        results_[waiting.position] = {waiting.cell.village(), false};
        queue_[waiting_] = waiting;
        waiting_ += waiting.cell.is_plain() ? 0U : 1U;
    }

    /// Asks for the memory that the next step reads; those at a border wait for the last one.
    void fetch() {
        const auto count = std::exchange(waiting_, 0);
        for (std::size_t i = 0; i < count; ++i) {
            auto waiting = queue_[i];
            if (waiting.cell.is_border()) {
                grid_.borders.prefetch(waiting.cell.border());
                at_border_[at_borders_++] = {waiting.position, waiting.cell};
                continue;
            }
            waiting.column_bits -= waiting.cell.column_bits();
            waiting.row_bits -= waiting.cell.row_bits();
            const auto at = VillageGrid::part_at(waiting.cell, fine_[waiting.position], waiting.column_bits,
                                                 waiting.row_bits);
            __builtin_prefetch(&grid_.blocks[at]);
            next_[waiting_] = at;
            queue_[waiting_++] = waiting;
        }
    }

    const VillageGrid& grid_;
    std::span<const LonLat> positions_;
    std::span<Located> results_;
    std::size_t waiting_ = 0;
    std::size_t at_borders_ = 0;
    std::array<FineCell, most> fine_;
    std::array<Waiting, most + 1> queue_;
    std::array<std::size_t, most> next_;
    std::array<AtBorder, most> at_border_;
};

}  // namespace

VillageIndex::VillageIndex(const AreaTree& tree)
    : grid_(std::make_unique<const VillageGrid>(village_grid(tree))) {}
VillageIndex::~VillageIndex() = default;
VillageIndex::VillageIndex(VillageIndex&&) noexcept = default;
VillageIndex& VillageIndex::operator=(VillageIndex&&) noexcept = default;

Located VillageIndex::find(LonLat position) const {
    assert(is_finite(position));
    if (!grid_->frame.bounds().contains(position)) return {};
    const auto cell = grid_->cell_of(position);
    return cell.is_plain() ? Located{cell.village(), false} : grid_->borders.locate(cell.border(), position);
}

void VillageIndex::find(std::span<const LonLat> positions, std::span<Located> results) const {
    assert(positions.size() == results.size() && std::ranges::all_of(positions, is_finite));
    Batch batch(*grid_);
    for (std::size_t at = 0; at < positions.size(); at += Batch::most) {
        const auto count = std::min(Batch::most, positions.size() - at);
        batch.find(positions.subspan(at, count), results.subspan(at, count));
    }
}

bool VillageIndex::covers(AreaIndex village, LonLat position) const {
    assert(is_finite(position));
    if (!grid_->frame.bounds().contains(position)) return false;
    const auto cell = grid_->cell_of(position);
    return cell.is_plain() ? cell.village() == village
                           : grid_->borders.covers(cell.border(), village, position);
}

VillageIndex::Nearest VillageIndex::nearest(LonLat position, Metres radius) const {
    if (const auto located = find(position); located.village != no_area) return {located.village, {}};
    const auto [village, distance] = NearestVillage(*grid_, position, radius).find();
    return {village, distance};
}

std::size_t VillageIndex::memory_bytes() const { return grid_->memory_bytes(); }

}  // namespace courtyard
