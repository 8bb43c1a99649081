// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "campaign/records.h"

#include <gtest/gtest.h>

namespace courtyard {
namespace {

TEST(Records, AUuidIsLowerCaseAndWhole) {
    EXPECT_EQ(*parse_uuid("0190A1B2-0000-7000-8000-00000000000F"), "0190a1b2-0000-7000-8000-00000000000f");
    for (const char* text : {"", "0190a1b2", "0190a1b2-0000-7000-8000-00000000000g",
                             "0190a1b2_0000-7000-8000-000000000001", "0190a1b2-0000-7000-8000-0000000000011"})
        EXPECT_EQ(parse_uuid(text).error().name, "id.uuid") << text;
}

TEST(Records, PositionSourcesRoundTrip) {
    for (const auto source : {PositionSource::gps, PositionSource::manual, PositionSource::photo})
        EXPECT_EQ(*parse_position_source(to_string(source)), source);
    EXPECT_FALSE(parse_position_source("dream"));
}

}  // namespace
}  // namespace courtyard
