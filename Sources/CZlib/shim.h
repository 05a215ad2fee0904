#pragma once

#include <zlib.h>

// Reads gzip (RFC 1952) with its header and checksum. zlib's way to start is a macro that passes its
// version and the size of its structure.
static inline int warraq_gzip_read_start(z_stream *_Nonnull stream) {
  return inflateInit2(stream, 15 + 16);
}

// The same for other frames: 15 of zlib's own (RFC 1950), -15 without one.
static inline int warraq_inflate_start(z_stream *_Nonnull stream, int window_bits) {
  return inflateInit2(stream, window_bits);
}
