// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/parameters.h"

#include <gtest/gtest.h>

#include "tests/api/a_request.h"

namespace courtyard {
namespace {

struct Case {
    Fields query;
    std::string subject;  ///< of the error; empty: none
};

class ParametersTable : public testing::TestWithParam<Case> {};

TEST_P(ParametersTable, NamesWhatIsWrong) {
    const RequestHead head = a_request(GetParam().query);
    Parameters query(head);
    query.day("as_of");
    query.level("level");
    query.integer("limit", 1, 100);
    const auto checked = query.checked();
    if (GetParam().subject.empty()) {
        EXPECT_TRUE(checked);
    } else {
        ASSERT_FALSE(checked);
        EXPECT_EQ(checked.error().subject, GetParam().subject);
        EXPECT_EQ(checked.error().code, ErrorCode::invalid_input);
    }
}

INSTANTIATE_TEST_SUITE_P(Queries, ParametersTable,
                         testing::Values(Case{{}, ""}, Case{{{"as_of", "2023-06-30"}}, ""},
                                         Case{{{"as_of", "2023-02-30"}}, "as_of"},
                                         Case{{{"as_of", ""}}, "as_of"},
                                         Case{{{"as_of", "2023-06-30"}, {"as_of", "2023-06-30"}}, "as_of"},
                                         Case{{{"level", "village"}}, ""}, Case{{{"level", "村"}}, ""},
                                         Case{{{"level", "galaxy"}}, "level"}, Case{{{"limit", "100"}}, ""},
                                         Case{{{"limit", "0"}}, "limit"}, Case{{{"limit", "101"}}, "limit"},
                                         Case{{{"limit", "1.5"}}, "limit"},
                                         Case{{{"limit", "99999999999999999999"}}, "limit"},
                                         Case{{{"colour", "red"}}, "colour"},
                                         Case{{{"v", "7"}, {"lang", "en"}, {"f", "json"}}, ""}));

}  // namespace
}  // namespace courtyard
