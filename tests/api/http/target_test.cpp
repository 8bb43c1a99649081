// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/http/target.h"

#include <gtest/gtest.h>

#include <random>

namespace courtyard {
namespace {

using Segments = std::vector<std::string>;

TEST(Target, SplitsThePathBeforeDecodingIt) {
    const auto target = decode_target("/tiles/courtyards/13/6666.mvt");
    ASSERT_TRUE(target);
    EXPECT_EQ(target->segments, (Segments{"tiles", "courtyards", "13", "6666.mvt"}));
    EXPECT_TRUE(target->query.empty());
}

TEST(Target, HasNoSegmentsAtTheRootAndAnEmptyOneAfterASlash) {
    EXPECT_EQ(decode_target("/")->segments, Segments{});
    EXPECT_EQ(decode_target("*")->segments, Segments{});
    EXPECT_EQ(decode_target("/a/")->segments, (Segments{"a", ""}));
    EXPECT_EQ(decode_target("/a//b")->segments, (Segments{"a", "", "b"}));
}

TEST(Target, DecodesEscapesOnce) {
    EXPECT_EQ(decode_target("/%E6%9D%91")->segments, Segments{"村"});
    EXPECT_EQ(decode_target("/a%20b%2Bc+d")->segments, Segments{"a b+c+d"});
    EXPECT_EQ(decode_target("/%2541")->segments, Segments{"%41"});
}

TEST(Target, KeepsQueryOrderAndRepeatedNames) {
    const auto target = decode_target("/x?b=1&a=2&b=3&flag&=v&&t=%26%3D%2B+");
    ASSERT_TRUE(target);
    EXPECT_EQ(target->query,
              (Fields{{"b", "1"}, {"a", "2"}, {"b", "3"}, {"flag", ""}, {"", "v"}, {"t", "&=+ "}}));
}

TEST(Target, AllowsSlashesAndLineBreaksInTheQueryOnly) {
    EXPECT_EQ(decode_target("/x?q=a%2Fb%0A")->query, (Fields{{"q", "a/b\n"}}));
}

struct Row {
    std::string target;
    unsigned status;
};

void PrintTo(const Row& row, std::ostream* out) { *out << row.target.size() << " bytes"; }

class RefusedTarget : public testing::TestWithParam<Row> {};

TEST_P(RefusedTarget, IsRefusedWithItsStatus) {
    const auto target = decode_target(GetParam().target);
    ASSERT_FALSE(target);
    EXPECT_EQ(target.error().status, GetParam().status);
    EXPECT_EQ(target.error().name, "http.target");
}

INSTANTIATE_TEST_SUITE_P(
    Table, RefusedTarget,
    testing::Values(Row{"", 400}, Row{"a", 400}, Row{"//a b", 400}, Row{"/a#b", 400}, Row{"/a?b#c", 400},
                    Row{"/\x7f", 400}, Row{"/\xe6\x9d\x91", 400}, Row{"/a\\b", 400}, Row{"/%", 400},
                    Row{"/%4", 400}, Row{"/%4g", 400}, Row{"/%zz", 400}, Row{"/%00", 400}, Row{"/a%00b", 400},
                    Row{"/?a=%00", 400}, Row{"/?%=1", 400}, Row{"/?a=%f", 400}, Row{"/a%2Fb", 400},
                    Row{"/a%2fb", 400}, Row{"/a%5Cb", 400}, Row{"/a%0d%0ab", 400}, Row{"/%7f", 400},
                    Row{"/%ff", 400}, Row{"/%C0%AF", 400}, Row{"/%ED%A0%80", 400}, Row{"/%E6%9D", 400},
                    Row{"/%F4%90%80%80", 400}, Row{"/?q=%80", 400}, Row{"/..", 404}, Row{"/a/../b", 404},
                    Row{"/%2e%2E/etc", 404}, Row{"/./a", 404}, Row{"/..%2fetc", 400}));

TEST(Target, GivesBackWhatWasEscaped) {
    constexpr unsigned seed = 20230630;
    SCOPED_TRACE(seed);
    std::mt19937 random(seed);
    constexpr std::string_view digits = "0123456789ABCDEF";
    for (int round = 0; round < 200; ++round) {
        std::string plain;
        std::string escaped = "/x?v=";
        for (int i = 0; i < 20; ++i) {
            const auto byte = static_cast<unsigned char>(1 + random() % 127);
            plain.push_back(static_cast<char>(byte));
            escaped.push_back('%');
            escaped.push_back(digits[byte / 16]);
            escaped.push_back(digits[byte % 16]);
        }
        const auto target = decode_target(escaped);
        ASSERT_TRUE(target);
        EXPECT_EQ(target->query.at(0).second, plain);
    }
}

}  // namespace
}  // namespace courtyard
