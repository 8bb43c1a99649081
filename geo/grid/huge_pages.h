// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sys/mman.h>

#include <cstddef>
#include <cstdlib>
#include <new>
#include <vector>

namespace courtyard {

/// An allocator for large tables that are read at random: it asks Linux for pages of 2 MB, so that a look-up
/// does not wait for the page table too. Small tables, and systems without such pages, get ordinary ones.
template <class T>
struct HugePages {
    using value_type = T;

    HugePages() = default;
    template <class Other>
    explicit HugePages(const HugePages<Other>&) {}

    T* allocate(std::size_t count) {
        const auto bytes = count * sizeof(T);
        if (bytes < worth_it) return static_cast<T*>(::operator new(bytes));
        const auto whole = (bytes + page - 1) / page * page;
        void* const memory = std::aligned_alloc(page, whole);
        if (memory == nullptr) throw std::bad_alloc();
        madvise(memory, whole, MADV_HUGEPAGE);
        return static_cast<T*>(memory);
    }
    void deallocate(T* memory, std::size_t count) noexcept {
        if (count * sizeof(T) < worth_it) {
            ::operator delete(memory);
        } else {
            std::free(memory);
        }
    }
    bool operator==(const HugePages&) const = default;

  private:
    static constexpr std::size_t page = std::size_t{2} << 20;
    static constexpr std::size_t worth_it = 2 * page;
};

template <class T>
using HugeVector = std::vector<T, HugePages<T>>;

}  // namespace courtyard
