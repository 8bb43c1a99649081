// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <simdjson.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "data/read/rows.h"

namespace courtyard {

/// A JSON object, each of its members once.
/// Errors   invalid_input: body.json (not an object, or broken), member.twice (at any depth); the subject is
///          a pointer to the member
Result<simdjson::dom::element> parse_object(simdjson::dom::parser& parser, const std::string& body);

/// Reads the members of a JSON object by name and kind; everything that is wrong is collected, so that the
/// sender hears all of it at once.
class JsonBody {
  public:
    /// Errors   those of `parse_object`
    static Result<JsonBody> parse(const std::string& body);

    /// Whether the member is there, whatever it is.
    bool has(std::string_view name) { return member(name).has_value(); }
    std::string required_text(std::string_view name);
    std::string text(std::string_view name);
    std::optional<double> number(std::string_view name);
    std::optional<double> required_number(std::string_view name);
    bool yes(std::string_view name);  ///< false when absent
    std::vector<std::string> texts(std::string_view name);
    std::vector<std::pair<std::string, double>> numbers_by_name(std::string_view name);

    /// Remembers that a value was not acceptable.
    void refuse(std::string_view name, const Error& error);
    /// What was wrong so far, including members that nobody asked for; at most 100 things.
    std::vector<Rejection> errors() const;

  private:
    JsonBody() = default;
    std::optional<simdjson::dom::element> member(std::string_view name);
    void wrong_type(std::string_view name, std::string_view zh, std::string_view en);
    bool acceptable(std::string_view name, std::string_view value);

    std::shared_ptr<simdjson::dom::parser> parser_;
    simdjson::dom::object object_;
    std::vector<std::string_view> read_;
    std::vector<Rejection> errors_;
};

/// A number without a fraction. Errors   invalid_input: number.not_whole
Result<std::int64_t> whole_number(double number);

}  // namespace courtyard
