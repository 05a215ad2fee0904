#pragma once

#include <zlib.h>

// zlib's ways to start are macros that pass its version and the size of its structure.

// Reads gzip (RFC 1952) with its header and checksum.
static inline int warraq_gzip_read_start(z_stream *_Nonnull stream) {
  return inflateInit2(stream, 15 + 16);
}

// Writes gzip (RFC 1952). The header names no time and no system, so that the same bytes come out
// everywhere.
static inline int warraq_gzip_write_start(
    z_stream *_Nonnull stream, gz_header *_Nonnull header, int level) {
  int result = deflateInit2(stream, level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
  if (result != Z_OK) return result;
  *header = (gz_header){0};
  header->os = 255;
  return deflateSetHeader(stream, header);
}
