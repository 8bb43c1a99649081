// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
// The half of the books that is bytes.
#include <algorithm>

#include "campaign/ledger.h"
#include "geo/packing.h"

namespace courtyard {

void AreaAccount::pack(PackWriter& out) const {
    out.number(width_).column(std::span(days_)).column(std::span(sums_));
}

std::optional<AreaAccount> AreaAccount::unpacked(PackReader& in) {
    AreaAccount account;
    account.width_ = in.number();
    account.days_ = in.column<Day>();
    account.sums_ = in.column<std::int64_t>();
    if (!in.is_sound() || account.width_ < AreaAccount().width_ ||
        account.sums_.size() != account.days_.size() * account.width_ ||
        !std::ranges::is_sorted(account.days_))
        return std::nullopt;
    account.index_months();
    return account;
}

void Ledger::pack(PackWriter& out) const {
    out.number(columns_).number(shelves_->size());
    for (std::size_t area = 0; area < shelves_->size() * shelf_size; ++area) {
        const AreaAccount* known = account(static_cast<AreaIndex>(area));
        out.number(known == nullptr ? 0 : 1);
        if (known != nullptr) known->pack(out);
    }
    out.number(by_unit_value_->size());
    for (const auto& [column, accounts] : *by_unit_value_) {
        out.number(column).number(accounts.size());
        for (const auto& [fen, known] : accounts) {
            out.whole(fen);
            known->pack(out);
        }
    }
}

bool Ledger::unpack(PackReader& in) {
    if (in.number() != columns_ || in.number() != shelves_->size()) return false;
    auto shelves = std::make_shared<Shelves>();
    for (std::size_t left = shelves_->size(); left > 0; --left) {
        auto shelf = std::make_shared<Shelf>();
        for (auto& place : *shelf) {
            if (in.number() == 0) continue;
            auto account = AreaAccount::unpacked(in);
            if (!account) return false;
            place = std::make_shared<const AreaAccount>(std::move(*account));
        }
        shelves->push_back(std::move(shelf));
    }
    auto books = std::make_shared<std::map<std::uint8_t, ByUnitValue>>();
    for (auto columns = in.number(); columns > 0 && in.is_sound(); --columns) {
        ByUnitValue& accounts = (*books)[static_cast<std::uint8_t>(in.number())];
        for (auto left = in.number(); left > 0 && in.is_sound(); --left) {
            const std::int64_t fen = in.whole();
            auto account = AreaAccount::unpacked(in);
            if (!account) return false;
            accounts[fen] = std::make_shared<const AreaAccount>(std::move(*account));
        }
    }
    if (!in.is_sound()) return false;
    shelves_ = std::move(shelves);
    by_unit_value_ = std::move(books);
    return true;
}

}  // namespace courtyard
