// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/read/text_encoding.h"

#include "tests/data/given_file.h"

namespace courtyard {
namespace {

// 户号,村 in GB18030.
constexpr std::string_view gb_header = "\xBB\xA7\xBA\xC5,\xB4\xE5";

std::string text_of(const std::filesystem::path& path, TextEncoding encoding) {
    TextFile file(path, encoding);
    std::string text;
    std::array<char, 7> buffer{};
    while (const std::size_t got = file.read(buffer)) text.append(buffer.data(), got);
    return text;
}

std::string refusal(const std::filesystem::path& path) {
    const auto encoding = detect_encoding(path);
    return encoding ? "" : encoding.error().name;
}

TEST(TextEncoding, TakesAsciiAndChineseUtf8AsUtf8) {
    const GivenFiles given;
    EXPECT_EQ(detect_encoding(given.file("a.csv", "id,lon\n1,2\n")), TextEncoding::utf8);
    EXPECT_EQ(detect_encoding(given.file("b.csv", "户号,村\n")), TextEncoding::utf8);
}

TEST(TextEncoding, TakesWhatIsNotUtf8ButStrictGb18030AsGb18030) {
    const GivenFiles given;
    const auto path = given.file("a.csv", gb_header);
    EXPECT_EQ(detect_encoding(path), TextEncoding::gb18030);
    EXPECT_EQ(text_of(path, TextEncoding::gb18030), "户号,村");
}

TEST(TextEncoding, LooksAtTheWholeFileAndNotOnlyAtItsBeginning) {
    const GivenFiles given;
    std::string text;
    for (int i = 0; i < 100'000; ++i) text += "abcdefgh\n";
    EXPECT_EQ(detect_encoding(given.file("a.csv", text + std::string(gb_header))), TextEncoding::gb18030);
    EXPECT_EQ(refusal(given.file("b.csv", text + "\xFF\xFF")), "file.encoding");
}

TEST(TextEncoding, DoesNotSplitACharacterBetweenTwoPieces) {
    const GivenFiles given;
    for (std::size_t shift = 0; shift < 3; ++shift) {
        std::string text(shift, 'a');
        for (int i = 0; i < 200'000; ++i) text += "村";
        const auto path = given.file("a.csv", text);
        EXPECT_EQ(detect_encoding(path), TextEncoding::utf8);
        EXPECT_EQ(text_of(path, TextEncoding::utf8), text);
    }
}

TEST(TextEncoding, ReadsCharactersOutsideGbkThatOnlyGb18030Has) {
    const auto text = from_gb18030("\xFE\x9F");
    ASSERT_TRUE(text.has_value());
    EXPECT_EQ(*text, "䶮");
    EXPECT_EQ(from_gb18030("\x81\x30\x81\x30"), "\xC2\x80");
}

TEST(TextEncoding, RefusesACharacterThatIsCutOff) {
    EXPECT_FALSE(from_gb18030("\xBB").has_value());
    const GivenFiles given;
    EXPECT_EQ(refusal(given.file("a.csv", "\xBB\xA7\xBA")), "file.encoding");
}

TEST(TextEncoding, RefusesUtf16AndNulBytes) {
    const GivenFiles given;
    using namespace std::string_view_literals;
    EXPECT_EQ(refusal(given.file("a.csv", "\xFF\xFEi\0d\0"sv)), "file.encoding");
    EXPECT_EQ(refusal(given.file("b.csv", "id\n1\0\n"sv)), "file.encoding");
}

TEST(TextEncoding, DropsTheByteOrderMark) {
    const GivenFiles given;
    EXPECT_EQ(text_of(given.file("a.csv", "\xEF\xBB\xBFid\n1\n"), TextEncoding::utf8), "id\n1\n");
}

}  // namespace
}  // namespace courtyard
