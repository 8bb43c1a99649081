// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
// Targets and heads of requests: what is decoded holds no way out and no control character.
#include "api/http/framing.h"
#include "api/http/target.h"
#include "data/read/text_encoding.h"
#include "tests/fuzz/fuzz_input.h"

using namespace courtyard;

namespace {

/// Lines of the input as a head: method, target, then fields.
RawHead head_of(std::string_view input) {
    RawHead head;
    std::size_t line = 0;
    while (!input.empty()) {
        const auto end = std::min(input.find('\n'), input.size());
        const auto text = input.substr(0, end);
        input.remove_prefix(std::min(end + 1, input.size()));
        if (line == 0) head.method = text;
        if (line == 1) head.target = text;
        if (const auto colon = text.find(':'); line > 1 && colon != std::string_view::npos)
            head.fields.emplace_back(text.substr(0, colon), text.substr(colon + 1));
        ++line;
    }
    return head;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view input = text_of(data, size);
    if (const auto target = decode_target(input)) {
        for (const std::string& segment : target->segments)
            require(segment != ".." && segment != "." && segment.find_first_of("/\\") == std::string::npos &&
                        is_utf8(segment),
                    "a segment leads nowhere else");
    }
    HeadScanner scanner;
    for (std::size_t seen = 0; seen <= size; seen += 1 + size / 5) {
        const auto whole = scanner.is_complete(input.substr(0, seen));
        if (!whole || *whole) break;
    }
    const RawHead head = head_of(input);
    if (const auto framing = check_framing(head))
        require(!(framing->chunked && framing->content_length), "one way to end");
    return 0;
}
