// What Swift's Glibc module leaves out.
#ifndef CGLIBCEXTRAS_SHIM_H
#define CGLIBCEXTRAS_SHIM_H
#include <malloc.h>
#include <sys/prctl.h>
// glibc (2.28 and later) declares these under _GNU_SOURCE only, which Swift's Glibc module does not set.
#define CGLIBCEXTRAS_RENAME_EXCHANGE (1u << 1)
int renameat2(int oldDirectory, const char *_Nonnull oldPath, int newDirectory, const char *_Nonnull newPath,
              unsigned int flags);
#define CGLIBCEXTRAS_MFD_CLOEXEC 1u
int memfd_create(const char *_Nonnull name, unsigned int flags);
// prctl takes a variable number of arguments, which Swift cannot pass: keeps the process out of core dumps.
static inline int cglibcextras_forbid_dumps(void) { return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0); }
#endif
