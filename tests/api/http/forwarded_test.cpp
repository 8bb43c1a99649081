// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/http/forwarded.h"

#include <gtest/gtest.h>

namespace courtyard {
namespace {

TrustedProxies trusting(const std::vector<std::string>& texts,
                        ProxyField field = ProxyField::x_forwarded_for) {
    return TrustedProxies::of(texts, field).value();
}

std::string client(const TrustedProxies& proxies, const Fields& headers, const std::string& peer = "10.0.0.1",
                   bool secure = false) {
    const auto found = proxies.client_of(headers, peer, secure);
    return found.address + (found.secure ? " securely" : "");
}

TEST(Address, IsReadInBothFamilies) {
    for (const auto* text : {"192.0.2.7", "::1", "2001:db8::7", "0.0.0.0"})
        EXPECT_EQ(Address::parse(text)->text(), text);
    EXPECT_EQ(Address::parse("::ffff:192.0.2.7"), Address::parse("192.0.2.7"));
    for (const auto* text : {"", "a", "192.0.2", "192.0.2.7:80", "[::1]", "192.0.2.07", "1.2.3.4 "})
        EXPECT_FALSE(Address::parse(text)) << text;
}

TEST(Address, KnowsLoopback) {
    for (const auto* text : {"127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1"})
        EXPECT_TRUE(Address::parse(text)->is_loopback()) << text;
    for (const auto* text : {"128.0.0.1", "::2", "::", "1::1"})
        EXPECT_FALSE(Address::parse(text)->is_loopback()) << text;
}

TEST(Address, BelongsToAHouseholdOfOneInVersion4AndOfA64InVersion6) {
    const auto household = [](const char* text) { return Address::parse(text)->household(); };
    EXPECT_NE(household("192.0.2.7"), household("192.0.2.8"));
    EXPECT_EQ(household("2001:db8:0:1::7"), household("2001:db8:0:1:ffff::8"));
    EXPECT_NE(household("2001:db8:0:1::7"), household("2001:db8:0:2::7"));
}

TEST(TrustedProxies, AreBelievedAboutTheirClient) {
    const auto proxies = trusting({"10.0.0.0/8"});
    EXPECT_EQ(client(proxies, {{"x-forwarded-for", "203.0.113.7"}}), "203.0.113.7");
    EXPECT_EQ(client(proxies, {{"x-forwarded-for", "203.0.113.7"}, {"x-forwarded-proto", "https"}}),
              "203.0.113.7 securely");
    EXPECT_EQ(client(proxies, {{"x-forwarded-for", "203.0.113.7"}, {"x-forwarded-proto", "http"}}, "10.0.0.1",
                     true),
              "203.0.113.7");
    EXPECT_EQ(client(proxies, {}), "10.0.0.1");
}

TEST(TrustedProxies, EndAtTheFirstWhoIsNotTrusted) {
    const auto proxies = trusting({"10.0.0.1", "10.0.0.2"});
    const Fields chain{{"x-forwarded-for", "127.0.0.1, 203.0.113.7"}, {"x-forwarded-for", "10.0.0.2"}};
    EXPECT_EQ(client(proxies, chain), "203.0.113.7") << "what the client made up is not read";
    EXPECT_EQ(client(proxies, chain, "192.0.2.1"), "192.0.2.1");
    EXPECT_EQ(client(TrustedProxies(), chain), "10.0.0.1");
}

TEST(TrustedProxies, ArePassedOverWhenWhatTheySayIsNoAddress) {
    const auto proxies = trusting({"10.0.0.1"});
    for (const auto* text : {"", "unknown", "203.0.113.7, ", "_hidden", "1.2.3.4.5", "<script>"})
        EXPECT_EQ(client(proxies, {{"x-forwarded-for", text}}), "10.0.0.1") << text;
}

TEST(TrustedProxies, WriteOneFieldAndTheOtherIsTheClients) {
    const Fields both{{"forwarded", "for=198.51.100.1;proto=https"}, {"x-forwarded-for", "203.0.113.7"}};
    EXPECT_EQ(client(trusting({"10.0.0.1"}), both), "203.0.113.7");
    EXPECT_EQ(client(trusting({"10.0.0.1"}, ProxyField::forwarded), both), "198.51.100.1 securely");
}

TEST(TrustedProxies, MayWriteTheStandardField) {
    const auto proxies = trusting({"10.0.0.1", "fd00::/8"}, ProxyField::forwarded);
    EXPECT_EQ(client(proxies, {{"forwarded", "For=\"[2001:db8::7]:4711\"; Proto=HTTPS"}}),
              "2001:db8::7 securely");
    EXPECT_EQ(client(proxies, {{"forwarded", "for=203.0.113.7:80, for=\"[fd00::1]\";by=x"}}), "203.0.113.7");
    EXPECT_EQ(client(proxies, {{"forwarded", "for=unknown;proto=https"}}), "10.0.0.1 securely");
}

TEST(TrustedProxies, AreAddressesOrNetworks) {
    for (const auto* text :
         {"", "proxy", "10.0.0.1/33", "10.0.0.1/", "10.0.0.1/x", "fd00::/129", "10.0.0.1/-1"}) {
        const auto read = TrustedProxies::of(std::vector<std::string>{text}, ProxyField::x_forwarded_for);
        ASSERT_FALSE(read) << text;
        EXPECT_EQ(read.error().name, "network.address");
    }
    EXPECT_TRUE(trusting({"10.0.0.0/8"}).trust(*Address::parse("10.255.0.1")));
    EXPECT_FALSE(trusting({"10.0.0.0/8"}).trust(*Address::parse("11.0.0.1")));
    EXPECT_TRUE(trusting({"0.0.0.0/0"}).trust(*Address::parse("8.8.8.8")));
    EXPECT_FALSE(trusting({"0.0.0.0/0"}).trust(*Address::parse("2001:db8::1")));
    EXPECT_TRUE(trusting({"2001:db8::/33"}).trust(*Address::parse("2001:db8:7fff::1")));
    EXPECT_FALSE(trusting({"2001:db8::/33"}).trust(*Address::parse("2001:db8:8000::1")));
}

}  // namespace
}  // namespace courtyard
