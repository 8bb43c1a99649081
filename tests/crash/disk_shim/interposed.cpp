// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
// The calls by which a program changes files, in front of the C library's own (LD_PRELOAD). Each notes how to
// undo it, fails when it is told to, and else does what it always did. The wall clock can be set off.
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <climits>
#include <cstdarg>
#include <cstdio>
#include <ctime>
#include <string>

#include "tests/crash/disk_shim/control.h"
#include "tests/crash/disk_shim/journal.h"

using disk_shim::control;
using disk_shim::Journal;

namespace {

/// The C library's own function of this name.
template <class Function>
Function* next(const char* name) {
    return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

constexpr int most_files = 65'536;
std::array<std::atomic<bool>, most_files> kept_files{};

bool kept(int file) { return file >= 0 && file < most_files && kept_files[static_cast<std::size_t>(file)]; }

std::string link_target(const std::string& link) {
    char target[PATH_MAX];
    const ssize_t size = readlink(link.c_str(), target, sizeof target);
    return size > 0 ? std::string(target, static_cast<std::size_t>(size)) : std::string();
}

std::string absolute(int folder, const char* path) {
    if (path == nullptr) return {};
    if (*path == '/') return path;
    const std::string base =
        link_target(folder == AT_FDCWD ? "/proc/self/cwd" : "/proc/self/fd/" + std::to_string(folder));
    return *path == '\0' ? base : base + '/' + path;
}

bool exists(const std::string& path) {
    struct stat facts {};
    const int before = errno;
    const bool found = lstat(path.c_str(), &facts) == 0;
    errno = before;
    return found;
}

bool refused_write() {
    if (const int error = control().write.strike(control().refused)) {
        errno = error;
        return true;
    }
    return false;
}

Journal& journal() { return Journal::of_this_process(); }

/// Before the program closes its own doors: a sandboxed child may open nothing any more.
[[gnu::constructor]] void open_early() {
    control();
    journal();
}

/// Notes what opening changes: a new name, or a content cut off.
bool noted_open(const std::string& path, int flags) {
    const std::lock_guard held(journal().pen());
    if (!exists(path)) {
        if ((flags & O_CREAT) == 0) return true;
        if (refused_write()) return false;
        journal().before_create(path);
    } else if ((flags & O_TRUNC) != 0) {
        if (refused_write()) return false;
        const auto file = static_cast<int>(syscall(SYS_openat, AT_FDCWD, path.c_str(), O_RDONLY | O_CLOEXEC));
        if (file < 0) return true;
        journal().before_truncate(file, 0);
        syscall(SYS_close, file);
    }
    return true;
}

int open_file(int folder, const char* path, int flags, mode_t mode) {
    static auto* const real = next<int(int, const char*, int, ...)>("openat");
    const std::string full = absolute(folder, path);
    const bool ours = journal().keeps(full) && (flags & O_DIRECTORY) == 0;
    if (ours && !noted_open(full, flags)) return -1;
    const int file = real(folder, path, flags, mode);
    if (file >= 0 && file < most_files)
        kept_files[static_cast<std::size_t>(file)] = ours && (flags & O_ACCMODE) != O_RDONLY;
    return file;
}

mode_t mode_of(int flags, va_list rest) {
    return (flags & (O_CREAT | __O_TMPFILE)) != 0 ? va_arg(rest, mode_t) : 0;
}

template <class Change>
auto changed(int file, std::uint64_t offset, std::size_t length, Change change) {
    const std::lock_guard held(journal().pen());
    if (refused_write()) return decltype(change())(-1);
    journal().before_write(file, offset, length);
    return change();
}

std::uint64_t place_of(int file) {
    const bool at_end = (fcntl(file, F_GETFL) & O_APPEND) != 0;
    struct stat facts {};
    if (at_end && fstat(file, &facts) == 0) return static_cast<std::uint64_t>(facts.st_size);
    return static_cast<std::uint64_t>(lseek(file, 0, SEEK_CUR));
}

template <class Truncate>
int truncated(int file, off_t size, Truncate real) {
    if (!kept(file)) return real();
    const std::lock_guard held(journal().pen());
    if (refused_write()) return -1;
    journal().before_truncate(file, static_cast<std::uint64_t>(size));
    return real();
}

/// A folder's descriptor counts too: its sync makes names durable.
int synced(int file, int (*real)(int)) {
    const std::string path = link_target("/proc/self/fd/" + std::to_string(file));
    if (!journal().keeps(path) && !journal().keeps(path + "/.")) return real(file);
    if (const int error = control().sync.strike(control().refused)) {
        errno = error;
        return -1;
    }
    const std::uint64_t mark = journal().mark();
    const int done = real(file);
    if (done == 0) journal().after_sync(file, mark);
    return done;
}

template <class Note, class Change>
int renamed(const std::string& path, Note note, Change change) {
    if (!journal().keeps(path)) return change();
    const std::lock_guard held(journal().pen());
    if (refused_write()) return -1;
    note();
    return change();
}

int remove_name(int folder, const char* path, int flags) {
    static auto* const real = next<int(int, const char*, int)>("unlinkat");
    const std::string full = absolute(folder, path);
    if (!exists(full)) return real(folder, path, flags);
    return renamed(
        full, [&] { journal().before_remove(full); }, [&] { return real(folder, path, flags); });
}

int make_folder(int folder, const char* path, mode_t mode) {
    static auto* const real = next<int(int, const char*, mode_t)>("mkdirat");
    const std::string full = absolute(folder, path);
    if (exists(full)) return real(folder, path, mode);
    return renamed(
        full, [&] { journal().before_create(full); }, [&] { return real(folder, path, mode); });
}

int move_name(int from_folder, const char* from, int to_folder, const char* to, unsigned flags) {
    static auto* const real = next<int(int, const char*, int, const char*, unsigned)>("renameat2");
    const std::string old_name = absolute(from_folder, from);
    const std::string new_name = absolute(to_folder, to);
    return renamed(
        new_name, [&] { journal().before_rename(old_name, new_name); },
        [&] { return real(from_folder, from, to_folder, to, flags); });
}

int add_name(int from_folder, const char* from, int to_folder, const char* to, int flags) {
    static auto* const real = next<int(int, const char*, int, const char*, int)>("linkat");
    const std::string full = absolute(to_folder, to);
    return renamed(
        full, [&] { journal().before_create(full); },
        [&] { return real(from_folder, from, to_folder, to, flags); });
}

}  // namespace

extern "C" {

int open(const char* path, int flags, ...) {
    va_list rest;
    va_start(rest, flags);
    const mode_t mode = mode_of(flags, rest);
    va_end(rest);
    return open_file(AT_FDCWD, path, flags, mode);
}
int open64(const char* path, int flags, ...) {
    va_list rest;
    va_start(rest, flags);
    const mode_t mode = mode_of(flags, rest);
    va_end(rest);
    return open_file(AT_FDCWD, path, flags, mode);
}
int openat(int folder, const char* path, int flags, ...) {
    va_list rest;
    va_start(rest, flags);
    const mode_t mode = mode_of(flags, rest);
    va_end(rest);
    return open_file(folder, path, flags, mode);
}
int openat64(int folder, const char* path, int flags, ...) {
    va_list rest;
    va_start(rest, flags);
    const mode_t mode = mode_of(flags, rest);
    va_end(rest);
    return open_file(folder, path, flags, mode);
}
int creat(const char* path, mode_t mode) {
    return open_file(AT_FDCWD, path, O_CREAT | O_WRONLY | O_TRUNC, mode);
}

int close(int file) {
    static auto* const real = next<int(int)>("close");
    if (file >= 0 && file < most_files) kept_files[static_cast<std::size_t>(file)] = false;
    return real(file);
}

ssize_t write(int file, const void* bytes, size_t length) {
    static auto* const real = next<ssize_t(int, const void*, size_t)>("write");
    if (!kept(file)) return real(file, bytes, length);
    return changed(file, place_of(file), length, [&] { return real(file, bytes, length); });
}
ssize_t writev(int file, const iovec* parts, int count) {
    static auto* const real = next<ssize_t(int, const iovec*, int)>("writev");
    if (!kept(file)) return real(file, parts, count);
    std::size_t length = 0;
    for (int i = 0; i < count; ++i) length += parts[i].iov_len;
    return changed(file, place_of(file), length, [&] { return real(file, parts, count); });
}
ssize_t pwrite(int file, const void* bytes, size_t length, off_t offset) {
    static auto* const real = next<ssize_t(int, const void*, size_t, off_t)>("pwrite");
    if (!kept(file)) return real(file, bytes, length, offset);
    return changed(file, static_cast<std::uint64_t>(offset), length,
                   [&] { return real(file, bytes, length, offset); });
}
ssize_t pwrite64(int file, const void* bytes, size_t length, off64_t offset) {
    return pwrite(file, bytes, length, offset);
}

int ftruncate(int file, off_t size) noexcept {
    static auto* const real = next<int(int, off_t)>("ftruncate");
    return truncated(file, size, [&] { return real(file, size); });
}
int ftruncate64(int file, off64_t size) noexcept { return ftruncate(file, size); }

int fsync(int file) {
    static auto* const real = next<int(int)>("fsync");
    return synced(file, real);
}
int fdatasync(int file) {
    static auto* const real = next<int(int)>("fdatasync");
    return synced(file, real);
}

int rename(const char* from, const char* to) noexcept { return move_name(AT_FDCWD, from, AT_FDCWD, to, 0); }
int renameat(int from_folder, const char* from, int to_folder, const char* to) noexcept {
    return move_name(from_folder, from, to_folder, to, 0);
}
int renameat2(int from_folder, const char* from, int to_folder, const char* to, unsigned flags) noexcept {
    return move_name(from_folder, from, to_folder, to, flags);
}
int link(const char* from, const char* to) noexcept { return add_name(AT_FDCWD, from, AT_FDCWD, to, 0); }
int linkat(int from_folder, const char* from, int to_folder, const char* to, int flags) noexcept {
    return add_name(from_folder, from, to_folder, to, flags);
}
int unlink(const char* path) noexcept { return remove_name(AT_FDCWD, path, 0); }
int unlinkat(int folder, const char* path, int flags) noexcept { return remove_name(folder, path, flags); }
int rmdir(const char* path) noexcept { return remove_name(AT_FDCWD, path, AT_REMOVEDIR); }
int remove(const char* path) noexcept {
    struct stat facts {};
    const bool folder = lstat(path, &facts) == 0 && S_ISDIR(facts.st_mode);
    return remove_name(AT_FDCWD, path, folder ? AT_REMOVEDIR : 0);
}
int mkdir(const char* path, mode_t mode) noexcept { return make_folder(AT_FDCWD, path, mode); }
int mkdirat(int folder, const char* path, mode_t mode) noexcept { return make_folder(folder, path, mode); }

int clock_gettime(clockid_t clock, timespec* now) noexcept {
    static auto* const real = next<int(clockid_t, timespec*)>("clock_gettime");
    const int done = real(clock, now);
    if (done == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE))
        now->tv_sec += control().clock_offset_s.load();
    return done;
}
int gettimeofday(timeval* now, void*) noexcept {
    timespec precise{};
    const int done = clock_gettime(CLOCK_REALTIME, &precise);
    *now = {precise.tv_sec, precise.tv_nsec / 1'000};
    return done;
}
time_t time(time_t* now) noexcept {
    timespec precise{};
    clock_gettime(CLOCK_REALTIME, &precise);
    if (now != nullptr) *now = precise.tv_sec;
    return precise.tv_sec;
}

}  // extern "C"
