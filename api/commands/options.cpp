// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/commands/options.h"

#include <fmt/format.h>

namespace courtyard {

Result<std::map<std::string, std::string>> pairs_of(const std::vector<std::string>& list,
                                                    const std::string& option) {
    std::map<std::string, std::string> pairs;
    for (const std::string& text : list) {
        const auto equals = text.find('=');
        if (equals == std::string::npos || equals == 0)
            return fail(ErrorCode::invalid_input, "option.pair",
                        {fmt::format("{} 应写作 名=值，不能是“{}”", option, text),
                         fmt::format("{} takes name=value, not \"{}\"", option, text)},
                        option);
        pairs[text.substr(0, equals)] = text.substr(equals + 1);
    }
    return pairs;
}

}  // namespace courtyard
