// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/archive/mbtiles.h"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <fmt/format.h>
#include <sodium.h>

#include <array>
#include <optional>

#include "data/archive/file_in_making.h"
#include "data/store/sql_statements.h"
#include "data/store/sqlite_connection.h"

namespace courtyard {
namespace {

std::string content_id(std::string_view bytes) {
    std::array<unsigned char, 16> hash{};
    crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(bytes.data()),
                       bytes.size(), nullptr, 0);
    std::string text(hash.size() * 2 + 1, '\0');
    sodium_bin2hex(text.data(), text.size(), hash.data(), hash.size());
    text.pop_back();
    return text;
}

class MbTiles final : public TileArchive {
  public:
    MbTiles(const std::filesystem::path& file, const TilesetFacts& facts) : file_(file) {
        database_.emplace(file_.path().string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
        // The file is nobody's until it is whole: no journal while it is made.
        database_->exec("PRAGMA journal_mode=OFF");
        database_->exec("PRAGMA synchronous=OFF");
        database_->exec(std::string(sql_file("mbtiles.sql")));
        database_->exec("BEGIN");
        write_facts(facts);
        insert_content_.emplace(*database_, sql("insert_tile_content"));
        insert_tile_.emplace(*database_, sql("insert_tile"));
    }

    void add(TileAddress tile, std::string_view gzipped) override {
        const std::string id = content_id(gzipped);
        insert_content_->bind(1, id);
        insert_content_->bindNoCopy(2, gzipped.data(), static_cast<int>(gzipped.size()));
        contents_ += static_cast<std::uint64_t>(insert_content_->exec());
        insert_content_->reset();
        const auto row = static_cast<std::int64_t>((std::uint64_t{1} << tile.z) - 1 - tile.y);
        bound(*insert_tile_, static_cast<std::int64_t>(tile.z), static_cast<std::int64_t>(tile.x), row, id)
            .exec();
        insert_tile_->reset();
        ++tiles_;
    }

    ArchiveSummary finish() override {
        insert_content_.reset();
        insert_tile_.reset();
        database_->exec("COMMIT");
        database_.reset();
        const auto bytes = std::filesystem::file_size(file_.path());
        file_.put_in_place();
        return {tiles_, contents_, bytes};
    }

  private:
    void write_facts(const TilesetFacts& facts) {
        const Bounds& b = facts.bounds;
        SQLite::Statement insert(*database_, sql("insert_tileset_fact"));
        const auto put = [&](const char* name, const std::string& value) {
            bound(insert, name, value).exec();
            insert.reset();
        };
        put("name", facts.name);
        put("description", facts.description);
        put("version", facts.version);
        put("type", "overlay");
        put("format", "pbf");
        put("minzoom", fmt::format("{}", facts.minzoom));
        put("maxzoom", fmt::format("{}", facts.maxzoom));
        put("bounds", fmt::format("{},{},{},{}", b.west, b.south, b.east, b.north));
        put("center", fmt::format("{},{},{}", (b.west + b.east) / 2, (b.south + b.north) / 2,
                                  (facts.minzoom + facts.maxzoom) / 2));
        put("json", facts.metadata);
    }

    FileInMaking file_;
    std::optional<SQLite::Database> database_;
    std::optional<SQLite::Statement> insert_content_;
    std::optional<SQLite::Statement> insert_tile_;
    std::uint64_t contents_ = 0;
    std::uint64_t tiles_ = 0;
};

}  // namespace

std::unique_ptr<TileArchive> create_mbtiles(const std::filesystem::path& file, TilesetFacts facts) {
    return std::make_unique<MbTiles>(file, facts);
}

}  // namespace courtyard
