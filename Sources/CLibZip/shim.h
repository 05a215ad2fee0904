#pragma once

#include <stdlib.h>
#include <string.h>
#include <zip.h>

// What zip_source_function callbacks answer to ZIP_SOURCE_SUPPORTS: Swift does not see macros made of
// shifts.
static inline zip_int64_t warraq_zip_readable(void) { return ZIP_SOURCE_SUPPORTS_READABLE; }
static inline zip_int64_t warraq_zip_writable(void) { return ZIP_SOURCE_SUPPORTS_WRITABLE; }

// A source over a copy of the bytes, which libzip frees with the source. libzip reads a source as
// late as zip_close, when the storage of a Swift array may be gone.
static inline zip_source_t *_Nullable warraq_zip_source_copy(
    const void *_Nullable bytes, size_t count, zip_error_t *_Nullable error) {
  // malloc(0) may return NULL, which means "out of memory" here.
  void *copy = malloc(count > 0 ? count : 1);
  if (copy == NULL) {
    zip_error_set(error, ZIP_ER_MEMORY, 0);
    return NULL;
  }
  if (count > 0) memcpy(copy, bytes, count);
  zip_source_t *source = zip_source_buffer_create(copy, count, 1, error);
  if (source == NULL) free(copy);
  return source;
}
