// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/multipart.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "tests/data/scratch.h"

namespace courtyard {
namespace {

std::string text_of(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

std::string field(const std::string& name, const std::string& value, const std::string& more = {}) {
    return "--B\r\nContent-Disposition: form-data; name=\"" + name + "\"" + more + "\r\n\r\n" + value +
           "\r\n";
}

TEST(Multipart, KnowsItsBoundary) {
    EXPECT_EQ(multipart_boundary("multipart/form-data; boundary=abc"), "abc");
    EXPECT_EQ(multipart_boundary("multipart/form-data; boundary=\"a b\"; charset=x"), "a b");
    EXPECT_EQ(multipart_boundary("text/csv"), std::nullopt);
    EXPECT_EQ(multipart_boundary("multipart/form-data"), "");
}

TEST(Multipart, KeepsTheFileAndItsName) {
    const Scratch scratch;
    // Larger than a block, with line ends and dashes that are not the boundary.
    std::string content;
    for (int i = 0; i < 20'000; ++i) content += "\r\n--A" + std::to_string(i);
    const auto form = scratch.write(
        "form", field("kind", "households") + field("file", content, "; filename=\"户.csv\"") + "--B--\r\n");
    EXPECT_EQ(*keep_file_of_form(form, "B"), "户.csv");
    EXPECT_EQ(text_of(form), content);
}

TEST(Multipart, RefusesWhatIsCutOffOrHasNoFile) {
    const Scratch scratch;
    EXPECT_EQ(keep_file_of_form(scratch.write("a", field("kind", "x") + "--B--\r\n"), "B").error().name,
              "multipart.field");
    EXPECT_EQ(keep_file_of_form(
                  scratch.write("b", "--B\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\nabc"), "B")
                  .error()
                  .name,
              "multipart.broken");
    EXPECT_EQ(keep_file_of_form(scratch.write("c", "abc"), "B").error().name, "multipart.broken");
    EXPECT_EQ(keep_file_of_form(scratch.write("d", ""), "B").error().name, "multipart.broken");
    EXPECT_EQ(keep_file_of_form(scratch.write("e", "--B"), "").error().name, "multipart.broken");
}

}  // namespace
}  // namespace courtyard
