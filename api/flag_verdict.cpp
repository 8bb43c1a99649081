// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/flag_verdict.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace courtyard {
namespace {

tl::unexpected<Error> said_already(const DoubtResolution& last) {
    return fail(ErrorCode::conflict, "flag.resolved",
                {fmt::format("{} 已裁定为 {}（{}）：{}；要改判，请在 supersedes 中写明 {}", last.account,
                             to_string(last.verdict), to_string(last.recorded_at), last.reason, last.id),
                 fmt::format("{} said {} ({}): {}; to decide otherwise, say \"supersedes\": {}", last.account,
                             to_string(last.verdict), to_string(last.recorded_at), last.reason, last.id)},
                "supersedes");
}

tl::unexpected<Error> nothing_to_supersede() {
    return fail(
        ErrorCode::conflict, "flag.not_resolved",
        {"这一疑点还没有裁定，没有可取代的", "nothing was said of this flag that could be superseded"},
        "supersedes");
}

}  // namespace

Error unknown_flag(const std::string& inspection, std::string_view kind) {
    return {ErrorCode::not_found,
            "flag.unknown",
            {fmt::format("核查点 {} 没有疑点“{}”", inspection, kind),
             fmt::format("the inspection point {} carries no flag \"{}\"", inspection, kind)},
            std::string(kind)};
}

std::optional<std::int64_t> entry_number(JsonBody& body, std::string_view name) {
    const auto number = body.number(name);
    if (!number) return std::nullopt;
    if (*number >= 1 && *number <= 9e15 && *number == std::floor(*number))
        return static_cast<std::int64_t>(*number);
    body.refuse(name, {ErrorCode::invalid_input,
                       "number.whole",
                       {fmt::format("{} 应为正整数", name), fmt::format("{} is a whole number from 1", name)},
                       {}});
    return std::nullopt;
}

FlagWord read_flag_word(JsonBody& body) {
    FlagWord word;
    if (const std::string verdict = body.required_text("verdict"); !verdict.empty()) {
        if (const auto parsed = parse_verdict(verdict))
            word.verdict = *parsed;
        else
            body.refuse("verdict", parsed.error());
    }
    word.reason = body.required_text("reason");
    word.supersedes = entry_number(body, "supersedes");
    word.entry = entry_number(body, "entry");
    return word;
}

Result<Stored> say_of_flag(Transaction& transaction, const std::string& inspection, Flag flag,
                           const FlagWord& word, const std::string& account, DoubtResolution& stands) {
    const auto doubts = transaction.doubts_of(inspection);
    const auto doubt = std::ranges::find(doubts, flag, &Doubt::flag);
    if (doubt == doubts.end()) return tl::unexpected(unknown_flag(inspection, to_string(flag)));
    if (word.entry && *word.entry != doubt->id)
        return fail(ErrorCode::conflict, "flag.changed",
                    {"这一疑点的内容已变，请重新查看", "this flag is another by now; look at it again"},
                    "entry");
    const auto said = transaction.resolutions_of(*doubt);
    if (!said.empty()) {
        const DoubtResolution& last = said.back();
        stands = last;
        if (last.verdict == word.verdict && last.reason == word.reason && last.account == account)
            return Stored::known;
        if (word.supersedes != last.id) return said_already(last);
    } else if (word.supersedes) {
        return nothing_to_supersede();
    }
    stands = transaction.resolve({0, doubt->id, doubt->line, flag, inspection, word.verdict, word.reason,
                                  account, Instant::now(), 0, word.supersedes.value_or(0)});
    return Stored::fresh;
}

}  // namespace courtyard
