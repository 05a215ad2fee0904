#pragma once

#include <zip.h>

// What zip_source_function callbacks answer to ZIP_SOURCE_SUPPORTS: Swift does not see macros made of
// shifts.
static inline zip_int64_t warraq_zip_readable(void) { return ZIP_SOURCE_SUPPORTS_READABLE; }
static inline zip_int64_t warraq_zip_seekable(void) { return ZIP_SOURCE_SUPPORTS_SEEKABLE; }
static inline zip_int64_t warraq_zip_writable(void) { return ZIP_SOURCE_SUPPORTS_WRITABLE; }
