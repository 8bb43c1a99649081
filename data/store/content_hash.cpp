// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/store/content_hash.h"

#include <sodium.h>

#include <algorithm>

#include "campaign/canonical_record.h"

namespace courtyard {
namespace {

ContentHash hash_of(const std::string& text) {
    ContentHash hash;
    crypto_hash_sha256(hash.data(), reinterpret_cast<const unsigned char*>(text.data()), text.size());
    return hash;
}

}  // namespace

std::optional<ContentHash> content_hash(const Fact& fact) {
    if (const auto* inspection = std::get_if<InspectionFact>(&fact))
        return hash_of(canonical_text(inspection->record));
    if (const auto* decision = std::get_if<DecisionRecord>(&fact); decision != nullptr && !decision->imported)
        return hash_of(canonical_text(*decision));
    return std::nullopt;
}

std::string to_hex(const ContentHash& hash) {
    std::string text(2 * hash.size() + 1, '\0');
    sodium_bin2hex(text.data(), text.size(), hash.data(), hash.size());
    text.pop_back();
    return text;
}

std::optional<ContentHash> parse_content_hash(std::string_view text) {
    ContentHash hash{};
    std::size_t length = 0;
    const char* end = nullptr;
    const bool read =
        text.size() == 2 * hash.size() &&
        sodium_hex2bin(hash.data(), hash.size(), text.data(), text.size(), nullptr, &length, &end) == 0 &&
        length == hash.size();
    return read ? std::optional(hash) : std::nullopt;
}

}  // namespace courtyard
