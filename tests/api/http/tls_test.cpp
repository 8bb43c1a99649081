// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <memory>

#include "tests/api/http/county_office.h"
#include "tests/api/http/wire_client.h"

namespace courtyard {
namespace {

template <auto release>
struct Release {
    template <class T>
    void operator()(T* pointer) const {
        release(pointer);
    }
};

template <class T, auto release>
using Handle = std::unique_ptr<T, Release<release>>;

using File = Handle<std::FILE, std::fclose>;

/// A self-signed certificate for one day and its key, as PEM files.
void write_certificate(const std::filesystem::path& certificate_path, const std::filesystem::path& key_path,
                       long serial = 1) {
    const Handle<EVP_PKEY, EVP_PKEY_free> key(EVP_EC_gen("P-256"));
    const Handle<X509, X509_free> certificate(X509_new());
    ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), serial);
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -60);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 86400);
    X509_set_pubkey(certificate.get(), key.get());
    auto* name = X509_get_subject_name(certificate.get());
    const std::string host = "localhost";
    X509_NAME_add_entry_by_NID(name, NID_commonName, MBSTRING_ASC,
                               reinterpret_cast<const unsigned char*>(host.data()),
                               static_cast<int>(host.size()), -1, 0);
    X509_set_issuer_name(certificate.get(), name);
    X509_sign(certificate.get(), key.get(), EVP_sha256());
    const File certificate_file(std::fopen(certificate_path.c_str(), "w"));
    PEM_write_X509(certificate_file.get(), certificate.get());
    const File key_file(std::fopen(key_path.c_str(), "w"));
    PEM_write_PrivateKey(key_file.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr);
}

/// A TLS client over the raw one.
class TlsClient {
  public:
    explicit TlsClient(const std::string& url, int newest = TLS1_3_VERSION, const char* ciphers = "DEFAULT")
        : wire_(url), context_(SSL_CTX_new(TLS_client_method())) {
        SSL_CTX_set_max_proto_version(context_.get(), newest);
        SSL_CTX_set_cipher_list(context_.get(), ciphers);
        if (newest < TLS1_2_VERSION) SSL_CTX_set_security_level(context_.get(), 0);
        session_.reset(SSL_new(context_.get()));
        SSL_set_fd(session_.get(), wire_.descriptor());
        connected_ = SSL_connect(session_.get()) == 1;
    }

    bool is_connected() const { return connected_; }
    /// The serial number of the certificate that the server showed.
    long serial() const {
        const Handle<X509, X509_free> shown(SSL_get1_peer_certificate(session_.get()));
        return shown ? ASN1_INTEGER_get(X509_get_serialNumber(shown.get())) : -1;
    }
    void send(const std::string& bytes) {
        SSL_write(session_.get(), bytes.data(), static_cast<int>(bytes.size()));
    }
    std::string read_until(std::string_view text) {
        std::string received;
        std::array<char, 16384> piece{};
        while (received.find(text) == std::string::npos) {
            const int count = SSL_read(session_.get(), piece.data(), static_cast<int>(piece.size()));
            if (count <= 0) break;
            received.append(piece.data(), static_cast<std::size_t>(count));
        }
        return received;
    }
    /// True when the server has said goodbye as TLS wants it.
    bool is_ended_properly() {
        char byte = 0;
        const int count = SSL_read(session_.get(), &byte, 1);
        return SSL_get_error(session_.get(), count) == SSL_ERROR_ZERO_RETURN;
    }
    void vanish() { wire_.vanish(); }
    void close_without_goodbye() { wire_.close(); }

  private:
    WireClient wire_;
    Handle<SSL_CTX, SSL_CTX_free> context_;
    Handle<SSL, SSL_free> session_;
    bool connected_ = false;
};

class TlsServer : public testing::Test {
  protected:
    TlsServer() {
        house.options.certificate = keys.path() / "certificate.pem";
        house.options.key = keys.path() / "key.pem";
        write_certificate(*house.options.certificate, *house.options.key);
    }

    TestFolder keys;
    OpenOffice house;
};

const std::string hello = "GET /echo?say=hello HTTP/1.1\r\nHost: a\r\n\r\n";

TEST_F(TlsServer, SpeaksHttpInsideTls) {
    const auto url = house.open();
    EXPECT_TRUE(url.starts_with("https://127.0.0.1:"));
    TlsClient client(url);
    ASSERT_TRUE(client.is_connected());
    client.send(hello + hello);
    auto text = client.read_until("hello");
    EXPECT_TRUE(text.starts_with("HTTP/1.1 200 OK\r\n"));
    client.send("POST /echo HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 3\r\n\r\nend");
    EXPECT_TRUE(client.read_until("end").ends_with("end"));
    EXPECT_TRUE(client.is_ended_properly());
}

TEST_F(TlsServer, WritesLargeAnswersAndFiles) {
    const auto url = house.open();
    house.office.file = house.folder.path() / "export";
    std::ofstream(house.office.file) << std::string(300'000, 'f') << "END";
    TlsClient client(url);
    client.send("GET /file HTTP/1.1\r\nHost: a\r\n\r\n");
    EXPECT_GT(client.read_until("END").size(), 300'003U);
    client.send("GET /large HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    EXPECT_GT(client.read_until("never").size(), 16777216U);
}

TEST_F(TlsServer, TellsASlowHeadItsTimeIsOver) {
    house.options.header_deadline = std::chrono::milliseconds(1000);
    TlsClient client(house.open());
    ASSERT_TRUE(client.is_connected());
    client.send("GET /echo HTTP/1.1\r\n");
    EXPECT_TRUE(client.read_until("\r\n\r\n").starts_with("HTTP/1.1 408 "));
}

TEST_F(TlsServer, RefusesOldProtocols) {
    EXPECT_FALSE(TlsClient(house.open(), TLS1_1_VERSION).is_connected());
}

TEST_F(TlsServer, OffersOnlyCiphersThatKeepThePastSecret) {
    const auto url = house.open();
    EXPECT_TRUE(TlsClient(url, TLS1_2_VERSION).is_connected());
    EXPECT_TRUE(TlsClient(url, TLS1_2_VERSION, "ECDHE-ECDSA-CHACHA20-POLY1305").is_connected());
    for (const char* weak : {"ECDHE-ECDSA-AES256-SHA384", "ECDHE-ECDSA-AES128-SHA", "AES256-SHA256"})
        EXPECT_FALSE(TlsClient(url, TLS1_2_VERSION, weak).is_connected()) << weak;
}

TEST_F(TlsServer, TakesAnUnannouncedEndAsAnEnd) {
    const auto url = house.open();
    TlsClient one(url);
    one.send(hello);
    EXPECT_TRUE(one.read_until("hello").ends_with("hello"));
    one.close_without_goodbye();
    TlsClient other(url);
    other.vanish();
    EXPECT_TRUE(eventually([&] { return house.server->figures().open_connections == 0; }));
    TlsClient third(url);
    third.send(hello);
    EXPECT_TRUE(third.read_until("hello").ends_with("hello"));
}

TEST_F(TlsServer, TakesABodyThatEndsEarlyForNoRequest) {
    const auto url = house.open();
    TlsClient client(url);
    client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nhalf");
    client.close_without_goodbye();
    EXPECT_TRUE(eventually([&] { return house.server->figures().open_connections == 0; }));
    EXPECT_TRUE(house.office.heard().empty());
}

TEST_F(TlsServer, ShowsANewCertificateWhenToldToAndKeepsTheOldOneWhenTheNewOneIsNone) {
    const auto url = house.open();
    TlsClient before(url);
    EXPECT_EQ(before.serial(), 1);
    write_certificate(*house.options.certificate, *house.options.key, 2);
    EXPECT_EQ(TlsClient(url).serial(), 1);
    ASSERT_TRUE(house.server->reload_certificate());
    EXPECT_EQ(TlsClient(url).serial(), 2);
    before.send(hello);
    EXPECT_TRUE(before.read_until("hello").ends_with("hello"));

    write_certificate(*house.options.certificate, keys.path() / "another.pem", 3);
    const auto foreign_key = house.server->reload_certificate();
    ASSERT_FALSE(foreign_key);
    EXPECT_EQ(foreign_key.error().name, "server.certificate");
    EXPECT_EQ(TlsClient(url).serial(), 2);
}

TEST_F(TlsServer, ClosesOnAClientThatSpeaksPlainly) {
    WireClient client(house.open());
    client.send(hello);
    EXPECT_EQ(client.read_to_end().find("HTTP/1.1"), std::string::npos);
    EXPECT_TRUE(house.office.heard().empty());
}

TEST_F(TlsServer, StreamsEventsAndNoticesADeparture) {
    TlsClient client(house.open());
    client.send("GET /events HTTP/1.1\r\nHost: a\r\n\r\n");
    client.read_until("\r\n\r\n");
    const auto queue = house.office.events();
    queue->push("data: x\n\n");
    EXPECT_EQ(client.read_until("\n\n"), "data: x\n\n");
    client.close_without_goodbye();
    EXPECT_TRUE(eventually([&] { return queue->abandoned(); }));
}

TEST_F(TlsServer, StopsWithOpenStreams) {
    TlsClient client(house.open());
    client.send("GET /events HTTP/1.1\r\nHost: a\r\n\r\n");
    client.read_until("\r\n\r\n");
    std::thread stopper([&] { house.server->stop(); });
    EXPECT_TRUE(client.is_ended_properly());
    client.close_without_goodbye();
    stopper.join();
    EXPECT_TRUE(house.office.events()->abandoned());
}

TEST_F(TlsServer, SaysWhichCertificateItCannotUse) {
    std::ofstream(*house.options.certificate) << "not a certificate";
    Server server(house.options, house.office);
    const auto started = server.start();
    ASSERT_FALSE(started);
    EXPECT_EQ(started.error().name, "server.certificate");
}

}  // namespace
}  // namespace courtyard
