// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/coordinate_text.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <string>
#include <vector>

namespace courtyard {
namespace {

/// How people write the parts of a coordinate, in the one sign by which the reader below knows them. Longer
/// writings stand before those that they begin with.
struct Writing {
    std::string_view text;
    std::string_view sign;
};

constexpr std::array<Writing, 45> writings{{
    {"东经", "E"},     {"西经", "W"}, {"北纬", "N"}, {"南纬", "S"}, {"经度", "L"}, {"纬度", "B"},
    {"度", "°"},       {"分", "'"},   {"秒", "\""},  {"º", "°"},    {"˚", "°"},    {"⁰", "°"},
    {"″", "\""},       {"”", "\""},   {"“", "\""},   {"〞", "\""},  {"‶", "\""},   {"＂", "\""},
    {"''", "\""},      {"′′", "\""},  {"’’", "\""},  {"′", "'"},    {"’", "'"},    {"‘", "'"},
    {"´", "'"},        {"ʹ", "'"},    {"＇", "'"},   {"−", "-"},    {"–", "-"},    {"　", " "},
    {"\xC2\xA0", " "}, {"\t", " "},   {"：", ":"},   {"，", ","},   {"、", ","},   {"。", "."},
    {"．", "."},       {"＋", "+"},   {"－", "-"},   {"ｄ", "d"},   {"Ｅ", "E"},   {"Ｗ", "W"},
    {"Ｎ", "N"},       {"Ｓ", "S"},   {"﹣", "-"},
}};

/// ASCII, `°` for degrees, `'` for minutes and `"` for seconds; other characters stay and are refused later.
std::string plain(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        const auto first = static_cast<unsigned char>(text[0]);
        if (first < 0x80 && first != '\'' && first != '\t') {
            out.push_back(text[0]);
            text.remove_prefix(1);
            continue;
        }
        std::size_t taken = 1;
        std::string_view sign = text.substr(0, 1);
        for (const Writing& writing : writings) {
            if (!text.starts_with(writing.text)) continue;
            taken = writing.text.size();
            sign = writing.sign;
            break;
        }
        // Full-width digits are U+FF10 to U+FF19.
        if (text.starts_with("\xEF\xBC") && text.size() >= 3 && text[2] >= '\x90' && text[2] <= '\x99') {
            out.push_back(static_cast<char>('0' + (text[2] - '\x90')));
            taken = 3;
        } else {
            out += sign;
        }
        text.remove_prefix(taken);
    }
    return out;
}

tl::unexpected<Error> refused(std::string_view name, std::string_view text, std::string_view zh,
                              std::string_view en) {
    const std::string shown = text.size() <= 60 ? std::string(text) : fmt::format("({} bytes)", text.size());
    return fail(ErrorCode::invalid_input, std::string(name),
                {fmt::format("“{}”{}", shown, zh), fmt::format("\"{}\" {}", shown, en)});
}

struct Number {
    double value = 0;
    bool whole = true;
    char mark =
        0;  ///< `o` degrees, `'` minutes, `"` seconds, `:` or `-` before the next; 0 for a blank or none
};

/// Reads a coordinate that is more than a plain decimal, from left to right.
class CoordinateReader {
  public:
    CoordinateReader(std::string_view said, Axis axis) : said_(said), text_(plain(said)), axis_(axis) {}

    Result<double> read() {
        if (text_.find(',') != std::string::npos)
            return refused(
                "coordinate.comma", said_, "含有逗号：可能是小数点、千分位或两列写在一起，请改用小数点",
                "holds a comma, which could be a decimal point, a thousands mark or two columns in "
                "one: write a point");
        read_hemisphere();
        read_sign();
        read_hemisphere();
        while (numbers_.size() < 8 && read_number()) read_mark();
        read_hemisphere();
        blanks();
        if (at_ != text_.size() || numbers_.empty())
            return refused("coordinate.invalid", said_, "不是坐标", "is not a coordinate");
        return judged();
    }

  private:
    void blanks() {
        while (at_ < text_.size() && text_[at_] == ' ') ++at_;
    }
    char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }

    void read_hemisphere() {
        blanks();
        const char c = peek();
        if (c == 'L' || c == 'B') {
            named_ = c == 'L' ? Axis::longitude : Axis::latitude;
            ++at_;
        } else if (std::string_view("EWNSewns").find(c) != std::string_view::npos && c != '\0') {
            if (hemisphere_ != 0) twice_ = true;
            hemisphere_ = static_cast<char>(c & ~0x20);
            ++at_;
        } else {
            return;
        }
        blanks();
        if (peek() == ':') ++at_;
        blanks();
    }

    void read_sign() {
        if (peek() != '-' && peek() != '+') return;
        sign_ = text_[at_++];
        blanks();
    }

    bool read_number() {
        blanks();
        const char* first = text_.data() + at_;
        if (peek() < '0' || peek() > '9') return false;
        const char* last = first;
        const char* const end = text_.data() + text_.size();
        while (last != end && ((*last >= '0' && *last <= '9') || *last == '.')) ++last;
        Number number;
        const auto [stop, error] = std::from_chars(first, last, number.value, std::chars_format::fixed);
        if (stop != last) dotted_ = true;
        if (error != std::errc()) return false;
        number.whole = std::find(first, last, '.') == last;
        numbers_.push_back(number);
        at_ += static_cast<std::size_t>(last - first);
        return true;
    }

    void read_mark() {
        char& mark = numbers_.back().mark;
        blanks();
        if (text_.compare(at_, 2, "°") == 0) {
            mark = 'o';
            at_ += 2;
        } else if (peek() == '\'' || peek() == '"' || peek() == ':' || peek() == '-') {
            mark = text_[at_++];
        } else if (const char unit = numbers_.size() == 1   ? 'd'
                                     : numbers_.size() == 2 ? 'm'
                                                            : 's';
                   // A lower-case s is South unless d and m stand before it.
                   peek() == unit && (unit != 's' || numbers_[1].mark == '\'')) {
            mark = unit == 'd' ? 'o' : unit == 'm' ? '\'' : '"';
            ++at_;
        }
    }

    Result<double> judged() const {
        if (dotted_) return unclear("点不止一个", "has more than one point in a number");
        if (sign_ != 0 && hemisphere_ != 0)
            return unclear("既有正负号又有方向", "has both a sign and a hemisphere");
        if (twice_) return unclear("写了两个方向", "names two hemispheres");
        if (numbers_.size() > 3) return unclear("数太多", "has too many numbers");
        if (!marks_in_order())
            return unclear("可以有不止一种读法；请写成 113.437 或 113°26′15.6″",
                           "can be read in more than one way; write 113.437 or 113°26'15.6\"");
        if (!minutes_fit())
            return refused(
                "coordinate.minutes", said_, "的分、秒不对：应小于 60，只有最后一个数可带小数",
                "has minutes or seconds that do not fit: below 60, and only the last number may have a "
                "fraction");
        if (wrong_axis())
            return refused("coordinate.axis", said_,
                           axis_ == Axis::longitude ? "是纬度，却写在经度列；经纬度两列像是颠倒了"
                                                    : "是经度，却写在纬度列；经纬度两列像是颠倒了",
                           axis_ == Axis::longitude
                               ? "is a latitude in the column of longitudes; the columns look swapped"
                               : "is a longitude in the column of latitudes; the columns look swapped");
        double value = 0;
        for (std::size_t i = numbers_.size(); i-- > 0;) value = value / 60 + numbers_[i].value;
        return sign_ == '-' || hemisphere_ == 'S' || hemisphere_ == 'W' ? -value : value;
    }

    tl::unexpected<Error> unclear(std::string_view zh, std::string_view en) const {
        return refused("coordinate.unclear", said_, zh, en);
    }

    /// Degrees, minutes, seconds by their marks; by one separator throughout; or by blanks when there are
    /// three, or two behind a hemisphere. Anything else could be something else.
    bool marks_in_order() const {
        constexpr std::string_view in_order = "o'\"";
        const std::size_t count = numbers_.size();
        const char first = numbers_[0].mark;
        if (first == 'o') {
            for (std::size_t i = 1; i < count; ++i) {
                const bool last_unmarked = i + 1 == count && numbers_[i].mark == 0;
                if (numbers_[i].mark != in_order[i] && !last_unmarked) return false;
            }
            return true;
        }
        if (first == ':' || first == '-') {
            for (std::size_t i = 0; i < count; ++i)
                if (numbers_[i].mark != (i + 1 < count ? first : '\0')) return false;
            return count > 1;
        }
        for (const Number& number : numbers_)
            if (number.mark != 0) return false;
        return count != 2 || hemisphere_ != 0 || named_;
    }

    bool minutes_fit() const {
        for (std::size_t i = 0; i < numbers_.size(); ++i) {
            if (i > 0 && numbers_[i].value >= 60) return false;
            if (i + 1 < numbers_.size() && !numbers_[i].whole) return false;
        }
        return true;
    }

    bool wrong_axis() const {
        if (named_ && *named_ != axis_) return true;
        if (hemisphere_ == 0) return false;
        const bool longitude = hemisphere_ == 'E' || hemisphere_ == 'W';
        return longitude != (axis_ == Axis::longitude);
    }

    std::string_view said_;
    std::string text_;
    Axis axis_;
    std::size_t at_ = 0;
    char sign_ = 0;
    char hemisphere_ = 0;
    std::optional<Axis> named_;
    bool twice_ = false;
    bool dotted_ = false;
    std::vector<Number> numbers_;
};

}  // namespace

Result<double> parse_coordinate(std::string_view text, Axis axis) {
    const std::size_t sign = text.starts_with('+') && !text.starts_with("+-") ? 1 : 0;
    double value = 0;
    const char* last = text.data() + text.size();
    const auto [end, error] = std::from_chars(text.data() + sign, last, value);
    if (error == std::errc() && end == last) return value;
    // No coordinate is longer in any writing.
    if (text.size() > 200) return refused("coordinate.invalid", text, "不是坐标", "is not a coordinate");
    return CoordinateReader(text, axis).read();
}

}  // namespace courtyard
