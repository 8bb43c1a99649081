// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/geocode/geocode_csv.h"

#include <condition_variable>
#include <cstdio>
#include <exception>
#include <memory>
#include <mutex>
#include <optional>
#include <system_error>
#include <thread>

#include "data/geocode/csv_blocks.h"
#include "data/geocode/csv_geocoder.h"

namespace courtyard {
namespace {

/// A file that appears under its name when it is whole, and not at all otherwise.
class WholeFile {
  public:
    explicit WholeFile(std::filesystem::path path)
        : path_(std::move(path)), unfinished_(path_.string() + ".unfinished") {
        file_.reset(std::fopen(unfinished_.c_str(), "wb"));
        check(file_ != nullptr);
    }
    ~WholeFile() {
        if (!file_) return;
        file_.reset();
        std::error_code ignored;
        std::filesystem::remove(unfinished_, ignored);
    }
    WholeFile(const WholeFile&) = delete;
    WholeFile& operator=(const WholeFile&) = delete;

    void write(std::string_view text) {
        check(std::fwrite(text.data(), 1, text.size(), file_.get()) == text.size());
    }
    void finish() {
        check(std::fflush(file_.get()) == 0);
        std::filesystem::rename(unfinished_, path_);
        file_.reset();
    }

  private:
    struct Close {
        void operator()(std::FILE* file) const { std::fclose(file); }
    };
    void check(bool done) const {
        if (!done) throw std::system_error(errno, std::generic_category(), unfinished_.string());
    }

    std::filesystem::path path_;
    std::filesystem::path unfinished_;
    std::unique_ptr<std::FILE, Close> file_;
};

void add(std::map<std::string, std::size_t, std::less<>>& sum,
         const std::map<std::string, std::size_t, std::less<>>& part) {
    for (const auto& [name, count] : part) sum[name] += count;
}

/// Threads take turns: at reading a block, and, in the order of the blocks, at writing it.
class Pipeline {
  public:
    Pipeline(const GeocodeJob& job, GeocodeSummary& summary, TextEncoding encoding, WholeFile& out)
        : job_(job), summary_(summary), blocks_(job.file, encoding), out_(out) {
        std::error_code ignored;
        bytes_ = static_cast<std::size_t>(std::filesystem::file_size(job.file, ignored));
    }

    Result<void> run() {
        if (auto begun = begin(); !begun) return begun;
        {
            std::vector<std::jthread> threads;
            for (unsigned i = 1; i < job_.threads; ++i) threads.emplace_back([this] { work(); });
            work();
        }
        if (thrown_) std::rethrow_exception(thrown_);
        if (error_) return tl::unexpected(*error_);
        return {};
    }

  private:
    /// Writes the header; what follows it in the first block is the first to be worked on.
    Result<void> begin() {
        auto more = blocks_.next(first_);
        if (!more) return tl::unexpected(more.error());
        delimiter_ = csv_delimiter_of(first_);
        CsvScanner scanner(delimiter_);
        scanner.scan(first_, CsvScanner::Tail::last);
        columns_ = scanner.values().size();
        std::string header = first_.substr(0, scanner.content_length());
        for (const auto& name : summary_.added) header += delimiter_ + name;
        out_.write(header + '\n');
        bytes_read_ = scanner.length();
        first_.erase(0, scanner.length());
        return {};
    }

    void work() {
        CsvGeocoder geocoder(job_, delimiter_, columns_, GeocodeColumns(summary_.columns));
        std::string block;
        std::string done;
        try {
            while (const auto turn = take(block)) {
                GeocodeSummary part;
                done.clear();
                geocoder.run(block, done, part);
                if (!give(*turn, block.size(), done, part)) return;
            }
        } catch (...) {
            stop([&] { thrown_ = std::current_exception(); });
        }
    }

    std::optional<std::size_t> take(std::string& block) {
        const std::lock_guard lock(reading_);
        if (ended_) return std::nullopt;
        block.clear();
        block.swap(first_);
        if (block.empty()) {
            const auto more = blocks_.next(block);
            if (!more) stop([&] { error_ = more.error(); });
            if (!more || !*more) {
                ended_ = true;
                return std::nullopt;
            }
        }
        return taken_++;
    }

    bool give(std::size_t turn, std::size_t bytes, const std::string& text, GeocodeSummary& part) {
        std::unique_lock lock(writing_);
        turn_.wait(lock, [&] { return turn == written_ || stopped_; });
        if (stopped_) return false;
        out_.write(text);
        for (auto& broken : part.broken) {
            broken.row += summary_.rows + 1;  // the header is row 1
            if (summary_.broken.size() < 50) summary_.broken.push_back(std::move(broken));
        }
        summary_.rows += part.rows;
        add(summary_.methods, part.methods);
        add(summary_.flags, part.flags);
        bytes_read_ += bytes;
        if (job_.progress) job_.progress(std::min(bytes_read_, bytes_), bytes_);
        ++written_;
        turn_.notify_all();
        return true;
    }

    template <class Note>
    void stop(Note note) {
        const std::lock_guard lock(writing_);
        if (!stopped_) note();
        stopped_ = true;
        turn_.notify_all();
    }

    const GeocodeJob& job_;
    GeocodeSummary& summary_;
    CsvBlocks blocks_;
    WholeFile& out_;
    std::string first_;
    char delimiter_ = ',';
    std::size_t columns_ = 0;
    std::size_t bytes_ = 0;
    std::size_t bytes_read_ = 0;

    std::mutex reading_;
    bool ended_ = false;
    std::size_t taken_ = 0;

    std::mutex writing_;
    std::condition_variable turn_;
    std::size_t written_ = 0;
    bool stopped_ = false;
    std::optional<Error> error_;
    std::exception_ptr thrown_;
};

}  // namespace

Result<GeocodeSummary> geocode_csv(const GeocodeJob& job, GeocodeSummary summary) {
    const auto encoding =
        summary.encoding == to_string(TextEncoding::utf8) ? TextEncoding::utf8 : TextEncoding::gb18030;
    WholeFile out(job.out);
    // Spreadsheets take a file without this mark for the encoding of the old days.
    if (encoding == TextEncoding::gb18030 || has_byte_order_mark(job.file)) out.write("\xEF\xBB\xBF");
    if (auto done = Pipeline(job, summary, encoding, out).run(); !done) return tl::unexpected(done.error());
    out.finish();
    return summary;
}

}  // namespace courtyard
