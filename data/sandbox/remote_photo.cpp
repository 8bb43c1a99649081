// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/sandbox/remote_photo.h"

#include "data/sandbox/parser_error.h"
#include "data/sandbox/wire_photo.h"

namespace courtyard {

Result<PhotoReading> read_remote_photo(ParsingWorker worker, int upload, std::chrono::milliseconds patience) {
    const wire::Request request{wire::Request::What::photo, {}};
    if (!worker.channel().send(wire::Kind::request, wire::written(request), upload))
        return tl::unexpected(broken_off(Channel::Silence::ended));
    const auto message = worker.channel().receive(patience);
    if (!message) return tl::unexpected(broken_off(message.error()));
    if (message->kind == wire::Kind::photo) {
        if (auto reading = wire::read_photo_reading(message->payload)) return std::move(*reading);
    } else if (message->kind == wire::Kind::refusal) {
        if (auto error = wire::read_error(message->payload)) return tl::unexpected(std::move(*error));
    }
    return tl::unexpected(broken_off(Channel::Silence::violation));
}

}  // namespace courtyard
