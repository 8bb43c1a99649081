// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/read/import_writing.h"

#include <algorithm>
#include <chrono>
#include <memory>

namespace courtyard {
namespace {

constexpr std::size_t slice_rows = 2'000;
/// What one unit of work changes stays in memory until it is committed.
constexpr std::size_t slice_bytes = std::size_t{16} << 20;
constexpr auto slice_time = std::chrono::milliseconds(12);
constexpr int most_tries = 3;

tl::unexpected<Error> taken_back() {
    return fail(ErrorCode::conflict, "load.taken_back", {"未写入任何数据", "nothing was stored"});
}

tl::unexpected<Error> overtaken_by_others() {
    return fail(ErrorCode::conflict, "load.overtaken",
                {"导入期间有人写入了同样的记录", "others wrote the same records meanwhile"});
}

tl::unexpected<Error> undone_meanwhile() {
    return fail(ErrorCode::unavailable, "import.overtaken",
                {"导入期间其他文件一再被撤销，未写入任何数据；请用同一编号重发",
                 "other files were undone again and again meanwhile, nothing was stored; send again with the "
                 "same id"});
}

Result<Revision> write_at_once(Store& store, const ImportWork& work) {
    return store
        .write([&](Transaction& transaction) -> Result<void> {
            transaction.comes_from(work.by.address);
            for (std::size_t row = 0; row < work.rows; ++row) work.take(transaction, row);
            work.progress(work.rows);
            return work.keeps_nothing() ? taken_back() : work.seal(transaction);
        })
        .get();
}

/// A slice ends when it has worked for as long as others may have to wait for it.
Result<Revision> stage(Store& store, const ImportWork& work, StagedId import) {
    Result<Revision> done = 0;
    for (std::size_t next = 0; done && next < work.rows;) {
        done = store
                   .write([&](Transaction& transaction) -> Result<void> {
                       transaction.enter_import(import);
                       const auto end = std::chrono::steady_clock::now() + slice_time;
                       const std::size_t last = std::min(next + slice_rows, work.rows);
                       while (next < last) {
                           work.take(transaction, next);
                           if (++next % 16 == 0 && std::chrono::steady_clock::now() > end) break;
                       }
                       return {};
                   })
                   .get();
        work.progress(next);
    }
    return done;
}

Result<Revision> reveal(Store& store, const ImportWork& work, StagedId import, Revision since,
                        std::vector<Overtaken>& overtaken) {
    return store
        .write([&](Transaction& transaction) -> Result<void> {
            transaction.comes_from(work.by.address);
            overtaken = transaction.overtaken(import, since);
            if (!overtaken.empty()) return overtaken_by_others();
            transaction.reveal_import(import);
            return work.seal(transaction);
        })
        .get();
}

/// Makes ready what is looked up by hash, so that the revealing is quick.
Result<Revision> list_receipts(Store& store, StagedId import) {
    bool more = true;
    Result<Revision> done = 0;
    while (done && more)
        done = store
                   .write([&](Transaction& transaction) -> Result<void> {
                       more = transaction.list_receipts(import, slice_rows);
                       return {};
                   })
                   .get();
    return done;
}

/// What cannot be taken back now lies invisible until the next start takes it back.
void drop(Store& store, StagedId import) {
    bool more = true;
    while (more && store
                       .write([&](Transaction& transaction) -> Result<void> {
                           more = transaction.drop_import(import, slice_rows);
                           return {};
                       })
                       .get()) {
    }
}

Result<Revision> write_in_slices(Store& store, const ImportWork& work, std::vector<Overtaken>& overtaken) {
    StagedId import = 0;
    const auto opened = store
                            .write([&](Transaction& transaction) -> Result<void> {
                                import = transaction.open_import(work.most_facts, work.by);
                                return {};
                            })
                            .get();
    if (!opened) return opened;
    auto done = stage(store, work, import);
    if (done && work.keeps_nothing()) done = taken_back();
    if (done) done = list_receipts(store, import);
    if (done) {
        store.prepare_import(import);
        done = reveal(store, work, import, *opened, overtaken);
    }
    if (!done) drop(store, import);
    return done;
}

}  // namespace

void settle_doubts_behind(Store& store) {
    auto more = std::make_shared<bool>(true);
    store.write(
        [more](Transaction& transaction) -> Result<void> {
            *more = transaction.settle_doubts(slice_rows);
            return {};
        },
        [more, &store](std::future<Result<Revision>> outcome) {
            try {
                if (outcome.get() && *more) settle_doubts_behind(store);
            } catch (const std::exception&) {
                // The disk said no to everybody in the group: the marks are still there.
            }
        });
}

Result<WrittenImport> write_import(Store& store, const ImportWork& work) {
    WrittenImport written;
    for (int tries = 1;; ++tries) {
        written.overtaken.clear();
        const bool short_one = work.rows <= slice_rows && work.bytes <= slice_bytes;
        const auto done =
            short_one ? write_at_once(store, work) : write_in_slices(store, work, written.overtaken);
        if (done) {
            written.stored = true;
            written.revision = *done;
            return written;
        }
        const bool overtaken = done.error().name == "load.overtaken";
        if (overtaken && tries < most_tries) {
            work.start_again();
            continue;
        }
        // No row of this file is wrong: other files were taken back under it, again and again.
        if (overtaken &&
            std::ranges::all_of(written.overtaken, [](const Overtaken& one) { return one.kind == "undo"; }))
            return undone_meanwhile();
        if (overtaken || done.error().name == "load.taken_back") return written;
        return tl::unexpected(done.error());
    }
}

}  // namespace courtyard
