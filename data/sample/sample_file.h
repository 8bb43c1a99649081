// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <utility>

namespace courtyard {

/// A text file written in large pieces. Throws when the disk fails.
class SampleFile {
  public:
    explicit SampleFile(const std::filesystem::path& path) {
        stream_.exceptions(std::ios::badbit | std::ios::failbit);
        stream_.open(path, std::ios::binary | std::ios::trunc);
    }

    template <class... Values>
    void add(fmt::format_string<Values...> format, Values&&... values) {
        fmt::format_to(std::back_inserter(buffer_), format, std::forward<Values>(values)...);
        constexpr std::size_t piece = std::size_t{1} << 20;
        if (buffer_.size() > piece) flush();
    }

    void close() {
        flush();
        stream_.close();
    }

  private:
    void flush() {
        stream_.write(buffer_.data(), static_cast<std::streamsize>(buffer_.size()));
        buffer_.clear();
    }

    std::ofstream stream_;
    fmt::memory_buffer buffer_;
};

}  // namespace courtyard
