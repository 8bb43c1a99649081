// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "data/read/table.h"

/// The messages between the server and a parsing worker, as bytes.
///
/// A worker has read a hostile file and may say anything: every reader here checks lengths, counts, UTF-8 and
/// numbers before it believes or allocates them, and says nothing (`nullopt`) to what is no message of ours.
namespace courtyard::wire {

enum class Kind : std::uint8_t {
    ready = 1,    ///< worker: what it is confined by
    request = 2,  ///< server: what to read; the file's descriptor comes along
    header = 3,   ///< worker: the table's columns and format
    rows = 4,     ///< worker: about 64 KiB of rows
    end = 5,      ///< worker: that was all
    refusal = 6,  ///< worker: an error of the file
    trial = 7,    ///< worker: which forbidden things it could do
    photo = 8,    ///< worker: what a photo says and shows
    file = 9,     ///< worker: a file of an archive of photos
    piece = 10,   ///< worker: the next bytes of that file
};

/// A frame is the length of what follows (4 bytes, little-endian), the kind (1 byte) and the payload.
constexpr std::size_t head_bytes = 5;
constexpr std::size_t most_payload = std::size_t{40} << 20;

struct Head {
    Kind kind = Kind::end;
    std::size_t payload = 0;
};
std::string head_of(Kind kind, std::size_t payload);
/// Precondition: `head_bytes` bytes.
std::optional<Head> read_head(std::string_view bytes);

/// Protections that a worker put on before it says that it is ready.
struct Confinement {
    bool seccomp = false;
    bool landlock = false;
    bool limits = false;
};
std::string written(const Confinement& confinement);
std::optional<Confinement> read_confinement(std::string_view payload);

struct Request {
    enum class What : std::uint8_t { table = 1, photo = 2, trial = 3, archive = 4 };
    What what = What::table;
    TableOptions options;
};
std::string written(const Request& request);
std::optional<Request> read_request(std::string_view payload);

struct TableHeader {
    std::vector<std::string> columns;
    std::string format;
    std::string encoding;
    std::optional<std::size_t> row_count;
};
std::string written(const TableHeader& header);
std::optional<TableHeader> read_header(std::string_view payload);

/// Long texts are cut, bytes that are not UTF-8 replaced.
std::string written(const Error& error);
std::optional<Error> read_error(std::string_view payload);

/// Which forbidden things a worker could do: empty when it is shut in.
std::string written(const std::vector<std::string>& names);
std::optional<std::vector<std::string>> read_names(std::string_view payload);

/// Appends a row to the payload of `Kind::rows`. A position that is not finite makes the row a broken one.
void append_row(std::string& payload, const TableRow& row);

/// Takes the rows out of a payload, one by one.
class RowReader {
  public:
    enum class Got : std::uint8_t { row, nothing, violation };

    RowReader() = default;
    RowReader(std::string payload, std::size_t columns) : payload_(std::move(payload)), columns_(columns) {}

    /// Fills `row`; what was in it before is gone.
    Got next(TableRow& row);

  private:
    std::string payload_;
    std::size_t columns_ = 0;
    std::size_t at_ = 0;
};

}  // namespace courtyard::wire
