// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/totp.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "api/hmac_sha1.h"

namespace courtyard {
namespace {

std::string hex(const Sha1& sum) {
    std::string text;
    for (const unsigned char byte : sum) text += fmt::format("{:02x}", byte);
    return text;
}

// RFC 2202, section 3.
TEST(HmacSha1, AgreesWithTheVectorsOfRfc2202) {
    EXPECT_EQ(hex(hmac_sha1(std::string(20, '\x0b'), "Hi There")),
              "b617318655057264e28bc0b6fb378c8ef146be00");
    EXPECT_EQ(hex(hmac_sha1("Jefe", "what do ya want for nothing?")),
              "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79");
    EXPECT_EQ(hex(hmac_sha1(std::string(20, '\xaa'), std::string(50, '\xdd'))),
              "125d7342b9ac11cd91a39af48aa17b4f63f175d3");
    EXPECT_EQ(hex(hmac_sha1(std::string(20, '\x0c'), "Test With Truncation")),
              "4c1a03424b55e07fe7f27be1d58bb9324a9a5a04");
    EXPECT_EQ(
        hex(hmac_sha1(std::string(80, '\xaa'), "Test Using Larger Than Block-Size Key - Hash Key First")),
        "aa4ae5e15272d00e95705637ce8a3b55ed402112");
    EXPECT_EQ(hex(hmac_sha1(std::string(80, '\xaa'),
                            "Test Using Larger Than Block-Size Key and Larger Than One Block-Size Data")),
              "e8e99d0f45237d786d6bbaa7965c7808bbff1a91");
}

// RFC 4648, section 10.
TEST(Base32, AgreesWithTheVectorsOfRfc4648AndReadsBack) {
    EXPECT_EQ(base32("foobar"), "MZXW6YTBOI");
    EXPECT_EQ(base32("fooba"), "MZXW6YTB");
    EXPECT_EQ(base32("f"), "MY");
    EXPECT_EQ(parse_base32("mzxw 6ytb oi=="), "foobar");
    EXPECT_EQ(parse_base32("M1"), std::nullopt);
}

// RFC 6238, appendix B: eight digits there, of which these are the last six.
TEST(Totp, AgreesWithTheVectorsOfRfc6238) {
    const std::string secret = base32("12345678901234567890");
    const auto code_at = [&](std::int64_t seconds) {
        return totp_code(secret, totp_step(Instant{seconds * 1'000}));
    };
    EXPECT_EQ(code_at(59), "287082");
    EXPECT_EQ(code_at(1'111'111'109), "081804");
    EXPECT_EQ(code_at(1'111'111'111), "050471");
    EXPECT_EQ(code_at(1'234'567'890), "005924");
    EXPECT_EQ(code_at(2'000'000'000), "279037");
    EXPECT_EQ(code_at(20'000'000'000), "353130");
}

TEST(Totp, ACodeIsTakenOnceAndOneStepEarlyOrLate) {
    const std::string secret = new_totp_secret();
    const Instant now{1'800'000'015'000};
    const std::int64_t step = totp_step(now);
    for (const std::int64_t near : {step - 1, step, step + 1})
        EXPECT_EQ(step_of_code(secret, totp_code(secret, near), now, 0), near);
    EXPECT_FALSE(step_of_code(secret, totp_code(secret, step - 2), now, 0));
    EXPECT_FALSE(step_of_code(secret, totp_code(secret, step), now, step)) << "a replay";
    EXPECT_FALSE(step_of_code(secret, totp_code(secret, step - 1), now, step))
        << "an older one than was used";
    EXPECT_FALSE(step_of_code(secret, "", now, 0));
    EXPECT_FALSE(step_of_code(secret, "12345", now, 0));
}

TEST(Totp, TheUriIsWhatAuthenticatorsRead) {
    EXPECT_EQ(otpauth_uri("李", "MZXW6YTB"),
              "otpauth://totp/"
              "Courtyard:%E6%9D%8E?secret=MZXW6YTB&issuer=Courtyard&algorithm=SHA1&digits=6&period=30");
    EXPECT_EQ(new_totp_secret().size(), 32U);
    EXPECT_NE(new_totp_secret(), new_totp_secret());
}

}  // namespace
}  // namespace courtyard
