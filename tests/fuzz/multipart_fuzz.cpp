// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
// Forms: the first line of the input is the Content-Type, the rest the body.
#include "api/multipart.h"
#include "tests/fuzz/fuzz_input.h"

using namespace courtyard;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static InputFile file("form");
    const std::string_view input = text_of(data, size);
    const auto line = std::min(input.find('\n'), input.size());
    const auto boundary = multipart_boundary(input.substr(0, line));
    if (!boundary) return 0;
    const auto body = input.substr(std::min(line + 1, input.size()));
    const auto& path = file.with(body);
    if (keep_file_of_form(path, *boundary))
        require(std::filesystem::file_size(path) < body.size(), "the file is a part of the form");
    return 0;
}
