// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/http/header_text.h"

namespace courtyard {

std::string small_letters(std::string_view text) {
    std::string small(text);
    std::ranges::transform(small, small.begin(), small_letter);
    return small;
}

std::vector<std::string_view> elements_of(std::string_view text, char separator) {
    std::vector<std::string_view> elements;
    for (std::size_t start = 0; start <= text.size();) {
        const auto end = std::min(text.find(separator, start), text.size());
        elements.push_back(trimmed(text.substr(start, end - start)));
        start = end + 1;
    }
    return elements;
}

}  // namespace courtyard
