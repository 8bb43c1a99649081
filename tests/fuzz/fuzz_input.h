// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "data/scratch_folder.h"

/// What libFuzzer, or the replay of the kept corpus, calls once for each input. A fault is a crash, a
/// sanitizer's report or an exception; what the input is refused with is no fault.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace courtyard {

inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
    return {reinterpret_cast<const char*>(data), size};
}

/// The input as a file, for parsers that read files; the same path each time.
class InputFile {
  public:
    explicit InputFile(std::string_view name) : path_(folder_.path() / name) {}
    const std::filesystem::path& with(std::string_view bytes);

  private:
    ScratchFolder folder_;
    std::filesystem::path path_;
};

/// Stops the program when what must hold does not; a fuzz target's assertion, on in every build.
void require(bool holds, const char* what);

}  // namespace courtyard
