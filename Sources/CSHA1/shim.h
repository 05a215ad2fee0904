#pragma once

#include <stddef.h>
#include <stdint.h>

// SHA-1 (RFC 3174) with the instructions that processors have for it, which Swift cannot name.
// Where there are none, the caller has its own way.
#if defined(__x86_64__)
#include <cpuid.h>
#include <immintrin.h>

// Whether the processor has them. It takes long where the machine is virtual: ask once.
static inline int warraq_has_sha1(void) {
  unsigned a, b, c, d;
  if (!__get_cpuid(1, &a, &b, &c, &d) || !(c & bit_SSE4_1) || !(c & bit_SSSE3)) return 0;
  return __get_cpuid_count(7, 0, &a, &b, &c, &d) && (b & 1u << 29);
}

// Mixes whole blocks of 64 bytes into the five words of the state.
__attribute__((target("sha,sse4.1,ssse3"))) static inline void warraq_sha1(
    uint32_t *state, const uint8_t *bytes, size_t blocks) {
  const __m128i order = _mm_set_epi64x(0x0001020304050607, 0x08090A0B0C0D0E0F);
  __m128i abcd = _mm_shuffle_epi32(_mm_loadu_si128((const __m128i *)state), 0x1B);
  __m128i e = _mm_set_epi32((int)state[4], 0, 0, 0);
  for (; blocks > 0; blocks--, bytes += 64) {
    const __m128i abcdBefore = abcd, eBefore = e;
    __m128i w0 = _mm_shuffle_epi8(_mm_loadu_si128((const __m128i *)bytes), order);
    __m128i w1 = _mm_shuffle_epi8(_mm_loadu_si128((const __m128i *)(bytes + 16)), order);
    __m128i w2 = _mm_shuffle_epi8(_mm_loadu_si128((const __m128i *)(bytes + 32)), order);
    __m128i w3 = _mm_shuffle_epi8(_mm_loadu_si128((const __m128i *)(bytes + 48)), order);
    __m128i last;
// Four of the eighty steps, with the four words that are due.
#define WARRAQ_STEPS(w, function)                \
  e = _mm_sha1nexte_epu32(e, w);                 \
  last = abcd;                                   \
  abcd = _mm_sha1rnds4_epu32(abcd, e, function); \
  e = last;
// The next four words of the schedule take the place of the oldest four.
#define WARRAQ_NEXT(a, b, c, d) \
  a = _mm_sha1msg2_epu32(_mm_xor_si128(_mm_sha1msg1_epu32(a, b), c), d);
    e = _mm_add_epi32(e, w0);
    last = abcd;
    abcd = _mm_sha1rnds4_epu32(abcd, e, 0);
    e = last;
    WARRAQ_STEPS(w1, 0)
    WARRAQ_STEPS(w2, 0)
    WARRAQ_STEPS(w3, 0)
    WARRAQ_NEXT(w0, w1, w2, w3) WARRAQ_STEPS(w0, 0)
    WARRAQ_NEXT(w1, w2, w3, w0) WARRAQ_STEPS(w1, 1)
    WARRAQ_NEXT(w2, w3, w0, w1) WARRAQ_STEPS(w2, 1)
    WARRAQ_NEXT(w3, w0, w1, w2) WARRAQ_STEPS(w3, 1)
    WARRAQ_NEXT(w0, w1, w2, w3) WARRAQ_STEPS(w0, 1)
    WARRAQ_NEXT(w1, w2, w3, w0) WARRAQ_STEPS(w1, 1)
    WARRAQ_NEXT(w2, w3, w0, w1) WARRAQ_STEPS(w2, 2)
    WARRAQ_NEXT(w3, w0, w1, w2) WARRAQ_STEPS(w3, 2)
    WARRAQ_NEXT(w0, w1, w2, w3) WARRAQ_STEPS(w0, 2)
    WARRAQ_NEXT(w1, w2, w3, w0) WARRAQ_STEPS(w1, 2)
    WARRAQ_NEXT(w2, w3, w0, w1) WARRAQ_STEPS(w2, 2)
    WARRAQ_NEXT(w3, w0, w1, w2) WARRAQ_STEPS(w3, 3)
    WARRAQ_NEXT(w0, w1, w2, w3) WARRAQ_STEPS(w0, 3)
    WARRAQ_NEXT(w1, w2, w3, w0) WARRAQ_STEPS(w1, 3)
    WARRAQ_NEXT(w2, w3, w0, w1) WARRAQ_STEPS(w2, 3)
    WARRAQ_NEXT(w3, w0, w1, w2) WARRAQ_STEPS(w3, 3)
#undef WARRAQ_STEPS
#undef WARRAQ_NEXT
    e = _mm_sha1nexte_epu32(e, eBefore);
    abcd = _mm_add_epi32(abcd, abcdBefore);
  }
  _mm_storeu_si128((__m128i *)state, _mm_shuffle_epi32(abcd, 0x1B));
  state[4] = (uint32_t)_mm_extract_epi32(e, 3);
}
#else
static inline int warraq_has_sha1(void) { return 0; }
static inline void warraq_sha1(uint32_t *state, const uint8_t *bytes, size_t blocks) {
  (void)state, (void)bytes, (void)blocks;
}
#endif
