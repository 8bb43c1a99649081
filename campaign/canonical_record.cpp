// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "campaign/canonical_record.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>

namespace courtyard {
namespace {

std::string json_string(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        switch (c) {
            case '"':
                out += "\\\"";
                break;
            case '\\':
                out += "\\\\";
                break;
            case '\b':
                out += "\\b";
                break;
            case '\f':
                out += "\\f";
                break;
            case '\n':
                out += "\\n";
                break;
            case '\r':
                out += "\\r";
                break;
            case '\t':
                out += "\\t";
                break;
            default:
                if (static_cast<unsigned char>(c) < 0x20)
                    out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
                else
                    out += c;
        }
    }
    return out + '"';
}

/// The order of UTF-16 code units, as RFC 8785 wants it, told from UTF-8: what needs two units (F0 and above)
/// stands before U+E000 to U+FFFF (EE, EF), else bytes decide.
bool before_in_utf16(std::string_view a, std::string_view b) {
    const auto [x, y] = std::ranges::mismatch(a, b);
    if (x == a.end() || y == b.end()) return x == a.end() && y != b.end();
    const auto left = static_cast<unsigned char>(*x);
    const auto right = static_cast<unsigned char>(*y);
    if (left >= 0xEE && right >= 0xEE && (left >= 0xF0) != (right >= 0xF0)) return left >= 0xF0;
    return left < right;
}

/// Writes members in the order of the calls, leaving out what is empty.
class CanonicalObject {
  public:
    void text(std::string_view name, std::string_view value) {
        if (!value.empty()) raw(name, json_string(value));
    }
    void number(std::string_view name, std::optional<double> value) {
        if (value) raw(name, canonical_number(*value));
    }
    void texts(std::string_view name, const std::vector<std::string>& values) {
        if (values.empty()) return;
        std::string list;
        for (const std::string& value : values) list += (list.empty() ? "" : ",") + json_string(value);
        raw(name, "[" + list + "]");
    }
    void numbers_by_name(std::string_view name, std::vector<std::pair<std::string, double>> pairs) {
        if (pairs.empty()) return;
        std::ranges::sort(pairs, before_in_utf16, &std::pair<std::string, double>::first);
        CanonicalObject inner;
        for (const auto& [key, value] : pairs) inner.number(key, value);
        raw(name, inner.end());
    }
    std::string end() const { return "{" + members_ + "}"; }

  private:
    void raw(std::string_view name, std::string_view value) {
        members_ += fmt::format("{}{}:{}", members_.empty() ? "" : ",", json_string(name), value);
    }

    std::string members_;
};

}  // namespace

std::string canonical_number(double number) {
    if (number == 0) return "0";
    std::array<char, 32> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), std::abs(number),
                                   std::chars_format::scientific);
    const std::string_view written(buffer.data(), static_cast<std::size_t>(end.ptr - buffer.data()));
    const auto e = written.find('e');
    std::string digits(1, written[0]);
    if (e > 2) digits += written.substr(2, e - 2);
    // The decimal point stands after this many digits (ECMA-262, Number::toString).
    const int point = std::atoi(buffer.data() + e + 1) + 1;
    const auto count = static_cast<int>(digits.size());
    std::string text = number < 0 ? "-" : "";
    if (count <= point && point <= 21) {
        text += digits + std::string(static_cast<std::size_t>(point - count), '0');
    } else if (0 < point && point <= 21) {
        text += digits.substr(0, static_cast<std::size_t>(point)) + "." +
                digits.substr(static_cast<std::size_t>(point));
    } else if (-6 < point && point <= 0) {
        text += "0." + std::string(static_cast<std::size_t>(-point), '0') + digits;
    } else {
        text += digits.substr(0, 1);
        if (count > 1) text += "." + digits.substr(1);
        text += fmt::format("e{}{}", point > 0 ? "+" : "-", std::abs(point - 1));
    }
    return text;
}

std::string canonical_text(const InspectionRecord& r) {
    CanonicalObject object;
    object.number("accuracy_m", r.accuracy_m);
    object.text("campaign", r.campaign);
    object.text("datum", to_string(r.position.datum));
    object.text("declared_area", r.declared.view());
    object.text("household", r.household);
    object.text("id", r.id);
    object.number("lat", r.position.given.lat);
    object.number("lon", r.position.given.lon);
    object.text("note", r.note);
    object.text("observed_at", to_string(r.observed_at));
    object.text("outcome", r.outcome);
    object.texts("photos", r.photos);
    object.text("position_source", to_string(r.source));
    object.numbers_by_name("scores", r.scores);
    return object.end();
}

std::string canonical_text(const DecisionRecord& r) {
    const auto about = [&](Subject subject) {
        return r.subject == subject ? std::string_view(r.household) : std::string_view();
    };
    CanonicalObject object;
    object.text("area", r.area.view());
    object.text("base", about(Subject::base));
    object.text("campaign", r.campaign);
    object.text("case", about(Subject::dispute));
    if (r.position) object.text("datum", to_string(r.position->datum));
    object.text("decided_on", to_string(r.decided_on));
    object.text("household", about(Subject::household));
    object.text("id", r.id);
    object.texts("inspections", r.inspections);
    if (r.position) object.number("lat", r.position->given.lat);
    if (r.position) object.number("lon", r.position->given.lon);
    object.text("reason", r.reason);
    object.text("relief", about(Subject::relief));
    object.text("to", r.to);
    return object.end();
}

}  // namespace courtyard
