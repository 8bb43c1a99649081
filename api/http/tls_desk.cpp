// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/http/tls_desk.h"

#include <fmt/format.h>

namespace courtyard {

Result<void> TlsDesk::load(const std::filesystem::path& certificate, const std::filesystem::path& key) {
    auto context = std::make_shared<Context>(Context::tls_server);
    boost::system::error_code error;
    context->use_certificate_chain_file(certificate.string(), error);
    if (!error) context->use_private_key_file(key.string(), Context::pem, error);
    if (!error && ::SSL_CTX_check_private_key(context->native_handle()) != 1)
        error = boost::system::errc::make_error_code(boost::system::errc::invalid_argument);
    if (error) {
        return fail(ErrorCode::unavailable, "server.certificate",
                    {fmt::format("证书或私钥无法使用：{}", error.message()),
                     fmt::format("the certificate or its key cannot be used: {}", error.message())},
                    certificate.string());
    }
    ::SSL_CTX_set_min_proto_version(context->native_handle(), TLS1_2_VERSION);
    // Of TLS 1.2 only what keeps past conversations secret when the key is lost, and authenticates what it
    // encrypts.
    ::SSL_CTX_set_cipher_list(context->native_handle(), "ECDHE+AESGCM:ECDHE+CHACHA20");
    ::SSL_CTX_set_options(context->native_handle(), SSL_OP_IGNORE_UNEXPECTED_EOF | SSL_OP_NO_RENEGOTIATION);
    const std::lock_guard lock(mutex_);
    context_ = std::move(context);
    return {};
}

std::shared_ptr<TlsDesk::Context> TlsDesk::context() const {
    const std::lock_guard lock(mutex_);
    return context_;
}

}  // namespace courtyard
