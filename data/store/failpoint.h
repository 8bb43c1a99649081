// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace courtyard {

#ifdef COURTYARD_FAILPOINTS
/// In builds for tests a place of the write path at which the program can be made to die, as by `kill -9`.
///
/// COURTYARD_FAILPOINT=after_commit:kill dies at the first passage, `after_commit:kill:3` at the third.
/// tests/crash reads every name out of the sources and kills at each of them.
inline namespace armed {
void failpoint(std::string_view place);
/// `failpoint("before_commit")` and the like, for statements that have a name.
void failpoint(std::string_view when, std::string_view statement);
/// Whether this test build was asked, by COURTYARD_DEFECT, to be wrong in this way: the test of the tests.
bool seeded_defect(std::string_view name);
}  // namespace armed
#else
/// Nothing: only builds for tests have places to die at, and can be asked to be wrong.
inline namespace unarmed {
constexpr void failpoint(std::string_view) {}
constexpr void failpoint(std::string_view, std::string_view) {}
constexpr bool seeded_defect(std::string_view) { return false; }
}  // namespace unarmed
#endif

}  // namespace courtyard
