// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/read/named_id.h"

#include <gtest/gtest.h>

namespace courtyard {
namespace {

/// The namespace for domain names, RFC 4122 appendix C.
constexpr Uuid dns{0x6b, 0xa7, 0xb8, 0x10, 0x9d, 0xad, 0x11, 0xd1,
                   0x80, 0xb4, 0x00, 0xc0, 0x4f, 0xd4, 0x30, 0xc8};

TEST(NamedId, IsTheVersion5UuidOfItsName) {
    EXPECT_EQ(named_uuid(dns, "www.example.com"), "2ed6657d-e927-568b-95e1-2665a8aea6a2");
    EXPECT_EQ(named_uuid(dns, "python.org"), "886313e1-3b8a-5372-9b90-0c9aee199e5d");
}

TEST(NamedId, AgreesAcrossTheBlockBordersOfItsDigest) {
    EXPECT_EQ(named_uuid(dns, std::string(39, 'a')), "5824f981-4282-59d4-9716-acb6d741350e");
    EXPECT_EQ(named_uuid(dns, std::string(48, 'a')), "7280cc42-274a-5c4a-91fc-ae23f853eeb7");
    EXPECT_EQ(named_uuid(dns, std::string(200, 'a')), "fe30bfa6-ef90-59b3-b108-118411d0f0ab");
}

TEST(NamedId, OfARowDependsOnFileAndRowOnly) {
    EXPECT_EQ(row_uuid("ab", 1), row_uuid("ab", 1));
    EXPECT_NE(row_uuid("ab", 1), row_uuid("ab", 2));
    EXPECT_NE(row_uuid("ab", 1), row_uuid("cd", 1));
}

}  // namespace
}  // namespace courtyard
