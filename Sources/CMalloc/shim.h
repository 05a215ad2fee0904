#pragma once

#include <stddef.h>
#include <stdlib.h>

#ifdef __GLIBC__
#include <malloc.h>
#endif

// Has blocks of up to so many bytes kept for use again, where that has to be asked for. Swift's
// module for glibc is without malloc.h.
static inline void warraq_keep_memory(size_t bytes) {
#ifdef __GLIBC__
  mallopt(M_MMAP_THRESHOLD, (int)bytes);
  mallopt(M_TRIM_THRESHOLD, (int)bytes);
#else
  (void)bytes;
#endif
}
