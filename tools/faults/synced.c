/* Keeps, of every file whose path begins with KEPT_OF, in the folder KEPT_IN, what it held when it was last synced: that
   is what stands on a disk after the power failed, where nothing else had reached it. To be loaded by LD_PRELOAD. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void keep(int descriptor)
{
    char link[64], path[PATH_MAX], draft[PATH_MAX + 32], kept[PATH_MAX], buffer[1 << 16];
    const char *of = getenv("KEPT_OF"), *in = getenv("KEPT_IN");
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (!of || !in || length < 0)
        return;
    path[length] = 0;
    if (strncmp(path, of, strlen(of)))
        return;
    snprintf(kept, sizeof kept, "%s%s", in, strrchr(path, '/'));
    snprintf(draft, sizeof draft, "%s.draft-%d", kept, getpid());
    int copy = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    off_t offset = 0;
    while (copy >= 0 && (length = pread(descriptor, buffer, sizeof buffer, offset)) > 0)
        offset += write(copy, buffer, length);
    close(copy);
    rename(draft, kept);
}

static int synced(const char *name, int descriptor)
{
    int (*sync_it)(int) = dlsym(RTLD_NEXT, name);
    int failed = sync_it(descriptor);
    if (!failed)
        keep(descriptor);
    return failed;
}

int fsync(int descriptor) { return synced("fsync", descriptor); }
int fdatasync(int descriptor) { return synced("fdatasync", descriptor); }
