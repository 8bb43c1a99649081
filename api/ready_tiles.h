// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <optional>
#include <string>

#include "api/answers.h"
#include "api/http/message.h"
#include "api/http/plain_get.h"
#include "api/service.h"

namespace courtyard {

/// The short way to a finished tile: from the bytes of a plain question to those of the answer, with nothing
/// parsed twice and nothing built.
///
/// Who asks, what they may see, which tile it is and how it is tagged are decided by the same functions as on
/// the full way, which takes over (nothing is answered here) whenever anything is not plain: no tile of that
/// key yet, a caller who is refused, a layer that is not there, a parameter beside `v`, a page of another
/// origin.
///
/// Threads   safe to call concurrently
class ReadyTiles {
  public:
    explicit ReadyTiles(const House& house);

    std::optional<ReadyAnswer> answer(const PlainGet& get);

  private:
    enum Said : std::uint8_t { content, nothing_there, unchanged };
    static constexpr std::size_t endings = 2;  ///< `.mvt`, `.pbf`
    static constexpr std::size_t lives = 2;    ///< revalidated, kept for a day

    const House& house_;
    using Policies = std::array<std::array<std::string, lives>, 2>;  ///< by Audience
    std::array<Policies, 2> policies_;                               ///< plain, over TLS
    std::array<std::array<Metrics::Meter, 3>, endings> meters_;
};

}  // namespace courtyard
