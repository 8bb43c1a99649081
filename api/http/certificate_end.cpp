// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/http/certificate_end.h"

#include <openssl/bio.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <ctime>
#include <memory>

namespace courtyard {
namespace {

struct Close {
    void operator()(BIO* file) const noexcept { ::BIO_free(file); }
    void operator()(X509* certificate) const noexcept { ::X509_free(certificate); }
};

}  // namespace

Result<Instant> certificate_end(const std::filesystem::path& chain) {
    const std::unique_ptr<BIO, Close> file(::BIO_new_file(chain.c_str(), "r"));
    const std::unique_ptr<X509, Close> certificate(
        file ? ::PEM_read_bio_X509(file.get(), nullptr, nullptr, nullptr) : nullptr);
    std::tm end{};
    if (!certificate || ::ASN1_TIME_to_tm(::X509_get0_notAfter(certificate.get()), &end) != 1)
        return fail(ErrorCode::unavailable, "server.certificate",
                    {"读不出证书的有效期", "the certificate does not say when it ends"}, chain.string());
    constexpr std::int64_t ms = 1'000;
    return Instant{std::int64_t{::timegm(&end)} * ms};
}

}  // namespace courtyard
