// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/problem.h"

#include <gtest/gtest.h>

#include <map>
#include <string>

#include "tests/api/a_request.h"

namespace courtyard {
namespace {

TEST(Problem, ADiskWithoutRoomIsToldFromAFailingAndABusyOne) {
    const std::map<std::string, unsigned> statuses{{"store.full", 507},   {"export.no_room", 507},
                                                   {"store.failed", 500}, {"store.unpublished", 500},
                                                   {"store.busy", 503},   {"export.busy", 503}};
    for (const auto& [name, status] : statuses) {
        const Response told = problem({ErrorCode::unavailable, name, {}, {}}, a_request());
        EXPECT_EQ(told.status, status) << name;
        EXPECT_NE(told.body->find("\"code\":\"" + name + "\""), std::string::npos) << *told.body;
    }
}

}  // namespace
}  // namespace courtyard
