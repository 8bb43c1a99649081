// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/backup/change_segment.h"

#include <fmt/format.h>

#include <cstring>
#include <set>

#include "data/backup/manifest.h"
#include "data/backup/page_delta.h"
#include "data/backup/sealed_file.h"

namespace courtyard {
namespace {

constexpr std::size_t most_head = 1024;
constexpr std::size_t most_content = std::size_t{4} << 30;

/// A commit as it lies in a segment; its pages follow, each with its head: whole when it has a page's length,
/// else what changed since the page stood in this segment last.
struct CommitHead {
    std::uint64_t ordinal = 0;
    std::int64_t revision = 0;
    std::uint32_t pages_in_database = 0;
    std::uint32_t page_bytes = 0;
    std::uint32_t pages = 0;
    std::uint32_t unused = 0;
};
struct PageHead {
    std::uint32_t page = 0;
    std::uint32_t bytes = 0;
};
static_assert(sizeof(CommitHead) == 32 && sizeof(PageHead) == 8);

std::string hex(const RunningHash::Sum& sum) {
    std::string text;
    for (const unsigned char byte : sum) text += fmt::format("{:02x}", byte);
    return text;
}

tl::unexpected<Error> damaged(std::string_view why) {
    return fail(
        ErrorCode::invalid_input, "backup.damaged",
        {fmt::format("变更段读不懂：{}", why), fmt::format("a change segment cannot be read: {}", why)}, {});
}

std::string text_of(const SegmentHead& head) {
    return fmt::format("{} {} {} {} {} {}", head.stream, head.number, head.first, head.last, head.revision,
                       head.before.empty() ? "-" : head.before);
}

Result<SegmentHead> head_of(const std::string& text) {
    SegmentHead head;
    char stream[65] = {};
    char before[65] = {};
    unsigned long long number = 0;
    unsigned long long first = 0;
    unsigned long long last = 0;
    long long revision = 0;
    if (std::sscanf(text.c_str(), "%64s %llu %llu %llu %lld %64s", stream, &number, &first, &last, &revision,
                    before) != 6)
        return damaged("its head");
    head.stream = stream;
    head.number = number;
    head.first = first;
    head.last = last;
    head.revision = revision;
    if (std::string_view(before) != "-") head.before = before;
    return head;
}

}  // namespace

void SegmentDraft::begin_commit(std::uint64_t ordinal, Revision revision) {
    if (first_ == 0) first_ = ordinal;
    last_ = ordinal;
    revision_ = revision;
    commit_at_ = commits_.size();
    const CommitHead head{ordinal, revision, 0, 0, 0, 0};
    commits_.append(reinterpret_cast<const char*>(&head), sizeof head);
}

void SegmentDraft::page(std::uint32_t page, std::string_view bytes) {
    std::string& last = pages_[page];
    const auto delta = last.size() == bytes.size() ? page_delta(last, bytes) : std::nullopt;
    const std::string_view kept = delta ? std::string_view(*delta) : bytes;
    const PageHead page_head{page, static_cast<std::uint32_t>(kept.size())};
    commits_.append(reinterpret_cast<const char*>(&page_head), sizeof page_head);
    commits_ += kept;
    last = bytes;
    CommitHead head;
    std::memcpy(&head, commits_.data() + commit_at_, sizeof head);
    head.page_bytes = static_cast<std::uint32_t>(bytes.size());
    ++head.pages;
    std::memcpy(commits_.data() + commit_at_, &head, sizeof head);
}

void SegmentDraft::end_commit(std::uint32_t pages_in_database) {
    CommitHead head;
    std::memcpy(&head, commits_.data() + commit_at_, sizeof head);
    head.pages_in_database = pages_in_database;
    std::memcpy(commits_.data() + commit_at_, &head, sizeof head);
}

std::string SegmentDraft::write(const std::filesystem::path& file, SegmentHead head,
                                const BackupKey& key) const {
    head.first = first_;
    head.last = last_;
    head.revision = revision_;
    SealedWriter out(file, changes_magic, key);
    out.part("head", text_of(head));
    out.part("commits", commits_);
    if (children_) out.part("children.db", *children_);
    out.part("end", {});
    return hex(out.finish());
}

Result<Segment> Segment::read(const std::filesystem::path& file, const BackupKey& key) {
    auto sealed = SealedReader::open(file, changes_magic, key);
    if (!sealed) return tl::unexpected(sealed.error());
    Segment segment;
    bool ended = false;
    for (bool first = true;; first = false) {
        const auto label = sealed->next_part();
        if (!label) return tl::unexpected(label.error());
        if (label->empty()) break;
        auto content = sealed->read_all(first ? most_head : most_content);
        if (!content) return tl::unexpected(content.error());
        if (first != (*label == "head") || ended) return damaged(file.string());
        if (first) {
            auto head = head_of(*content);
            if (!head) return tl::unexpected(head.error());
            segment.head = std::move(*head);
        } else if (*label == "commits") {
            segment.commits = std::move(*content);
        } else if (*label == "children.db") {
            segment.children = std::move(*content);
        } else if (*label == "end") {
            ended = true;
        }
    }
    if (!ended)
        return fail(ErrorCode::invalid_input, "backup.damaged",
                    {fmt::format("{} 被截断，不能用来恢复", file.string()),
                     fmt::format("{} was cut short, nothing is restored from it", file.string())},
                    file.string());
    segment.sum = hex(sealed->sum());
    return segment;
}

Result<void> Segment::replay(const std::function<bool(const ReplayedCommit&)>& visit) const {
    std::string_view rest = commits;
    const auto take = [&](auto& into) {
        if (rest.size() < sizeof into) return false;
        std::memcpy(&into, rest.data(), sizeof into);
        rest.remove_prefix(sizeof into);
        return true;
    };
    std::map<std::uint32_t, std::string> pages;
    while (!rest.empty()) {
        CommitHead said;
        if (!take(said)) return damaged("a commit is cut short");
        ReplayedCommit commit{said.ordinal, said.revision, said.pages_in_database, {}};
        // A commit that outgrew the cache holds a page more than once: the last time counts.
        std::set<std::uint32_t> written;
        for (std::uint32_t i = 0; i < said.pages; ++i) {
            PageHead of;
            if (!take(of) || of.page == 0 || of.bytes > rest.size()) return damaged("a page is cut short");
            std::string& page = pages[of.page];
            const auto kept = rest.substr(0, of.bytes);
            auto whole =
                of.bytes == said.page_bytes ? std::optional(std::string(kept)) : with_delta(page, kept);
            if (!whole || whole->size() != said.page_bytes)
                return damaged("a page does not fit what was before it");
            page = std::move(*whole);
            rest.remove_prefix(of.bytes);
            written.insert(of.page);
        }
        for (const std::uint32_t page : written) commit.pages.push_back({page, pages[page]});
        if (!visit(commit)) return {};
    }
    return {};
}

std::filesystem::path segment_path(const std::filesystem::path& changes, const std::string& stream,
                                   std::uint64_t number) {
    return changes / stream / fmt::format("{:08}.changes", number);
}

}  // namespace courtyard
