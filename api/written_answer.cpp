// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/written_answer.h"

#include <memory>

namespace courtyard {

Store::Work from(const Caller& caller, Store::Work work) {
    return [address = caller.address, work = std::move(work)](Transaction& transaction) {
        transaction.comes_from(address);
        return work(transaction);
    };
}

Response after_writing(Store& store, Store::Work work,
                       std::function<Response(const Result<Revision>&)> answer) {
    Response response;
    response.later = [&store, work = std::move(work), answer = std::move(answer)](AnswerLater take) {
        store.write(work, [answer, take = std::move(take)](std::future<Result<Revision>> outcome) {
            auto ready = std::make_shared<std::future<Result<Revision>>>(std::move(outcome));
            take([answer, ready] { return answer(ready->get()); });
        });
    };
    return response;
}

}  // namespace courtyard
