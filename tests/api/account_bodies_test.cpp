// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/account_bodies.h"

#include <gtest/gtest.h>

namespace courtyard {
namespace {

Request sent_as(Fields headers) {
    Request request;
    request.headers = std::move(headers);
    request.body = R"({"name":"reviewer","password":"a secret"})";
    return request;
}

TEST(AccountBodies, AreJsonByTheirMediaType) {
    for (const char* type : {"application/json", "Application/JSON", "application/json; charset=utf-8",
                             "application/json ;charset=utf-8"}) {
        const auto form = sign_in_form(sent_as({{"content-type", type}}));
        ASSERT_TRUE(form) << type;
        EXPECT_EQ(form->name, "reviewer");
    }
    for (const char* type : {"application/jsonx", "application/json-seq", "application/geo+json",
                             "text/plain", "multipart/form-data; boundary=application/json", ""}) {
        const auto form = sign_in_form(sent_as({{"content-type", type}}));
        ASSERT_FALSE(form) << type;
        EXPECT_EQ(form.error().status, 415U) << type;
    }
    EXPECT_EQ(sign_in_form(sent_as({})).error().status, 415U);
}

}  // namespace
}  // namespace courtyard
