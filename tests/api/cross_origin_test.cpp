// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/cross_origin.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "api/answers.h"
#include "tests/api/a_request.h"

namespace courtyard {
namespace {

const std::string page = "https://maps.example.org";

CrossOrigin permission(std::vector<std::string> origins) { return CrossOrigin::of(origins).value(); }

RequestHead asking(Method method, std::vector<std::string> path, Fields headers) {
    RequestHead head = a_request({}, std::move(headers));
    head.method = method;
    head.segments = std::move(path);
    return head;
}

/// The values of a field in an answer as it goes out, joined; nothing when it has none.
std::string told(const CrossOrigin& permission, const RequestHead& head, std::string_view name,
                 unsigned status = 200) {
    Response response = answer(status, "text/plain", "x", Caching::revalidate);
    if (status == 204) response.body = nullptr;
    response = finished(std::move(response), head, Audience::everybody);
    permission.tell(response, head);
    std::string values;
    for (const auto& [key, value] : response.headers)
        if (key == name) values += (values.empty() ? "" : " | ") + value;
    return values;
}

constexpr std::string_view allowed = "access-control-allow-origin";

TEST(CrossOrigin, TakesOriginsAsBrowsersWriteThemAndNothingElse) {
    for (const char* origin :
         {"*", "https://maps.example.org", "http://localhost:3000", "https://[fd00::1]:8443", "http://[::11]",
          "https://maps.example.org:80", "http://192.0.2.7", "https://xn--fiq228c.example"})
        EXPECT_TRUE(CrossOrigin::of(std::vector<std::string>{origin})) << origin;
    for (const char* origin : {"",
                               "null",
                               "maps.example.org",
                               "https://",
                               "https://a.example/",
                               "https://a.example/map",
                               "https://A.example",
                               "HTTPS://a.example",
                               "https://*.example",
                               "https://u@a.example",
                               "ftp://a.example",
                               "https://a.example:443",
                               "http://a.example:80",
                               "https://a.example:0",
                               "https://a.example:65536",
                               "https://a.example:",
                               "https://a.example:x",
                               "https://a.example:080",
                               "https://:8443",
                               "https://[]",
                               "https://[::1",
                               "https://a.example?b",
                               "https://a.example#b",
                               "https://a example",
                               "https://.example"})
        EXPECT_FALSE(CrossOrigin::of(std::vector<std::string>{origin})) << origin;
}

TEST(CrossOrigin, IsNobodyUnlessNamed) {
    const RequestHead head = asking(Method::get, {"ogc"}, {{"origin", page}});
    for (const CrossOrigin& none : {CrossOrigin(), permission({})}) {
        EXPECT_TRUE(none.nobody());
        EXPECT_EQ(told(none, head, allowed), "");
        EXPECT_EQ(told(none, head, "cross-origin-resource-policy"), "same-origin");
        EXPECT_EQ(told(none, head, "vary").find("Origin"), std::string::npos);
    }
    EXPECT_FALSE(permission({page}).nobody());
    EXPECT_FALSE(permission({"*"}).nobody());
}

TEST(CrossOrigin, LetsNamedOriginsReadAndNoOther) {
    const CrossOrigin named = permission({"https://other.example", page});
    for (const Method method : {Method::get, Method::head})
        for (const char* room : {"ogc", "tiles", "styles", "api"}) {
            const RequestHead head = asking(method, {room, "x"}, {{"origin", page}});
            for (const unsigned status : {200U, 204U, 401U, 404U}) {
                EXPECT_EQ(told(named, head, allowed, status), page) << room;
                EXPECT_EQ(told(named, head, "cross-origin-resource-policy", status), "cross-origin");
                EXPECT_EQ(told(named, head, "access-control-expose-headers", status),
                          "ETag, Link, Content-Crs, X-Row-Count, Content-Disposition, Content-Range, "
                          "Accept-Ranges, Location, Retry-After");
                EXPECT_EQ(told(named, head, "access-control-allow-credentials", status), "");
            }
        }
    for (const char* other : {"https://maps.example.org.evil.example", "http://maps.example.org", "null",
                              "https://maps.example.org:8443", "https://maps.example.or", ""}) {
        const RequestHead head = asking(Method::get, {"ogc"}, {{"origin", other}});
        EXPECT_EQ(told(named, head, allowed), "") << other;
        EXPECT_EQ(told(named, head, "access-control-expose-headers"), "");
        EXPECT_EQ(told(named, head, "cross-origin-resource-policy"), "same-origin");
        EXPECT_TRUE(told(named, head, "vary").ends_with(", Origin"));
    }
    EXPECT_TRUE(told(named, asking(Method::get, {"ogc"}, {}), "vary").ends_with(", Origin"));
    EXPECT_EQ(told(permission({"*"}), asking(Method::get, {"ogc"}, {{"origin", "null"}}), allowed), "*");
}

TEST(CrossOrigin, LetsNobodyChangeAnythingNorReadTheDashboard) {
    const CrossOrigin everybody = permission({"*"});
    for (const Method method : {Method::post, Method::put, Method::patch, Method::del}) {
        const RequestHead head = asking(method, {"api", "session"}, {{"origin", page}});
        EXPECT_EQ(told(everybody, head, allowed), "");
        EXPECT_EQ(told(everybody, head, "cross-origin-resource-policy"), "same-origin");
    }
    for (const std::vector<std::string>& path :
         {std::vector<std::string>{}, {"index.html"}, {"api.html"}, {"metrics"}, {"healthz"}}) {
        const RequestHead head = asking(Method::get, path, {{"origin", page}});
        EXPECT_EQ(told(everybody, head, allowed), "");
        EXPECT_EQ(told(everybody, head, "vary").find("Origin"), std::string::npos);
    }
}

TEST(CrossOrigin, AnswersThePreflightOfReadingAlone) {
    const CrossOrigin named = permission({page});
    const auto preflight = [](const char* method, const std::string& origin) {
        return asking(Method::options, {"ogc"},
                      {{"origin", origin}, {"access-control-request-method", method}});
    };
    for (const char* method : {"GET", "HEAD"}) {
        const RequestHead head = preflight(method, page);
        EXPECT_EQ(told(named, head, allowed, 204), page);
        EXPECT_EQ(told(named, head, "access-control-allow-methods", 204), "GET, HEAD, OPTIONS");
        EXPECT_EQ(told(named, head, "access-control-allow-headers", 204),
                  "Authorization, Accept-Language, If-None-Match, Range");
        EXPECT_EQ(told(named, head, "access-control-max-age", 204), "600");
        EXPECT_EQ(told(named, head, "access-control-allow-credentials", 204), "");
        EXPECT_EQ(told(named, head, allowed, 404), "") << "there is nothing to read";
    }
    for (const char* method : {"POST", "PUT", "PATCH", "DELETE", "get"})
        EXPECT_EQ(told(named, preflight(method, page), allowed, 204), "") << method;
    EXPECT_EQ(told(named, preflight("GET", "https://evil.example"), allowed, 204), "");
    EXPECT_EQ(told(named, asking(Method::options, {"ogc"}, {{"origin", page}}), allowed, 204), "");
}

}  // namespace
}  // namespace courtyard
