// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/store/store.h"

#include <memory>

namespace courtyard {

std::future<Result<Revision>> Store::write(Work work) {
    auto promise = std::make_shared<std::promise<Result<Revision>>>();
    auto answer = promise->get_future();
    write(std::move(work), [promise](std::future<Result<Revision>> outcome) {
        try {
            promise->set_value(outcome.get());
        } catch (...) {
            promise->set_exception(std::current_exception());
        }
    });
    return answer;
}

void Store::settle_doubts() {
    constexpr std::size_t slice_points = 2'000;
    bool more = true;
    while (more) {
        const auto written = write([&](Transaction& transaction) -> Result<void> {
                                 more = transaction.settle_doubts(slice_points);
                                 return {};
                             }).get();
        if (!written) return;
    }
}

}  // namespace courtyard
