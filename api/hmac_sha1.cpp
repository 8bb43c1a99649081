// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/hmac_sha1.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <stdexcept>

namespace courtyard {

Sha1 hmac_sha1(std::string_view key, std::string_view message) {
    Sha1 sum{};
    unsigned int written = 0;
    const auto* bytes = reinterpret_cast<const unsigned char*>(message.data());
    // A machine whose policy forbids SHA-1 has no codes: better no sign-in than one with a wrong sum.
    if (HMAC(EVP_sha1(), key.data(), static_cast<int>(key.size()), bytes, message.size(), sum.data(),
             &written) == nullptr ||
        written != sum.size())
        throw std::runtime_error("OpenSSL computes no HMAC with SHA-1 on this machine");
    return sum;
}

}  // namespace courtyard
