// What Swift's Glibc module leaves out.
#ifndef CGLIBCEXTRAS_SHIM_H
#define CGLIBCEXTRAS_SHIM_H
#include <malloc.h>
// glibc (2.28 and later) declares these under _GNU_SOURCE only, which Swift's Glibc module does not set.
#define CGLIBCEXTRAS_RENAME_EXCHANGE (1u << 1)
int renameat2(int oldDirectory, const char *_Nonnull oldPath, int newDirectory, const char *_Nonnull newPath,
              unsigned int flags);
#endif
