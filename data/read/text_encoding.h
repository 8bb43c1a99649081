// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "data/read/held_file.h"
#include "geo/result.h"

namespace courtyard {

/// The encodings that text files arrive in: never guessed from a part, decided by every byte.
enum class TextEncoding : std::uint8_t { utf8, gb18030 };

std::string_view to_string(TextEncoding encoding);  ///< `GB18030`

bool is_utf8(std::string_view bytes);

/// The text of GB18030 (and so of GBK and GB2312) bytes, or nothing when they are not GB18030.
std::optional<std::string> from_gb18030(std::string_view bytes);

/// Reads the whole file once and says what it is in: strict UTF-8, else strict GB18030.
///
/// Errors   invalid_input: file.encoding (UTF-16, NUL bytes, neither of the two)
Result<TextEncoding> detect_encoding(const std::filesystem::path& path);

/// Whether a file starts with the mark of UTF-8.
bool has_byte_order_mark(const std::filesystem::path& path);

/// The text of a file as UTF-8, piece by piece, without its byte order mark.
class TextFile {
  public:
    /// Throws when the file cannot be opened.
    TextFile(const std::filesystem::path& path, TextEncoding encoding);

    /// Fills the front of `into` and says how many bytes; 0 at the end.
    std::size_t read(std::span<char> into);

  private:
    struct CloseConverter {
        void operator()(void* converter) const;
    };

    std::size_t read_raw(std::span<char> into);
    void decode_more();

    OpenFile file_;
    std::unique_ptr<void, CloseConverter> converter_;
    std::string pending_;  ///< raw bytes not yet decoded
    std::string decoded_;
    std::size_t served_ = 0;
};

}  // namespace courtyard
