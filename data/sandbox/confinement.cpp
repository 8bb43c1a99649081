// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/sandbox/confinement.h"

#include <fcntl.h>
#include <grp.h>
#include <linux/landlock.h>
#include <seccomp.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <new>
#include <utility>

namespace courtyard {
namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool sanitized = true;
#else
constexpr bool sanitized = false;
#endif

constexpr unsigned nobody = 65'534;

constexpr std::array always_allowed{
    SCMP_SYS(read),         SCMP_SYS(readv),        SCMP_SYS(pread64),         SCMP_SYS(lseek),
    SCMP_SYS(close),        SCMP_SYS(munmap),       SCMP_SYS(mremap),          SCMP_SYS(madvise),
    SCMP_SYS(brk),          SCMP_SYS(fcntl),        SCMP_SYS(futex),           SCMP_SYS(rt_sigprocmask),
    SCMP_SYS(rt_sigaction), SCMP_SYS(rt_sigreturn), SCMP_SYS(sigaltstack),     SCMP_SYS(clock_gettime),
    SCMP_SYS(gettimeofday), SCMP_SYS(time),         SCMP_SYS(nanosleep),       SCMP_SYS(clock_nanosleep),
    SCMP_SYS(getpid),       SCMP_SYS(gettid),       SCMP_SYS(getuid),          SCMP_SYS(geteuid),
    SCMP_SYS(getgid),       SCMP_SYS(getegid),      SCMP_SYS(getrandom),       SCMP_SYS(getrusage),
    SCMP_SYS(times),        SCMP_SYS(uname),        SCMP_SYS(sysinfo),         SCMP_SYS(sched_yield),
    SCMP_SYS(exit),         SCMP_SYS(exit_group),   SCMP_SYS(restart_syscall), SCMP_SYS(sched_getaffinity),
};

/// Looking for a file that one may do without: it is not there.
constexpr std::array absent{
    SCMP_SYS(access), SCMP_SYS(faccessat), SCMP_SYS(stat),       SCMP_SYS(lstat),
    SCMP_SYS(statx),  SCMP_SYS(readlink),  SCMP_SYS(readlinkat),
};

constexpr std::array fatal{
    SCMP_SYS(ptrace),
    SCMP_SYS(process_vm_readv),
    SCMP_SYS(process_vm_writev),
    SCMP_SYS(bpf),
    SCMP_SYS(keyctl),
    SCMP_SYS(add_key),
    SCMP_SYS(request_key),
    SCMP_SYS(mount),
    SCMP_SYS(umount2),
    SCMP_SYS(pivot_root),
    SCMP_SYS(unshare),
    SCMP_SYS(setns),
    SCMP_SYS(perf_event_open),
    SCMP_SYS(userfaultfd),
    SCMP_SYS(init_module),
    SCMP_SYS(finit_module),
    SCMP_SYS(kexec_load),
    SCMP_SYS(open_by_handle_at),
    SCMP_SYS(personality),
    SCMP_SYS(modify_ldt),
};

/// With `FSIZE` 0 no file grows, whoever left it open.
bool set_limits(const WorkerLimits& limits) {
    const auto set = [](auto which, rlim_t most) {
        const rlimit limit{most, most};
        return setrlimit(which, &limit) == 0;
    };
    const auto mib = [](std::uint64_t n) { return n == 0 ? RLIM_INFINITY : static_cast<rlim_t>(n) << 20; };
    signal(SIGXFSZ, SIG_IGN);
    return set(RLIMIT_CORE, 0) && set(RLIMIT_FSIZE, 0) && set(RLIMIT_NOFILE, 64) && set(RLIMIT_NPROC, 0) &&
           set(RLIMIT_CPU, limits.cpu_s == 0 ? RLIM_INFINITY : limits.cpu_s) &&
           set(RLIMIT_AS, mib(limits.address_mib)) && set(RLIMIT_DATA, mib(limits.data_mib));
}

/// A rule set that allows nothing: no path can be opened, read, made or run.
bool close_files() {
    landlock_ruleset_attr handled{};
    handled.handled_access_fs = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1;
    const auto rules = static_cast<int>(syscall(SYS_landlock_create_ruleset, &handled, sizeof handled, 0));
    if (rules < 0) return false;
    const bool closed = syscall(SYS_landlock_restrict_self, rules, 0) == 0;
    ::close(rules);
    return closed;
}

/// Root in a container without the right to become another stays root; the filter holds all the same.
void leave_root() {
    if (geteuid() != 0) return;
    if (setgroups(0, nullptr) != 0 || setresgid(nobody, nobody, nobody) != 0) return;
    std::ignore = setresuid(nobody, nobody, nobody);
}

/// Messages of a worker go nowhere: what it has read may not write into the server's log.
void silence() {
    if (sanitized) return;
    const int nowhere = open("/dev/null", O_RDWR | O_CLOEXEC);
    if (nowhere < 0) return;
    for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) dup2(nowhere, stream);
    ::close(nowhere);
}

}  // namespace

WorkerLimits WorkerLimits::usual() {
    WorkerLimits limits;
    if (sanitized) limits.data_mib = limits.address_mib = limits.cpu_s = 0;
    return limits;
}

void SystemCallFilter::Release::operator()(void* context) const { seccomp_release(context); }

SystemCallFilter::SystemCallFilter() : context_(seccomp_init(SCMP_ACT_ERRNO(EPERM))) {
    if (!context_) throw std::bad_alloc();
    scmp_filter_ctx filter = context_.get();
    // A call that this machine does not have needs no rule: failures to add one are passed over.
    for (const int call : always_allowed) seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 0);
    for (const int call : absent) seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOENT), call, 0);
    for (const int call : fatal) seccomp_rule_add(filter, SCMP_ACT_KILL_PROCESS, call, 0);
    // What is open may be measured: SQLite looks at the size of PROJ's database. A name is not there.
    seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(fstat), 0);
    seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(newfstatat), 1,
                     SCMP_A3(SCMP_CMP_MASKED_EQ, AT_EMPTY_PATH, AT_EMPTY_PATH));
    seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOENT), SCMP_SYS(newfstatat), 1,
                     SCMP_A3(SCMP_CMP_MASKED_EQ, AT_EMPTY_PATH, 0));
    // Memory, but never executable.
    for (const int call : {SCMP_SYS(mmap), SCMP_SYS(mprotect)})
        seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 1, SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
    for (const int call : {SCMP_SYS(write), SCMP_SYS(writev), SCMP_SYS(recvmsg)})
        seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 1, SCMP_A0(SCMP_CMP_EQ, worker_socket));
    for (const int call : {SCMP_SYS(write), SCMP_SYS(writev)})
        seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 1, SCMP_A0(SCMP_CMP_EQ, STDERR_FILENO));
    if (!sanitized) return;
    // A sanitizer finds out whether memory can be read by writing it into a pipe.
    for (const int call : {SCMP_SYS(pipe), SCMP_SYS(pipe2), SCMP_SYS(write)})
        seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 0);
}

bool SystemCallFilter::close() const { return seccomp_load(context_.get()) == 0; }

wire::Confinement confine(const WorkerLimits& limits, const SystemCallFilter& filter) {
    wire::Confinement done;
    silence();
    leave_root();
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
    done.limits = set_limits(limits);
    done.landlock = close_files();
    done.seccomp = filter.close();
    return done;
}

std::vector<std::string> escapes() {
    std::vector<std::string> could;
    const auto tried = [&](const char* what, bool done) {
        if (done) could.emplace_back(what);
    };
    const int file = open("/etc/passwd", O_RDONLY | O_CLOEXEC);
    tried("open", file >= 0);
    const int made = open("/tmp/courtyard-escape", O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    tried("create", made >= 0);
    tried("memfd", memfd_create("escape", MFD_CLOEXEC) >= 0);
    tried("socket", ::socket(AF_INET, SOCK_STREAM, 0) >= 0);
    tried("signal", kill(getppid(), 0) == 0);
    tried("executable_memory",
          mmap(nullptr, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED);
    const pid_t child = fork();
    if (child == 0) _exit(0);
    tried("fork", child > 0);
    if (child > 0) waitpid(child, nullptr, 0);
    // Last: where it works, this process is no more, and the server hears of its end.
    char name[] = "/bin/true";
    char* const arguments[] = {name, nullptr};
    execve(name, arguments, nullptr);
    return could;
}

}  // namespace courtyard
