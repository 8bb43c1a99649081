// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/store/audit_anchors.h"

#include <fmt/format.h>
#include <simdjson.h>

#include <fstream>
#include <system_error>

#include "data/store/durable_file.h"
#include "data/store/hex_array.h"

namespace courtyard {
namespace {

using Json = simdjson::dom::element;

template <std::size_t size>
bool read(const Json& root, const char* name, std::array<unsigned char, size>& bytes) {
    std::string_view text;
    return !root[name].get(text) && read_hex(text, bytes);
}

bool read(const Json& root, AuditSeal& seal) {
    return !root["seq"].get(seal.seq) && !root["at_ms"].get(seal.at.ms) && read(root, "hash", seal.hash) &&
           read(root, "key", seal.key) && read(root, "signature", seal.signature);
}

bool read(const Json& root, AuditHandover& handover) {
    return !root["seq"].get(handover.seq) && !root["at_ms"].get(handover.at.ms) &&
           read(root, "old_key", handover.old_key) && read(root, "new_key", handover.new_key) &&
           read(root, "by_old", handover.by_old) && read(root, "by_new", handover.by_new);
}

/// False when the line is neither.
bool take_line(std::string_view line, AuditAnchors& anchors) {
    simdjson::dom::parser parser;
    Json root;
    if (parser.parse(line.data(), line.size()).get(root)) return false;
    if (AuditSeal seal; read(root, seal)) {
        anchors.seals.push_back(seal);
        return true;
    }
    AuditHandover handover;
    if (!read(root, handover)) return false;
    anchors.handovers.push_back(handover);
    return true;
}

/// A line of the second place: JSON, and a line break.
std::string to_line(const AuditSeal& seal) {
    return fmt::format(R"({{"seq":{},"hash":"{}","at_ms":{},"at":"{}","key":"{}","signature":"{}"}})"
                       "\n",
                       seal.seq, hex_of(seal.hash), seal.at.ms, to_string(seal.at), hex_of(seal.key),
                       hex_of(seal.signature));
}

std::string to_line(const AuditHandover& handover) {
    return fmt::format(
        R"({{"seq":{},"at_ms":{},"at":"{}","old_key":"{}","new_key":"{}","by_old":"{}","by_new":"{}"}})"
        "\n",
        handover.seq, handover.at.ms, to_string(handover.at), hex_of(handover.old_key),
        hex_of(handover.new_key), hex_of(handover.by_old), hex_of(handover.by_new));
}

/// What stands behind the last line break of a file, if anything does.
std::string unended_line(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    if (!stream.seekg(-1, std::ios::end) || stream.peek() == '\n') return {};
    stream.seekg(0);
    std::string line;
    while (std::getline(stream, line))
        if (stream.eof()) return line;
    return {};
}

/// A line that was cut off makes room for the next one; one that lacks its line break alone is ended.
void mend_end(const std::filesystem::path& file) {
    const std::string line = unended_line(file);
    if (line.empty()) return;
    if (AuditAnchors whole; take_line(line, whole))
        append_durably(file, "\n");
    else
        std::filesystem::resize_file(file, std::filesystem::file_size(file) - line.size());
}

Result<void> append(const std::filesystem::path& file, const std::string& line) {
    try {
        mend_end(file);
        append_durably(file, line);
        return {};
    } catch (const std::system_error& error) {
        return fail(ErrorCode::unavailable, "audit.anchors",
                    {std::string("审计封存写不下去：") + error.what(),
                     std::string("the audit's seal cannot be written: ") + error.what()},
                    file.string());
    }
}

}  // namespace

Result<void> append_seal(const std::filesystem::path& file, const AuditSeal& seal) {
    return append(file, to_line(seal));
}
Result<void> append_handover(const std::filesystem::path& file, const AuditHandover& handover) {
    return append(file, to_line(handover));
}

Result<AuditAnchors> read_anchors(const std::filesystem::path& file) {
    AuditAnchors anchors;
    std::ifstream stream(file);
    std::string line;
    for (int number = 1; std::getline(stream, line); ++number) {
        if (take_line(line, anchors)) continue;
        if (stream.eof()) break;
        return fail(ErrorCode::invalid_input, "audit.seal", {"不是审计封存", "this is no seal of the audit"},
                    fmt::format("{}:{}", file.string(), number));
    }
    return anchors;
}

}  // namespace courtyard
