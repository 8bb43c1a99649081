// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
// Random conditions asked of random rows, and answered beside it by the plainest code that could.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <functional>
#include <random>

#include "tests/api/cql2/made_rows.h"

namespace courtyard {
namespace {

using Answer = std::optional<bool>;
using Oracle = std::function<Answer(const ExportRow&)>;

struct Made {
    std::string text;
    Oracle answer;
};

/// A value of any type, or nothing.
using Thing = std::function<ExportValue(const ExportRow&)>;
struct MadeValue {
    std::string text;
    Thing value;
};

class Maker {
  public:
    explicit Maker(unsigned seed) : random_(seed) {}

    ExportRow row() {
        ExportRow row;
        const auto maybe = [&](ExportValue value) { return chance(4) ? ExportValue() : std::move(value); };
        if (!chance(5)) row.geometry = LonLat{coordinate(), coordinate()};
        for (int i = 0; i < 3; ++i) row.values.push_back(maybe(word()));
        row.values.push_back(maybe(std::int64_t{number()}));
        row.values.push_back(maybe(static_cast<double>(number()) / 2));
        for (int i = 0; i < 2; ++i) row.values.push_back(maybe(day()));
        return row;
    }

    Made condition(int depth) {
        if (depth == 0 || chance(4)) return predicate();
        Made left = condition(depth - 1);
        if (chance(3))
            return {keyword("NOT ") + bracketed(left.text),
                    [left](const ExportRow& row) { return inverted(left.answer(row)); }};
        Made right = condition(depth - 1);
        const bool is_and = chance(2);
        return {bracketed(left.text) + keyword(is_and ? " AND " : " OR ") + bracketed(right.text),
                [=](const ExportRow& row) { return joined(is_and, left.answer(row), right.answer(row)); }};
    }

  private:
    bool chance(unsigned of) { return random_() % of == 0; }
    std::int64_t number() { return static_cast<std::int64_t>(random_() % 7) - 2; }
    double coordinate() { return static_cast<double>(random_() % 5); }
    Day day() { return Day::of(2023, 1, 1) + static_cast<int>(random_() % 4); }
    std::string word() {
        const std::string words[] = {"", "a", "A", "ab", "王村", "it's", "a%"};
        return words[random_() % 7];
    }
    std::string bracketed(const std::string& text) { return "(" + text + ")"; }
    std::string keyword(std::string word) {
        if (chance(2))
            for (char& c : word) c = static_cast<char>(std::tolower(c));
        return word;
    }
    static std::string quoted(const std::string& word) {
        std::string text = "'";
        for (const char c : word) text += c == '\'' ? "''" : std::string(1, c);
        return text + "'";
    }
    static Answer inverted(Answer answer) { return answer ? Answer(!*answer) : answer; }
    static Answer joined(bool is_and, Answer left, Answer right) {
        const bool deciding = !is_and;
        if (left == deciding || right == deciding) return deciding;
        if (!left || !right) return std::nullopt;
        return is_and;
    }

    MadeValue field(std::size_t index) {
        const std::string name = made_fields()[index].name;
        return {chance(2) ? "\"" + name + "\"" : name,
                [index](const ExportRow& row) { return row.values[index]; }};
    }
    /// Two values of one type, and what they may be compared as.
    MadeValue value(ExportType type) {
        if (type == ExportType::text) {
            if (chance(2)) return field(random_() % 3);
            const std::string made = word();
            return {quoted(made), [made](const ExportRow&) { return ExportValue(made); }};
        }
        if (type == ExportType::day) {
            if (chance(2)) return field(5 + random_() % 2);
            const Day made = day();
            return {fmt::format("DATE('{}')", to_string(made)),
                    [made](const ExportRow&) { return ExportValue(made); }};
        }
        if (chance(2)) return field(3 + random_() % 2);
        if (chance(3)) {
            const MadeValue left = value(type);
            const MadeValue right = value(type);
            const bool is_sum = chance(2);
            return {bracketed(left.text + (is_sum ? " + " : " * ") + right.text), [=](const ExportRow& row) {
                        const auto a = real(left.value(row));
                        const auto b = real(right.value(row));
                        return a && b ? ExportValue(is_sum ? *a + *b : *a * *b) : ExportValue();
                    }};
        }
        const double made = static_cast<double>(number()) / 2;
        return {fmt::format("{}", made), [made](const ExportRow&) { return ExportValue(made); }};
    }
    static std::optional<double> real(const ExportValue& value) {
        if (const auto* whole = std::get_if<std::int64_t>(&value)) return static_cast<double>(*whole);
        if (const auto* number = std::get_if<double>(&value)) return *number;
        return std::nullopt;
    }
    /// -1, 0 or 1; nothing where a side is nothing.
    static std::optional<int> order(const ExportValue& left, const ExportValue& right) {
        const auto sign = [](const auto& a, const auto& b) { return a < b ? -1 : b < a ? 1 : 0; };
        if (left.index() == 0 || right.index() == 0) return std::nullopt;
        if (const auto* text = std::get_if<std::string>(&left))
            return sign(*text, std::get<std::string>(right));
        if (const auto* day = std::get_if<Day>(&left)) return sign(*day, std::get<Day>(right));
        return sign(*real(left), *real(right));
    }

    Made predicate() {
        const ExportType types[] = {ExportType::text, ExportType::real, ExportType::day};
        const ExportType type = types[random_() % 3];
        switch (random_() % 6) {
            case 0:
                return is_null(type);
            case 1:
                return one_of(type);
            case 2:
                return between(type);
            case 3:
                return box();
            default:
                return comparison(type);
        }
    }
    Made comparison(ExportType type) {
        const MadeValue left = value(type);
        const MadeValue right = value(type);
        const std::string signs[] = {"=", "<>", "<", "<=", ">", ">="};
        const std::size_t sign = random_() % 6;
        return {left.text + " " + signs[sign] + " " + right.text, [=](const ExportRow& row) -> Answer {
                    const auto found = order(left.value(row), right.value(row));
                    if (!found) return std::nullopt;
                    const bool holds[] = {*found == 0, *found != 0, *found<0, *found <= 0, *found> 0,
                                          *found >= 0};
                    return holds[sign];
                }};
    }
    Made is_null(ExportType type) {
        const MadeValue one = value(type);
        const bool is_not = chance(2);
        return {one.text + keyword(is_not ? " IS NOT NULL" : " IS NULL"),
                [=](const ExportRow& row) { return Answer((one.value(row).index() == 0) != is_not); }};
    }
    Made one_of(ExportType type) {
        const MadeValue one = value(type);
        std::vector<MadeValue> list;
        for (int i = 0; i < 3; ++i) list.push_back(value(type));
        const bool is_not = chance(2);
        return {one.text + keyword(is_not ? " NOT IN " : " IN ") +
                    fmt::format("({}, {},{})", list[0].text, list[1].text, list[2].text),
                [=](const ExportRow& row) {
                    Answer found = false;
                    for (const MadeValue& member : list) {
                        const auto relation = order(one.value(row), member.value(row));
                        found = joined(false, found, relation ? Answer(*relation == 0) : std::nullopt);
                    }
                    return is_not ? inverted(found) : found;
                }};
    }
    Made between(ExportType type) {
        const MadeValue one = value(type);
        const MadeValue least = value(type);
        const MadeValue most = value(type);
        const bool is_not = chance(2);
        return {one.text + keyword(is_not ? " NOT BETWEEN " : " BETWEEN ") + least.text + keyword(" AND ") +
                    most.text,
                [=](const ExportRow& row) {
                    const auto low = order(one.value(row), least.value(row));
                    const auto high = order(one.value(row), most.value(row));
                    const Answer found = joined(true, low ? Answer(*low >= 0) : std::nullopt,
                                                high ? Answer(*high <= 0) : std::nullopt);
                    return is_not ? inverted(found) : found;
                }};
    }
    Made box() {
        const double west = coordinate();
        const double south = coordinate();
        const double east = west + 1 + coordinate();
        const double north = south + 1 + coordinate();
        const bool is_within = chance(2);
        const std::string function = is_within ? "S_WITHIN" : "S_INTERSECTS";
        return {fmt::format("{}(geometry, BBOX({},{},{},{}))", keyword(function), west, south, east, north),
                [=](const ExportRow& row) -> Answer {
                    const auto* at = std::get_if<LonLat>(&row.geometry);
                    if (at == nullptr) return std::nullopt;
                    if (is_within)
                        return at->lon > west && at->lon < east && at->lat > south && at->lat < north;
                    return at->lon >= west && at->lon <= east && at->lat >= south && at->lat <= north;
                }};
    }

    std::mt19937 random_;
};

TEST(FilterTwin, AgreesWithTheSlowOneOnRandomConditions) {
    std::array<int, 3> seen{};
    for (unsigned seed = 0; seed < 4'000; ++seed) {
        Maker maker(seed);
        const Made made = maker.condition(5);
        const auto filter = made_filter(made.text);
        ASSERT_TRUE(filter) << made.text << "\n" << filter.error().detail.en;
        const auto is_false = made_filter("NOT (" + made.text + ")");
        for (int i = 0; i < 12; ++i) {
            const ExportRow row = maker.row();
            const Answer expected = made.answer(row);
            ++seen.at(expected ? (*expected ? 2 : 0) : 1);
            ASSERT_EQ(filter->matches(row), expected == true) << made.text;
            ASSERT_EQ(is_false->matches(row), expected == false) << made.text;
            const auto bounds = filter->bounds();
            const auto* at = std::get_if<LonLat>(&row.geometry);
            ASSERT_FALSE(bounds && expected == true && (at == nullptr || !bounds->contains(*at)))
                << made.text;
        }
    }
    for (const int times : seen) EXPECT_GT(times, 2'000);
}

}  // namespace
}  // namespace courtyard
