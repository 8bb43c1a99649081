// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/pages.h"

#include <gtest/gtest.h>

#include <unistd.h>

#include <fstream>

namespace courtyard {
namespace {

/// A folder of pages that goes with the test.
class PagesOfAFolder : public testing::Test {
  protected:
    PagesOfAFolder() {
        std::filesystem::create_directories(folder_ / "assets");
        write("index.html", "dashboard");
        write("review.html", "desk");
        write("assets/review-1a2b.js", "script");
        write("secret", "in the folder all the same");
    }
    ~PagesOfAFolder() override { std::filesystem::remove_all(folder_); }

    void write(const std::string& name, const std::string& text) const {
        std::ofstream(folder_ / name, std::ios::binary) << text;
    }
    std::string body(std::vector<std::string> segments) const {
        const auto found = Pages(folder_).page(segments);
        return found ? *found->body : "nothing";
    }

    const std::filesystem::path folder_ =
        std::filesystem::temp_directory_path() / ("courtyard-pages-" + std::to_string(getpid()));
};

TEST_F(PagesOfAFolder, TheRootIsTheDashboardAndANameIsItsPage) {
    EXPECT_EQ(body({}), "dashboard");
    EXPECT_EQ(body({"review"}), "desk");
    EXPECT_EQ(body({"review.html"}), "desk");
    EXPECT_EQ(body({"assets", "review-1a2b.js"}), "script");
}

TEST_F(PagesOfAFolder, WhatIsNoPageIsNothing) {
    for (const std::vector<std::string>& path : {std::vector<std::string>{"desk"},
                                                 {"review", ""},
                                                 {"assets"},
                                                 {"review.html", "x"},
                                                 {"..", "review"}})
        EXPECT_EQ(body(path), "nothing") << path.front();
}

TEST_F(PagesOfAFolder, APageIsHtmlAndAskedForAgain) {
    const std::vector<std::string> path{"review"};
    const auto found = Pages(folder_).page(path);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->headers.front(),
              (std::pair<std::string, std::string>{"content-type", "text/html; charset=utf-8"}));
    EXPECT_EQ(found->headers.back(), (std::pair<std::string, std::string>{"cache-control", "no-cache"}));
}

}  // namespace
}  // namespace courtyard
