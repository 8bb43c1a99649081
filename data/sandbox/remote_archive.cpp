// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/sandbox/remote_archive.h"

#include "data/sandbox/parser_error.h"
#include "data/sandbox/wire_photo.h"

namespace courtyard {
namespace {

/// Holds a worker to what it may say: so many files, each with the bytes that it was said to have, no more in
/// all than an archive may unpack to.
class Watched {
  public:
    Watched(const ArchiveLimits& limits, FoundFiles& taker) : limits_(limits), taker_(taker) {}

    Result<void> file(std::string_view payload) {
        const auto found = wire::read_found_file(payload);
        if (!found || left_ != 0 || ++files_ > limits_.entries) return violation();
        left_ = found->refusal ? 0 : found->bytes;
        all_ += left_;
        if (left_ > std::max(most_photo_bytes, most_track_bytes) ||
            all_ > limits_.unpacked_bytes + limits_.photo_bytes)
            return violation();
        return taker_.found(*found);
    }
    Result<void> piece(std::string_view bytes) {
        if (bytes.empty() || bytes.size() > left_) return violation();
        left_ -= bytes.size();
        return taker_.piece(bytes);
    }
    bool whole() const { return left_ == 0; }

    static tl::unexpected<Error> violation() {
        return tl::unexpected(broken_off(Channel::Silence::violation));
    }

  private:
    const ArchiveLimits& limits_;
    FoundFiles& taker_;
    std::size_t files_ = 0;
    std::uint64_t left_ = 0;
    std::uint64_t all_ = 0;
};

}  // namespace

Result<void> read_remote_archive(ParsingWorker worker, const ArchiveLimits& limits, int upload,
                                 std::chrono::milliseconds patience, FoundFiles& taker) {
    wire::Request request;
    request.what = wire::Request::What::archive;
    request.options.max_unpacked_bytes = limits.unpacked_bytes;
    if (!worker.channel().send(wire::Kind::request, wire::written(request), upload))
        return tl::unexpected(broken_off(Channel::Silence::ended));
    Watched watched(limits, taker);
    while (true) {
        const auto message = worker.channel().receive(patience);
        if (!message) return tl::unexpected(broken_off(message.error()));
        Result<void> done;
        if (message->kind == wire::Kind::end) {
            if (watched.whole()) return {};
            done = Watched::violation();
        } else if (message->kind == wire::Kind::file) {
            done = watched.file(message->payload);
        } else if (message->kind == wire::Kind::piece) {
            done = watched.piece(message->payload);
        } else {
            auto error =
                message->kind == wire::Kind::refusal ? wire::read_error(message->payload) : std::nullopt;
            done = tl::unexpected(error ? std::move(*error) : broken_off(Channel::Silence::violation));
        }
        if (!done) return done;
    }
}

}  // namespace courtyard
