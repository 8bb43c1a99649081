// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/refusal_text.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <regex>
#include <set>
#include <string>

#include "api/http/refusal.h"

namespace courtyard {
namespace {

/// The names that the header's constants have, as they stand there.
std::set<std::string> names_of_the_header() {
    std::ifstream in(COURTYARD_ROOT "/api/http/refusal.h");
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    const std::regex constant(R"re(constexpr Refusal \w+\{\d+, "([^"]+)"\})re");
    std::set<std::string> names;
    for (std::sregex_iterator one(text.begin(), text.end(), constant), end; one != end; ++one)
        names.insert((*one)[1]);
    return names;
}

TEST(RefusalText, EveryNameHasASentenceOfItsOwn) {
    const auto names = names_of_the_header();
    ASSERT_TRUE(names.contains(std::string(target_too_long.name)) &&
                names.contains(std::string(no_room.name)));
    std::set<std::string> told;
    for (const std::string& name : names) {
        const Text text = refusal_text(name);
        EXPECT_EQ(text.zh.find(name), std::string::npos) << name << " is told by its name alone";
        EXPECT_EQ(text.en.find(name), std::string::npos) << name;
        told.insert(text.en);
    }
    EXPECT_EQ(told.size(), names.size());
}

TEST(RefusalText, SaysWhatToShorten) {
    EXPECT_EQ(refusal_text("http.target_too_long").zh, "地址超过 8 KiB，请缩短（例如筛选条件）");
    EXPECT_EQ(refusal_text("http.target_too_long").en,
              "the address is longer than 8 KiB: shorten it, for example its filter");
}

TEST(RefusalText, AnUnknownNameIsToldItself) {
    EXPECT_EQ(refusal_text("http.other").zh, "请求未被接受（http.other）");
    EXPECT_EQ(refusal_text("http.other").en, "the request was refused (http.other)");
}

}  // namespace
}  // namespace courtyard
