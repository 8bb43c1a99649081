// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/store/doubt.h"

#include <fmt/format.h>

namespace courtyard {

std::string_view to_string(Verdict verdict) {
    switch (verdict) {
        case Verdict::confirmed:
            return "confirmed";
        case Verdict::dismissed:
            return "dismissed";
        case Verdict::open:
            break;
    }
    return "open";
}

Result<Verdict> parse_verdict(std::string_view text) {
    for (const Verdict verdict : {Verdict::confirmed, Verdict::dismissed})
        if (text == to_string(verdict)) return verdict;
    return fail(ErrorCode::invalid_input, "verdict.unknown",
                {fmt::format("结论为 confirmed（属实）或 dismissed（排除），不能是“{}”", text),
                 fmt::format("a verdict is confirmed or dismissed, not \"{}\"", text)},
                "verdict");
}

}  // namespace courtyard
