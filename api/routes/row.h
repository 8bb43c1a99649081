// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/routes.h"

namespace courtyard {

/// The short words that rows are written in: on what terms a body is read, by which method and door. Meant
/// for the files of rows alone.
inline constexpr std::size_t kib = 1024;
inline constexpr std::size_t json_limit = 256 * kib;
inline constexpr std::size_t photo_limit = 12 * kib * kib;
inline constexpr std::size_t import_limit = 512 * kib * kib;
inline constexpr Admission on_io{.body_limit = 0, .spool = false, .run_on = RunOn::io};
inline constexpr Admission on_worker{.body_limit = 0, .spool = false, .run_on = RunOn::worker};
inline constexpr Admission small_body{.body_limit = json_limit, .spool = false, .run_on = RunOn::worker};
inline constexpr Admission photo_body{.body_limit = photo_limit, .spool = true, .run_on = RunOn::worker};
inline constexpr Admission list_body{.body_limit = 4 * kib * kib, .spool = false, .run_on = RunOn::worker};
inline constexpr Admission password_body{
    .body_limit = json_limit, .spool = false, .run_on = RunOn::passwords};
inline constexpr Admission file_body{.body_limit = import_limit, .spool = true, .run_on = RunOn::worker};

inline constexpr auto get = Method::get;
inline constexpr auto put = Method::put;
inline constexpr auto post = Method::post;
inline constexpr auto del = Method::del;
inline constexpr auto patch = Method::patch;
inline constexpr auto guarded = RouteDoor::guarded;
inline constexpr auto open = RouteDoor::open;

}  // namespace courtyard
