// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "api/http/message.h"
#include "geo/area_code.h"
#include "geo/day.h"

namespace courtyard {

/// A number as it stands in an address, whole; nothing when it is none or not finite.
std::optional<double> finite_number(std::string_view text);

/// Reads the query parameters of a request by name and kind; what is wrong or unknown is remembered and told
/// once, by `checked`.
///
///     Parameters query(request);
///     const Day day = query.day("as_of").value_or(today());
///     if (auto wrong = query.checked(); !wrong) return problem(wrong.error(), request);
class Parameters {
  public:
    explicit Parameters(const RequestHead& head) : head_(head) {}

    std::optional<std::string> text(std::string_view name);
    /// Every value of a parameter that may be repeated.
    std::vector<std::string> texts(std::string_view name);
    /// `prefix.NAME=value` pairs, by NAME.
    std::vector<std::pair<std::string, std::string>> named(std::string_view prefix);
    std::optional<Day> day(std::string_view name);
    std::optional<AreaLevel> level(std::string_view name);
    std::optional<std::int64_t> integer(std::string_view name, std::int64_t least, std::int64_t most);
    std::optional<double> number(std::string_view name);

    /// Nothing wrong was read and no parameter was left unread (`v`, `lang` and `f` are always known).
    Result<void> checked() const;

  private:
    void wrong(std::string_view name, Text detail);

    const RequestHead& head_;
    std::set<std::string, std::less<>> known_{"v", "lang", "f"};
    std::optional<Error> error_;
};

}  // namespace courtyard
