// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace courtyard {

/// Rows of equal width that grow and change, and of which a copy for readers costs next to nothing: copies
/// share chunks, and who writes a row of a shared chunk copies that chunk first.
///
/// Threads   one writes; copies made by `shared` are read by any, also while the original is written
template <class Value>
class SharedRows {
  public:
    explicit SharedRows(std::size_t width = 1) : width_(width) {}

    std::size_t size() const { return size_; }
    std::size_t width() const { return width_; }
    std::span<const Value> operator[](std::size_t row) const {
        return std::span<const Value>(*chunks_[row / chunk_rows].rows).subspan(offset(row), width_);
    }
    /// A row to write. Two threads may open rows at once when the chunks are not shared.
    std::span<Value> open(std::size_t row) {
        Chunk& chunk = chunks_[row / chunk_rows];
        if (chunk.made != shared_) chunk = {std::make_shared<std::vector<Value>>(*chunk.rows), shared_};
        return std::span<Value>(*chunk.rows).subspan(offset(row), width_);
    }
    /// Adds rows that hold `value` until there are so many.
    void grow(std::size_t rows, Value value) {
        while (chunks_.size() * chunk_rows < rows)
            chunks_.push_back({std::make_shared<std::vector<Value>>(chunk_rows * width_, value), shared_});
        for (; size_ < rows; ++size_) std::ranges::fill(open(size_), value);
    }
    /// So many fresh rows and no others.
    void assign(std::size_t rows, std::size_t width, Value value) {
        chunks_.clear();
        size_ = 0;
        width_ = width;
        grow(rows, value);
    }
    /// A copy that nothing written here later changes.
    SharedRows shared() {
        ++shared_;
        return *this;
    }

  private:
    static constexpr std::size_t chunk_rows = 4096;

    struct Chunk {
        std::shared_ptr<std::vector<Value>> rows;
        std::uint64_t made = 0;  ///< how often was shared before it was made: it is in no copy since
    };
    std::size_t offset(std::size_t row) const { return row % chunk_rows * width_; }

    std::vector<Chunk> chunks_;
    std::size_t size_ = 0;
    std::size_t width_ = 1;
    std::uint64_t shared_ = 0;
};

}  // namespace courtyard
