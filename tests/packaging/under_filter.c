// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
// Runs a program under the system call filter of a unit: under_filter PROGRAM ARGS... with the allowed calls on standard
// input, one a line. Calls that this machine does not know are passed over; every other call is EPERM.
#include <seccomp.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

int main(int argc, char** argv) {
    if (argc < 2) return 2;
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(1));
    char name[128];
    int allowed = 0;
    while (fgets(name, sizeof name, stdin) != NULL) {
        name[strcspn(name, "\n")] = 0;
        const int number = seccomp_syscall_resolve_name(name);
        if (number >= 0 && seccomp_rule_add(filter, SCMP_ACT_ALLOW, number, 0) == 0) ++allowed;
    }
    if (allowed < 50) return 2;
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || seccomp_load(filter) != 0) return 3;
    execv(argv[1], argv + 1);
    return 3;
}
