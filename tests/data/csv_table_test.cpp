// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/read/csv_table.h"

#include <random>

#include "tests/data/given_file.h"

namespace courtyard {
namespace {

using Values = std::vector<std::string>;

struct Read {
    Values columns;
    std::vector<Values> rows;  ///< a broken row is its code alone
    std::vector<std::size_t> numbers;
};

Read read(std::string_view text) {
    const GivenFiles given;
    const auto table = opened(given.file("a.csv", text));
    Read out;
    if (!table) return out;
    out.columns = table->columns();
    for (const TableRow& row : all_rows(*table)) {
        out.rows.push_back(row.broken ? Values{row.broken->name} : row.values);
        out.numbers.push_back(row.number);
    }
    return out;
}

TEST(CsvTable, ReadsQuotesLineBreaksAndEveryLineEnding) {
    const Read csv = read("id,note\r\n1,\"a \"\"b\"\", c\"\r\n2,\"two\nlines\"\n3,\r4,x");
    EXPECT_EQ(csv.columns, (Values{"id", "note"}));
    EXPECT_EQ(csv.rows,
              (std::vector<Values>{{"1", "a \"b\", c"}, {"2", "two\nlines"}, {"3", ""}, {"4", "x"}}));
    EXPECT_EQ(csv.numbers, (std::vector<std::size_t>{2, 3, 4, 5}));
}

TEST(CsvTable, TakesTheDelimiterThatTheHeaderLineUses) {
    EXPECT_EQ(read("a;b;\"c,d\"\n1;2;3,4\n").rows, (std::vector<Values>{{"1", "2", "3,4"}}));
    EXPECT_EQ(read("a\tb\n1\t2,5\n").rows, (std::vector<Values>{{"1", "2,5"}}));
    EXPECT_EQ(read("only\n1;2\n").rows, (std::vector<Values>{{"1;2"}}));
}

TEST(CsvTable, ForgetsTheByteOrderMarkAndBlanksAroundHeaders) {
    EXPECT_EQ(read("\xEF\xBB\xBF 户号 ,\"村\"\n").columns, (Values{"户号", "村"}));
}

TEST(CsvTable, ReadsGb18030AndSaysSo) {
    const GivenFiles given;
    const auto table = opened(given.file("a.csv", "\xBB\xA7\xBA\xC5,\xB4\xE5\n1,\xCA\xAF\xC7\xC5\n"));
    ASSERT_TRUE(table);
    EXPECT_EQ(table->encoding(), "GB18030");
    EXPECT_EQ(table->columns(), (Values{"户号", "村"}));
    EXPECT_EQ(all_rows(*table)[0].values, (Values{"1", "石桥"}));
}

TEST(CsvTable, ARowWithTheWrongNumberOfValuesIsBrokenAloneAndSaysHowMany) {
    const Read csv = read("a,b\n1,2\n1\n1,2,3\n3,4\n");
    EXPECT_EQ(csv.rows, (std::vector<Values>{{"1", "2"}, {"csv.values"}, {"csv.values"}, {"3", "4"}}));
}

TEST(CsvTable, AStrayQuoteBreaksItsLineOnly) {
    const Read csv = read("a,b\n1,x\"y\n2,\"x\"y\n3,4\n");
    EXPECT_EQ(csv.rows, (std::vector<Values>{{"csv.quote"}, {"csv.quote"}, {"3", "4"}}));
    EXPECT_EQ(csv.numbers, (std::vector<std::size_t>{2, 3, 4}));
}

TEST(CsvTable, AnUnbalancedQuoteDoesNotSwallowTheRestOfTheFile) {
    std::string text = "a,b\n1,\"never closed\n";
    for (int i = 0; i < 200'000; ++i) text += "5,6\n";
    const Read csv = read(text);
    ASSERT_EQ(csv.rows.size(), 200'001U);
    EXPECT_EQ(csv.rows[0], (Values{"csv.quote"}));
    EXPECT_EQ(csv.rows[1], (Values{"5", "6"}));
    EXPECT_EQ(csv.numbers.back(), 200'002U);
}

TEST(CsvTable, PassesOverRowsWithoutAnyValueButCountsThem) {
    const Read csv = read("a,b\n\n1,2\n,\n3,4\n\n");
    EXPECT_EQ(csv.rows, (std::vector<Values>{{"1", "2"}, {"3", "4"}}));
    EXPECT_EQ(csv.numbers, (std::vector<std::size_t>{3, 5}));
}

TEST(CsvTable, RefusesMoreRowsThanAllowed) {
    const GivenFiles given;
    TableOptions options;
    options.max_rows = 2;
    const auto table = opened(given.file("a.csv", "a\n1\n2\n3\n"), options);
    TableRow row;
    EXPECT_EQ(table->next(row), true);
    EXPECT_EQ(table->next(row), true);
    EXPECT_EQ(table->next(row).error().name, "file.too_many_rows");
}

TEST(CsvTable, RefusesALineOfAMegabyteAndAHeaderOfManyThousandColumns) {
    const GivenFiles given;
    const auto table = opened(given.file("a.csv", "a\n" + std::string(3'000'000, 'x') + "\n"));
    TableRow row;
    EXPECT_EQ(table->next(row).error().name, "csv.row_too_long");
    EXPECT_EQ(refusal_of(given.file("b.csv", std::string(200'000, ','))), "file.broken");
    std::string wide = "a";
    for (int i = 0; i < 5'000; ++i) wide += ",a";
    EXPECT_EQ(refusal_of(given.file("c.csv", wide + "\n")), "csv.columns");
}

std::string quoted(const std::string& value, std::mt19937& random) {
    if (random() % 2 == 0 && value.find_first_of(",\"\n\r") == std::string::npos) return value;
    std::string out = "\"";
    for (const char c : value) out += c == '"' ? std::string("\"\"") : std::string(1, c);
    return out + "\"";
}

TEST(CsvTable, GivesBackWhateverWasWritten) {
    std::mt19937 random(20230630);
    const Values pieces{"a", "村", ",", "\"", "\n", "\r\n", "x y", ";"};
    std::vector<Values> rows;
    std::string text = "a,b,c\n";
    for (int i = 0; i < 20'000; ++i) {
        Values row{"r"};
        for (int k = 0; k < 2; ++k) {
            std::string value;
            for (std::size_t n = random() % 5; n > 0; --n) value += pieces[random() % pieces.size()];
            row.push_back(value);
        }
        text += quoted(row[0], random) + "," + quoted(row[1], random) + "," + quoted(row[2], random) +
                (random() % 2 == 0 ? "\n" : "\r\n");
        rows.push_back(row);
    }
    EXPECT_EQ(read(text).rows, rows);
}

}  // namespace
}  // namespace courtyard
