#ifndef CRENAME_SHIM_H
#define CRENAME_SHIM_H
// glibc (2.28 and later) declares these under _GNU_SOURCE only, which Swift's Glibc module does not set.
#define CRENAME_EXCHANGE (1u << 1)
int renameat2(int oldDirectory, const char *_Nonnull oldPath, int newDirectory, const char *_Nonnull newPath,
              unsigned int flags);
#endif
