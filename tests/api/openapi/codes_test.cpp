// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>

#include "api/openapi/usual_answers.h"

namespace courtyard {
namespace {

namespace fs = std::filesystem;

/// All that the program's rooms say, but for the descriptions themselves.
std::string sources() {
    std::string all;
    for (const auto* room : {"api", "atlas", "campaign", "data", "geo", "tiles"})
        for (const auto& one : fs::recursive_directory_iterator(fs::path(COURTYARD_ROOT) / room)) {
            const auto ending = one.path().extension();
            if (one.path().parent_path().filename() == "openapi" || (ending != ".cpp" && ending != ".h"))
                continue;
            std::ifstream file(one.path());
            all.append(std::istreambuf_iterator<char>(file), {});
        }
    return all;
}

/// The stable words of errors, with a place that names each.
std::map<std::string, std::string> declared_codes() {
    std::map<std::string, std::string> codes;
    for (const DescribedRoute& one : interface_book().routes)
        for (const DescribedAnswer& answer : one.answers)
            for (const std::string& code : answer.codes) codes.emplace(code, one.route->pattern);
    for (const UsualAnswer& one : usual_answers())
        for (std::string_view rest = one.codes; !rest.empty();) {
            const auto end = std::min(rest.find(' '), rest.size());
            codes.emplace(rest.substr(0, end), one.name);
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
    return codes;
}

/// Put together of a word and this, which stands in the sources in quotes.
const std::map<std::string, std::string> put_together{
    {"base.unknown", ".unknown"},    {"case.unknown", ".unknown"},  {"relief.unknown", ".unknown"},
    {"session.unknown", ".unknown"}, {"token.unknown", ".unknown"}, {"limit.requests", "limit.{}"},
    {"limit.uploads", "limit.{}"},   {"limit.exports", "limit.{}"}, {"limit.passwords", "limit.{}"}};

TEST(InterfaceBook, NamesNoErrorThatTheProgramNeverSays) {
    const std::string said = sources();
    const auto codes = declared_codes();
    EXPECT_GT(codes.size(), 80U);
    for (const auto& [code, place] : codes) {
        const auto made = put_together.find(code);
        const std::string& word = made == put_together.end() ? code : made->second;
        EXPECT_NE(said.find('"' + word + '"'), std::string::npos) << code << " of " << place;
    }
}

TEST(InterfaceBook, NoWordIsTakenForPutTogetherThatIsNotDeclared) {
    const auto codes = declared_codes();
    for (const auto& [code, piece] : put_together) EXPECT_TRUE(codes.contains(code)) << code;
}

}  // namespace
}  // namespace courtyard
