// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/names/name_index.h"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <set>
#include <string>

namespace courtyard {
namespace {

std::u16string random_name(std::mt19937& random, std::size_t longest) {
    std::u16string name;
    for (auto length = 1 + random() % longest; name.size() < length;) name += u"甲乙丙丁"[random() % 4];
    return name;
}

TEST(NameIndex, FindsEveryCoreThatATextBeginsWithAsTheSlowTwinDoes) {
    for (unsigned seed = 1; seed <= 20; ++seed) {
        SCOPED_TRACE(seed);
        std::mt19937 random(seed);
        NameIndex::Builder builder;
        std::map<std::u16string, std::set<AreaPlace>> twin;
        for (AreaPlace place = 1; place <= 300; ++place) {
            const auto name = random_name(random, place % 50 == 0 ? 60 : 5);
            builder.add(name, {place, Ending::village, NameKind::official});
            if (name.size() >= 2) twin[name].insert(place);
        }
        const auto index = std::move(builder).build();
        ASSERT_EQ(index.size(), twin.size());
        for (int i = 0; i < 200; ++i) {
            auto text = random_name(random, 6);
            if (i % 10 == 0)
                text = std::next(twin.begin(), static_cast<int>(random() % twin.size()))->first + text;
            std::map<std::u16string, std::set<AreaPlace>> found;
            std::size_t before = 0;
            index.for_each_at(text, [&](NameIndex::Core core, std::size_t length) {
                EXPECT_GT(length, before);
                before = length;
                EXPECT_EQ(index.text(core), text.substr(0, length));
                for (const auto& named : index.places(core))
                    found[text.substr(0, length)].insert(named.place);
            });
            std::map<std::u16string, std::set<AreaPlace>> expected;
            for (const auto& [name, places] : twin) {
                if (text.starts_with(name)) expected[name] = places;
            }
            EXPECT_EQ(found, expected);
        }
    }
}

TEST(NameIndex, KeepsTheOfficialCoreOfEachPlace) {
    NameIndex::Builder builder;
    builder.add(u"王庄", {3, Ending::village, NameKind::official});
    builder.add(u"老庄", {3, Ending::none, NameKind::alias});
    const auto index = std::move(builder).build();
    EXPECT_EQ(index.core_of(3), u"王庄");
    EXPECT_EQ(index.core_of(2), u"");
    EXPECT_EQ(index.core_of(99), u"");
    EXPECT_TRUE(index.find(u"老庄").has_value());
    EXPECT_FALSE(index.find(u"庄").has_value());
}

TEST(NameIndex, OfNothingFindsNothing) {
    const auto index = NameIndex::Builder().build();
    index.for_each_at(u"王庄", [](NameIndex::Core, std::size_t) { ADD_FAILURE(); });
    EXPECT_FALSE(index.find(u"王庄").has_value());
}

}  // namespace
}  // namespace courtyard
