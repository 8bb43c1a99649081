// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/read/photo_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <exception>
#include <fstream>
#include <mutex>
#include <thread>

#include "data/photo/mapped_file.h"
#include "data/read/named_id.h"

namespace courtyard {
namespace {

/// Photos that take longer than this in all are no photos of a phone.
constexpr auto longest_reading = std::chrono::minutes(10);
constexpr std::size_t most_tracks = 20;

enum Column : std::uint8_t { file, id, observed_at, accuracy_m, position_source };

/// The refusal of a row, under the name of its file.
Error named(const std::string& file, const Error& error) {
    return {error.code,
            error.name,
            {fmt::format("{}：{}", file, error.detail.zh), fmt::format("{}: {}", file, error.detail.en)},
            file};
}

Error refusal(std::string name, std::string zh, std::string en) {
    return {ErrorCode::invalid_input, std::move(name), {std::move(zh), std::move(en)}, {}};
}

Error no_position(const CameraNote& camera) {
    if (camera.position_doubtful)
        return refusal("photo.position_doubtful", "照片里的位置不可信（0,0、越界或不完整），没有导入",
                       "the position in the photo is not to be believed (0, 0, out of range or incomplete)");
    return refusal(
        "photo.no_position", "照片里没有位置；拍照前请打开相机的定位，或把同时记录的 GPX 轨迹放进压缩包",
        "there is no position in the photo: turn on the camera's location, or put a GPX track of that "
        "time into the zip");
}

Error too_slow() {
    return {ErrorCode::too_large,
            "archive.too_slow",
            {"读完这包照片需要太久；请分成几包再传，重叠的照片不会重复",
             "these photos take too long to read: send them in parts; photos that overlap are not doubled"},
            {}};
}

Error no_time() {
    return refusal("photo.no_time", "照片里没有拍摄时间，或时间不可信",
                   "there is no time in the photo, or none that can be right");
}

/// Reads photos two at a time: a worker reads while another is got ready.
class Readings {
  public:
    Readings(const PhotoMeans& means, const std::function<std::optional<Blob>(const std::string&)>& known,
             const std::string& account, const std::function<void(std::size_t, std::size_t)>& progress)
        : means_(means), known_(known), account_(account), progress_(progress) {}

    using Outcome = Result<PhotoTable::Photo>;

    std::vector<Outcome> read(const std::vector<const UnpackedFile*>& files) {
        constexpr std::size_t threads = 2;
        std::vector<Outcome> outcomes(files.size());
        std::atomic<std::size_t> next{0};
        const auto run = [&] {
            try {
                for (std::size_t i = next++; i < files.size(); i = next++) {
                    outcomes[i] = read_one(*files[i]);
                    if (!outcomes[i] && ends_import(outcomes[i].error())) next = files.size();
                    tell(files.size());
                }
            } catch (...) {
                const std::lock_guard lock(mutex_);
                thrown_ = std::current_exception();
                next = files.size();
            }
        };
        {
            std::vector<std::jthread> others;
            for (std::size_t i = 1; i < std::min(threads, files.size()); ++i) others.emplace_back(run);
            run();
        }
        if (thrown_) std::rethrow_exception(thrown_);
        return outcomes;
    }

    /// Whether an error is of the whole import and not of one photo: worth another try, or another zip.
    static bool ends_import(const Error& error) {
        return error.code == ErrorCode::unavailable || error.name == "archive.too_slow";
    }

  private:
    Outcome read_one(const UnpackedFile& unpacked) {
        if (std::chrono::steady_clock::now() > end_) return tl::unexpected(too_slow());
        PhotoTable::Photo photo;
        photo.file = unpacked.file;
        if (auto held = known_(unpacked.sha256)) {
            photo.blob = std::move(*held);
            return photo;
        }
        const MappedFile bytes(unpacked.file);
        const auto reading = means_.read(bytes.bytes());
        if (!reading) return tl::unexpected(reading.error());
        photo.blob = blob_of(*reading, unpacked.sha256, bytes.bytes().size(), account_);
        photo.thumbnail = unpacked.file.string() + ".thumbnail";
        std::ofstream out(photo.thumbnail, std::ios::binary);
        out.exceptions(std::ios::failbit | std::ios::badbit);
        out << reading->thumbnail;
        return photo;
    }

    void tell(std::size_t all) {
        const std::lock_guard lock(mutex_);
        if (progress_) progress_(++done_, all);
    }

    const PhotoMeans& means_;
    const std::function<std::optional<Blob>(const std::string&)>& known_;
    const std::string& account_;
    const std::function<void(std::size_t, std::size_t)>& progress_;
    std::chrono::steady_clock::time_point end_ = std::chrono::steady_clock::now() + longest_reading;
    std::mutex mutex_;
    std::size_t done_ = 0;
    std::exception_ptr thrown_;
};

std::string hash_of_all(std::vector<std::string> hashes) {
    std::ranges::sort(hashes);
    const std::string text = fmt::format("{}", fmt::join(hashes, "\n"));
    return sha256_of(std::as_bytes(std::span(text)));
}

}  // namespace

Result<std::unique_ptr<PhotoTable>> PhotoTable::open(
    const std::filesystem::path& path, const PhotoMeans& means, const TableOpener& tables,
    const std::function<std::optional<Blob>(const std::string&)>& known, const std::string& account,
    const std::function<void(std::size_t, std::size_t)>& progress) {
    std::unique_ptr<PhotoTable> table(new PhotoTable(means.spool));
    table->folder_ = std::filesystem::is_directory(path);
    UnpackedFiles unpacker(table->unpacked_.path());
    const auto unpacked =
        table->folder_ ? read_photo_folder(path, unpacker) : means.unpack(path, {}, unpacker);
    if (!unpacked) return tl::unexpected(unpacked.error());
    const std::vector<UnpackedFile> files = unpacker.finished();
    std::vector<const UnpackedFile*> photos;
    std::vector<std::string> hashes;
    for (const UnpackedFile& one : files) {
        if (one.found.refusal || one.found.kind != FoundKind::photo) continue;
        hashes.push_back(one.sha256);
        const bool fresh = table->first_name_.emplace(one.sha256, one.found.name).second;
        if (fresh) photos.push_back(&one);
    }
    table->content_hash_ = hash_of_all(std::move(hashes));
    std::map<std::string, Error> refused;
    auto readings = Readings(means, known, account, progress).read(photos);
    for (std::size_t i = 0; i < photos.size(); ++i) {
        if (readings[i])
            table->photos_.emplace(photos[i]->sha256, std::move(*readings[i]));
        else if (Readings::ends_import(readings[i].error()))
            return tl::unexpected(readings[i].error());
        else
            refused.emplace(photos[i]->sha256, readings[i].error());
    }
    if (auto read = table->read_tracks(files, tables); !read) return tl::unexpected(read.error());
    for (const UnpackedFile& one : files) {
        if (one.found.refusal) {
            table->add_row(one, tl::unexpected(*one.found.refusal));
        } else if (one.found.kind == FoundKind::photo) {
            const auto why = refused.find(one.sha256);
            table->add_row(one, why != refused.end() ? Result<const Photo*>(tl::unexpected(why->second))
                                                     : Result<const Photo*>(&table->photo(one.sha256)));
        }
    }
    return table;
}

const std::vector<std::string>& PhotoTable::columns() const {
    static const std::vector<std::string> names{"file", "id", "observed_at", "accuracy_m", "position_source"};
    return names;
}

Result<bool> PhotoTable::next(TableRow& row) {
    if (next_ == rows_.size()) return false;
    row = rows_[next_++];
    return true;
}

/// A track that cannot be read is a refused row; one without points is told of.
Result<void> PhotoTable::read_tracks(const std::vector<UnpackedFile>& files, const TableOpener& tables) {
    std::size_t tracks = 0;
    for (const UnpackedFile& one : files) {
        if (one.found.refusal || one.found.kind != FoundKind::track) continue;
        if (++tracks > most_tracks) {
            add_row(one,
                    tl::unexpected(refusal("track.too_many", fmt::format("至多 {} 个轨迹文件", most_tracks),
                                           fmt::format("at most {} tracks", most_tracks))));
            continue;
        }
        TableOptions options;
        options.layer = "track_points";
        options.given_name = "track.gpx";
        auto points = tables(one.file, options);
        const auto read = points ? tracks_.add(one.found.name, **points)
                                 : Result<std::size_t>(tl::unexpected(points.error()));
        if (!read && read.error().code == ErrorCode::unavailable) return tl::unexpected(read.error());
        if (read && *read > 0) {
            notes_.push_back({fmt::format("{}：{} 个有时间的轨迹点", one.found.name, *read),
                              fmt::format("{}: {} track points with a time", one.found.name, *read)});
        } else if (read || read.error().name == "gpx.no_waypoints") {
            notes_.push_back(
                {fmt::format("{} 里没有带时间的轨迹点，没有用到", one.found.name),
                 fmt::format("{} has no track points with a time and was not used", one.found.name)});
        } else {
            add_row(one, tl::unexpected(read.error()));
        }
    }
    return {};
}

void PhotoTable::add_row(const UnpackedFile& unpacked, const Result<const Photo*>& photo) {
    const std::string& name = unpacked.found.name;
    if (photo && first_name_.at(unpacked.sha256) != name) {
        notes_.push_back(
            {fmt::format("{} 与 {} 是同一张照片，只算一次", name, first_name_.at(unpacked.sha256)),
             fmt::format("{} is the same photo as {} and counts once", name,
                         first_name_.at(unpacked.sha256))});
        return;
    }
    TableRow row;
    row.number = sources_.size() + 1;
    row.values.resize(columns().size());
    row.values[Column::file] = name;
    Source source{name, {}};
    if (photo) {
        row.values[Column::id] = photo_uuid(unpacked.sha256);
        place_row(row, source, (*photo)->blob.camera);
    } else {
        row.broken = named(name, photo.error());
    }
    sha256_of_row_.push_back(row.broken ? std::string() : unpacked.sha256);
    sources_.push_back(std::move(source));
    rows_.push_back(std::move(row));
}

/// Its time and its place, or why it has none.
void PhotoTable::place_row(TableRow& row, Source& source, const CameraNote& camera) {
    const auto time = camera.fixed_at ? camera.fixed_at : camera.taken_at;
    const bool believed = camera.position && !camera.position_doubtful;
    const auto refuse = [&](const Error& why) { row.broken = named(source.file, why); };
    if (!believed && (!time || tracks_.empty())) return refuse(no_position(camera));
    if (!time) return refuse(no_time());
    row.values[Column::observed_at] = to_string(*time);
    if (believed) {
        row.geometry = *camera.position;
        if (camera.accuracy_m) row.values[Column::accuracy_m] = fmt::format("{}", *camera.accuracy_m);
        row.values[Column::position_source] = to_string(PositionSource::photo);
        source.placed_by = "photo";
        return;
    }
    const auto place = tracks_.at(*time);
    if (!place) {
        Error why = no_position(camera);
        why.detail.zh += "；" + place.error().detail.zh;
        why.detail.en += "; " + place.error().detail.en;
        return refuse(why);
    }
    row.geometry = place->position;
    row.values[Column::position_source] = to_string(PositionSource::gps);
    source.placed_by = "track";
    doubts_.push_back(
        {row.number,
         source.file,
         "photo.placed_by_track",
         {fmt::format("{}：照片没有位置，按轨迹 {} 的时间内插（前后两点相隔 {} 秒）", source.file,
                      place->file, (place->gap_ms + 500) / 1000),
          fmt::format(
              "{}: without a position of its own, placed by its time on the track {} (between points {} s "
              "apart)",
              source.file, place->file, (place->gap_ms + 500) / 1000)}});
}

}  // namespace courtyard
