// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/sandbox/remote_table.h"

#include <optional>

#include "data/sandbox/parser_error.h"

namespace courtyard {
namespace {

class RemoteTable final : public Table {
  public:
    RemoteTable(ParsingWorker worker, std::size_t max_rows, std::chrono::milliseconds patience)
        : worker_(std::move(worker)), left_(max_rows), patience_(patience) {}

    Result<void> open(const wire::Request& request, int upload);
    const std::vector<std::string>& columns() const override { return header_.columns; }
    Result<bool> next(TableRow& row) override;
    std::string_view format() const override { return header_.format; }
    std::string_view encoding() const override { return header_.encoding; }
    std::optional<std::size_t> row_count() const override { return header_.row_count; }

  private:
    tl::unexpected<Error> give_up(Error error) {
        worker_.reset();
        failure_ = std::move(error);
        return tl::unexpected(*failure_);
    }

    std::optional<ParsingWorker> worker_;  ///< until it has said its last word
    std::size_t left_;
    std::chrono::milliseconds patience_;
    wire::TableHeader header_;
    wire::RowReader rows_;
    std::optional<Error> failure_;
};

Result<void> RemoteTable::open(const wire::Request& request, int upload) {
    if (!worker_->channel().send(wire::Kind::request, wire::written(request), upload))
        return give_up(broken_off(Channel::Silence::ended));
    auto message = worker_->channel().receive(patience_);
    if (!message) return give_up(broken_off(message.error()));
    if (message->kind == wire::Kind::refusal) {
        auto error = wire::read_error(message->payload);
        return give_up(error ? std::move(*error) : broken_off(Channel::Silence::violation));
    }
    auto header = wire::read_header(message->payload);
    if (message->kind != wire::Kind::header || !header)
        return give_up(broken_off(Channel::Silence::violation));
    header_ = std::move(*header);
    return {};
}

Result<bool> RemoteTable::next(TableRow& row) {
    while (true) {
        switch (rows_.next(row)) {
            case wire::RowReader::Got::row:
                if (left_-- > 0) return true;
                return give_up(broken_off(Channel::Silence::violation));
            case wire::RowReader::Got::violation:
                return give_up(broken_off(Channel::Silence::violation));
            case wire::RowReader::Got::nothing:
                break;
        }
        if (failure_) return tl::unexpected(*failure_);
        if (!worker_) return false;
        auto message = worker_->channel().receive(patience_);
        if (!message) return give_up(broken_off(message.error()));
        if (message->kind == wire::Kind::rows) {
            rows_ = wire::RowReader(std::move(message->payload), header_.columns.size());
        } else if (message->kind == wire::Kind::end) {
            worker_.reset();
        } else {
            auto error =
                message->kind == wire::Kind::refusal ? wire::read_error(message->payload) : std::nullopt;
            return give_up(error ? std::move(*error) : broken_off(Channel::Silence::violation));
        }
    }
}

}  // namespace

Result<std::unique_ptr<Table>> open_remote_table(ParsingWorker worker, const wire::Request& request,
                                                 int upload, std::chrono::milliseconds patience) {
    auto table = std::make_unique<RemoteTable>(std::move(worker), request.options.max_rows, patience);
    if (const auto open = table->open(request, upload); !open) return tl::unexpected(open.error());
    return table;
}

}  // namespace courtyard
