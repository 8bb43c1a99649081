// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/answers.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/api/a_request.h"

namespace courtyard {
namespace {

const std::string* header(const Response& response, std::string_view name) {
    for (const auto& [key, value] : response.headers)
        if (key == name) return &value;
    return nullptr;
}

TEST(Answers, GzipIsSentOnlyToThoseWhoTakeIt) {
    struct Case {
        const char* accepted;
        bool gzip;
    };
    for (const Case one : {Case{"gzip", true}, Case{"br, gzip;q=0.5", true}, Case{"gzip;q=0", false},
                           Case{"gzip;q=0.0", false}, Case{"gzip; q=0.01", true}, Case{"*", true},
                           Case{"identity", false}, Case{"", false}})
        EXPECT_EQ(accepts_gzip(a_request({}, {{"accept-encoding", one.accepted}})), one.gzip) << one.accepted;
}

TEST(Answers, ContentThatIsKnownIsNotSentAgain) {
    Json json;
    json.object().member("n", 1).end();
    const Response first = finished(json_answer(json), a_request(), Audience::everybody);
    const std::string tag = *header(first, "etag");
    for (const std::string& known : {tag, "W/" + tag, "\"other\", " + tag, std::string("*")}) {
        const Response again =
            finished(json_answer(json), a_request({}, {{"if-none-match", known}}), Audience::everybody);
        EXPECT_EQ(again.status, 304U) << known;
        EXPECT_EQ(again.body, nullptr);
    }
    EXPECT_EQ(
        finished(json_answer(json), a_request({}, {{"if-none-match", "\"other\""}}), Audience::everybody)
            .status,
        200U);
}

TEST(Answers, EachEncodingHasATagOfItsOwn) {
    const std::string text(5'000, 'x');
    const Response plain =
        finished(answer(200, "text/plain", text, Caching::revalidate), a_request(), Audience::everybody);
    const Response zipped = finished(answer(200, "text/plain", text, Caching::revalidate),
                                     a_request({}, {{"accept-encoding", "gzip"}}), Audience::everybody);
    EXPECT_NE(*header(plain, "etag"), *header(zipped, "etag"));
    EXPECT_EQ(*header(zipped, "content-encoding"), "gzip");
    EXPECT_LT(zipped.body->size(), 200U);
}

TEST(Answers, WhatIsCompressedAlreadyIsSentAsItIs) {
    const std::string text(5'000, 'x');
    for (const bool first : {true, false}) {
        Response given = answer(200, "application/json", text, Caching::revalidate);
        given.headers.insert(first ? given.headers.begin() : given.headers.end(),
                             {"content-encoding", "gzip"});
        const Response sent =
            finished(std::move(given), a_request({}, {{"accept-encoding", "gzip"}}), Audience::everybody);
        EXPECT_EQ(*sent.body, text);
        EXPECT_EQ(std::ranges::count(sent.headers, "content-encoding", &Fields::value_type::first), 1);
    }
}

TEST(Answers, WhatASignedInCallerSeesIsPrivate) {
    Json json;
    json.object().end();
    EXPECT_EQ(*header(finished(json_answer(json), a_request(), Audience::this_caller), "cache-control"),
              "private, no-cache");
    EXPECT_EQ(*header(finished(json_answer(json), a_request(), Audience::everybody), "cache-control"),
              "no-cache");
}

TEST(Answers, NothingThatIsNotStoredIsRevalidated) {
    Json json;
    json.object().end();
    const Response first = finished(json_answer(json, Caching::none), a_request(), Audience::everybody);
    const Response again =
        finished(json_answer(json, Caching::none), a_request({}, {{"if-none-match", *header(first, "etag")}}),
                 Audience::everybody);
    EXPECT_EQ(again.status, 200U);
}

TEST(Answers, TellBrowsersWhatTheyMayDo) {
    const Response plain = finished(json_answer(Json().object().end()), a_request(), Audience::everybody);
    EXPECT_EQ(
        *header(plain, "content-security-policy"),
        "default-src 'none'; script-src 'self'; worker-src 'self'; connect-src 'self'; img-src 'self' data: "
        "blob:; style-src 'self'; font-src 'self'; manifest-src 'self'; frame-ancestors 'none'; base-uri "
        "'none'; form-action 'self'; object-src 'none'");
    EXPECT_EQ(*header(plain, "x-content-type-options"), "nosniff");
    EXPECT_EQ(*header(plain, "referrer-policy"), "no-referrer");
    EXPECT_EQ(*header(plain, "cross-origin-opener-policy"), "same-origin");
    EXPECT_EQ(*header(plain, "cross-origin-resource-policy"), "same-origin");
    EXPECT_EQ(header(plain, "strict-transport-security"), nullptr) << "over plain HTTP it has no meaning";
    RequestHead over_tls = a_request();
    over_tls.secure = true;
    EXPECT_EQ(*header(finished(json_answer(Json().object().end()), over_tls, Audience::everybody),
                      "strict-transport-security"),
              "max-age=31536000; includeSubDomains");
}

TEST(Json, WritesWhatIsNotANumberAsNull) {
    Json json;
    json.array()
        .value(1.5)
        .value(std::numeric_limits<double>::quiet_NaN())
        .value(std::optional<double>())
        .value(Bounds{})
        .end_array();
    EXPECT_EQ(json.text(), "[1.5,null,null,null]");
}

}  // namespace
}  // namespace courtyard
