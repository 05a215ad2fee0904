#pragma once

#include <stddef.h>
#include <stdint.h>

// Searches over 32 bytes at once, for processors that can (AVX2): Swift has no names for most of these
// instructions. Where a processor cannot, the caller has its own way. No byte outside of what is given
// is looked at.

// What warraq_plain_run met.
enum {
  // One of '<', '>', '&' or EF, so that XML cannot take all as it is.
  WARRAQ_MARKUP = 1,
  // U+2028 or U+2029, or what looks like one.
  WARRAQ_LINE_END = 2
};

#if defined(__x86_64__)
#include <cpuid.h>
#include <immintrin.h>

// Whether the processor can, and the system lets it. Ask once.
static inline int warraq_has_avx2(void) {
  unsigned a, b, c, d, low, high;
  if (!__get_cpuid(1, &a, &b, &c, &d) || !(c & bit_OSXSAVE) || !(c & bit_POPCNT)) return 0;
  __asm__ volatile("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
  if ((low & 6) != 6) return 0;
  return __get_cpuid_count(7, 0, &a, &b, &c, &d) && (b & bit_AVX2) && (b & bit_BMI);
}

// The first position of a quotation mark, a backslash or a control, or how many bytes were looked at
// without one: less than `count` by 31 at most. Adds what it met to `notes`, up to 31 bytes further.
__attribute__((target("avx2,bmi"))) static inline size_t warraq_plain_run(
    const uint8_t *bytes, size_t count, uint32_t *notes) {
  const __m256i quote = _mm256_set1_epi8('"'), slash = _mm256_set1_epi8('\\');
  const __m256i control = _mm256_set1_epi8(0x1F), ef = _mm256_set1_epi8((char)0xEF);
  const __m256i e2 = _mm256_set1_epi8((char)0xE2), a8 = _mm256_set1_epi8((char)0xA8);
  const __m256i even = _mm256_set1_epi8((char)0xFE);
  // Each at the place of its low half: '&' at 6, '<' at C, '>' at E.
  const __m256i table = _mm256_setr_epi8(
      -1, 0, 0, 0, 0, 0, '&', 0, 0, 0, 0, 0, '<', 0, '>', 0,
      -1, 0, 0, 0, 0, 0, '&', 0, 0, 0, 0, 0, '<', 0, '>', 0);
  __m256i markup = _mm256_setzero_si256(), ends = markup, before = markup;
  size_t at = 0;
  uint32_t stop = 0;
  for (; at + 32 <= count; at += 32) {
    const __m256i here = _mm256_loadu_si256((const __m256i *)(bytes + at));
    const __m256i found = _mm256_or_si256(
        _mm256_or_si256(_mm256_cmpeq_epi8(here, quote), _mm256_cmpeq_epi8(here, slash)),
        _mm256_cmpeq_epi8(_mm256_min_epu8(here, control), here));
    markup = _mm256_or_si256(
        markup, _mm256_or_si256(_mm256_cmpeq_epi8(_mm256_shuffle_epi8(table, here), here),
                                _mm256_cmpeq_epi8(here, ef)));
    const __m256i twoBefore =
        _mm256_alignr_epi8(here, _mm256_permute2x128_si256(before, here, 0x21), 14);
    ends = _mm256_or_si256(
        ends, _mm256_and_si256(_mm256_cmpeq_epi8(_mm256_and_si256(here, even), a8),
                               _mm256_cmpeq_epi8(twoBefore, e2)));
    before = here;
    stop = (uint32_t)_mm256_movemask_epi8(found);
    if (stop) break;
  }
  if (!_mm256_testz_si256(markup, markup)) *notes |= WARRAQ_MARKUP;
  if (!_mm256_testz_si256(ends, ends)) *notes |= WARRAQ_LINE_END;
  return stop ? at + (size_t)__builtin_ctz(stop) : at;
}

// The first position of a control, '<', '>', '&', `quote` or EF, or how many bytes were looked at
// without one: less than `count` by 31 at most.
__attribute__((target("avx2,bmi"))) static inline size_t warraq_markup_run(
    const uint8_t *bytes, size_t count, uint8_t quote) {
  const __m256i control = _mm256_set1_epi8(0x1F), ef = _mm256_set1_epi8((char)0xEF);
  const __m256i quotes = _mm256_set1_epi8((char)quote);
  // Each at the place of its low half.
  const __m256i table = _mm256_setr_epi8(
      -1, 0, 0, 0, 0, 0, '&', 0, 0, 0, 0, 0, '<', 0, '>', 0,
      -1, 0, 0, 0, 0, 0, '&', 0, 0, 0, 0, 0, '<', 0, '>', 0);
  size_t at = 0;
  for (; at + 32 <= count; at += 32) {
    const __m256i here = _mm256_loadu_si256((const __m256i *)(bytes + at));
    const uint32_t found = (uint32_t)_mm256_movemask_epi8(_mm256_or_si256(
        _mm256_or_si256(_mm256_cmpeq_epi8(_mm256_shuffle_epi8(table, here), here),
                        _mm256_cmpeq_epi8(here, ef)),
        _mm256_or_si256(_mm256_cmpeq_epi8(here, quotes),
                        _mm256_cmpeq_epi8(_mm256_min_epu8(here, control), here))));
    if (found) return at + (size_t)__builtin_ctz(found);
  }
  return at;
}

// Whether the bytes are UTF-8, by three tables of what two bytes in a row may not be (Keiser and
// Lemire, "Validating UTF-8 in less than one instruction per byte", 2020).
__attribute__((target("avx2"))) static inline int warraq_is_utf8(
    const uint8_t *bytes, size_t count) {
  enum {
    tooShort = 1, tooLong = 2, overlong3 = 4, tooLarge = 8, surrogate = 16, overlong2 = 32,
    tooLarge1000 = 64, overlong4 = 64, twoConts = 128, carry = tooShort | tooLong | twoConts
  };
#define WARRAQ_TWICE(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p)                               \
  _mm256_setr_epi8((char)(a), (char)(b), (char)(c), (char)(d), (char)(e), (char)(f), (char)(g),    \
                   (char)(h), (char)(i), (char)(j), (char)(k), (char)(l), (char)(m), (char)(n),    \
                   (char)(o), (char)(p), (char)(a), (char)(b), (char)(c), (char)(d), (char)(e),    \
                   (char)(f), (char)(g), (char)(h), (char)(i), (char)(j), (char)(k), (char)(l),    \
                   (char)(m), (char)(n), (char)(o), (char)(p))
  const __m256i firstHigh = WARRAQ_TWICE(
      tooLong, tooLong, tooLong, tooLong, tooLong, tooLong, tooLong, tooLong, twoConts, twoConts,
      twoConts, twoConts, tooShort | overlong2, tooShort, tooShort | overlong3 | surrogate,
      tooShort | tooLarge | tooLarge1000 | overlong4);
  const __m256i firstLow = WARRAQ_TWICE(
      carry | overlong3 | overlong2 | overlong4, carry | overlong2, carry, carry, carry | tooLarge,
      carry | tooLarge | tooLarge1000, carry | tooLarge | tooLarge1000,
      carry | tooLarge | tooLarge1000, carry | tooLarge | tooLarge1000,
      carry | tooLarge | tooLarge1000, carry | tooLarge | tooLarge1000,
      carry | tooLarge | tooLarge1000, carry | tooLarge | tooLarge1000,
      carry | tooLarge | tooLarge1000 | surrogate, carry | tooLarge | tooLarge1000,
      carry | tooLarge | tooLarge1000);
  const __m256i secondHigh = WARRAQ_TWICE(
      tooShort, tooShort, tooShort, tooShort, tooShort, tooShort, tooShort, tooShort,
      tooLong | overlong2 | twoConts | overlong3 | tooLarge1000 | overlong4,
      tooLong | overlong2 | twoConts | overlong3 | tooLarge,
      tooLong | overlong2 | twoConts | surrogate | tooLarge,
      tooLong | overlong2 | twoConts | surrogate | tooLarge, tooShort, tooShort, tooShort,
      tooShort);
#undef WARRAQ_TWICE
  const __m256i low = _mm256_set1_epi8(0x0F), top = _mm256_set1_epi8((char)0x80);
  const __m256i third = _mm256_set1_epi8((char)(0xE0 - 0x80));
  const __m256i fourth = _mm256_set1_epi8((char)(0xF0 - 0x80));
  // The last three bytes may not start more than there is.
  const __m256i ends = _mm256_setr_epi8(
      -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1,
      -1, -1, -1, -1, -1, -1, (char)0xEF, (char)0xDF, (char)0xBF);
  __m256i error = _mm256_setzero_si256(), before = error, cut = error;
  uint8_t rest[32] = {0};
  for (size_t at = 0; at <= count; at += 32) {
    __m256i here;
    if (at + 32 <= count) {
      here = _mm256_loadu_si256((const __m256i *)(bytes + at));
    } else {
      for (size_t index = at; index < count; index++) rest[index - at] = bytes[index];
      here = _mm256_loadu_si256((const __m256i *)rest);
    }
    if (_mm256_movemask_epi8(here) == 0) {
      error = _mm256_or_si256(error, cut);
      cut = _mm256_setzero_si256();
    } else {
      const __m256i both = _mm256_permute2x128_si256(before, here, 0x21);
      const __m256i one = _mm256_alignr_epi8(here, both, 15);
      const __m256i two = _mm256_alignr_epi8(here, both, 14);
      const __m256i three = _mm256_alignr_epi8(here, both, 13);
      const __m256i wrong = _mm256_and_si256(
          _mm256_and_si256(
              _mm256_shuffle_epi8(firstHigh, _mm256_and_si256(_mm256_srli_epi16(one, 4), low)),
              _mm256_shuffle_epi8(firstLow, _mm256_and_si256(one, low))),
          _mm256_shuffle_epi8(secondHigh, _mm256_and_si256(_mm256_srli_epi16(here, 4), low)));
      const __m256i due =
          _mm256_or_si256(_mm256_subs_epu8(two, third), _mm256_subs_epu8(three, fourth));
      error = _mm256_or_si256(error, _mm256_xor_si256(_mm256_and_si256(due, top), wrong));
      cut = _mm256_subs_epu8(here, ends);
    }
    before = here;
  }
  error = _mm256_or_si256(error, cut);
  return _mm256_testz_si256(error, error);
}

// Counts words that start, and characters that are no white space, from `at` on; returns where it
// stopped: at the end, or up to 31 bytes before white space beyond ASCII.
__attribute__((target("avx2,bmi,popcnt"))) static inline size_t warraq_count_words(
    const uint8_t *bytes, size_t at, size_t count, int isInWord, size_t *words,
    size_t *characters) {
  const __m256i space = _mm256_set1_epi8(0x20), tab = _mm256_set1_epi8(0x09);
  const __m256i four = _mm256_set1_epi8(4), belowLeads = _mm256_set1_epi8(-64);
  const __m256i c2 = _mm256_set1_epi8((char)0xC2), e1 = _mm256_set1_epi8((char)0xE1);
  const __m256i two = _mm256_set1_epi8(2);
  uint32_t wasSpace = !isInWord;
  uint8_t rest[64];
  for (; at < count; at += 32) {
    const uint8_t *block = bytes + at;
    if (at + 34 > count) {
      // What is left, with white space behind it.
      _mm256_storeu_si256((__m256i *)rest, space);
      _mm256_storeu_si256((__m256i *)(rest + 32), space);
      __builtin_memcpy(rest, block, count - at);
      block = rest;
    }
    const __m256i here = _mm256_loadu_si256((const __m256i *)block);
    // What white space beyond ASCII starts with: C2, E1, E2 and E3.
    const __m256i fromE1 = _mm256_sub_epi8(here, e1);
    uint32_t leads = (uint32_t)_mm256_movemask_epi8(_mm256_or_si256(
        _mm256_cmpeq_epi8(here, c2), _mm256_cmpeq_epi8(_mm256_min_epu8(fromE1, two), fromE1)));
    for (; leads; leads &= leads - 1) {
      const uint8_t *lead = block + __builtin_ctz(leads);
      const uint8_t second = lead[1], third = lead[2];
      int isSpace;
      switch (lead[0]) {
      case 0xC2: isSpace = second == 0x85 || second == 0xA0; break;
      case 0xE1: isSpace = second == 0x9A && third == 0x80; break;
      case 0xE2:
        isSpace = (second == 0x80 &&
                   (third < 0x8B || third == 0xA8 || third == 0xA9 || third == 0xAF)) ||
                  (second == 0x81 && third == 0x9F);
        break;
      default: isSpace = second == 0x80 && third == 0x80;
      }
      if (isSpace) return at;
    }
    const __m256i fromTab = _mm256_sub_epi8(here, tab);
    const uint32_t spaces = (uint32_t)_mm256_movemask_epi8(_mm256_or_si256(
        _mm256_cmpeq_epi8(here, space), _mm256_cmpeq_epi8(_mm256_min_epu8(fromTab, four), fromTab)));
    const uint32_t goOn = (uint32_t)_mm256_movemask_epi8(_mm256_cmpgt_epi8(belowLeads, here));
    *characters += (size_t)__builtin_popcount(~(spaces | goOn));
    *words += (size_t)__builtin_popcount(~spaces & (spaces << 1 | wasSpace));
    wasSpace = spaces >> 31;
  }
  return count;
}
#else
static inline int warraq_has_avx2(void) { return 0; }
static inline size_t warraq_plain_run(const uint8_t *bytes, size_t count, uint32_t *notes) {
  (void)bytes, (void)count, (void)notes;
  return 0;
}
static inline size_t warraq_markup_run(const uint8_t *bytes, size_t count, uint8_t quote) {
  (void)bytes, (void)count, (void)quote;
  return 0;
}
static inline int warraq_is_utf8(const uint8_t *bytes, size_t count) {
  (void)bytes, (void)count;
  return 0;
}
static inline size_t warraq_count_words(
    const uint8_t *bytes, size_t at, size_t count, int isInWord, size_t *words,
    size_t *characters) {
  (void)bytes, (void)count, (void)isInWord, (void)words, (void)characters;
  return at;
}
#endif
