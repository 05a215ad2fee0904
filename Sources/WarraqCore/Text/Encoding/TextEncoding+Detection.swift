internal import WarraqModel

extension TextEncoding {
  /// Tells the encoding of a text from its first bytes.
  ///
  /// ```swift
  /// let guess = head.withUnsafeBufferPointer { TextEncoding.detect($0, isComplete: false) }
  /// ```
  ///
  /// In this order: a byte order mark; the first bytes of well-known binary formats; UTF-32 and
  /// UTF-16 without a mark, by the places of their NULs; control characters, which make it binary;
  /// valid UTF-8; a text that is mostly UTF-8 and has errors; windows-1256 or windows-1252, where
  /// the bytes make plausible Arabic-script or Latin-script words. No bytes at all are UTF-8.
  ///
  /// A few KiB are enough; all bytes given are looked at. Texts in Cyrillic, Greek, Hebrew,
  /// Turkish and East Asian code pages, and Arabic in ISO 8859-6, are reported as invalid UTF-8;
  /// Czech and its neighbours in windows-1250 can pass for windows-1252.
  ///
  /// - Parameters:
  ///   - bytes: the source from its very first byte.
  ///   - isComplete: whether the source ends with them; else a character cut at the end is no error.
  public static func detect(
    _ bytes: UnsafeBufferPointer<UInt8>, isComplete: Bool
  ) -> TextEncodingGuess {
    // The marks of UTF-32 come first: that of UTF-16LE begins that of UTF-32LE.
    let marked: [TextEncoding] = [
      .utf32LittleEndian, .utf32BigEndian, .utf8, .utf16LittleEndian, .utf16BigEndian,
    ]
    for encoding in marked where bytes.starts(with: encoding.byteOrderMark) {
      guard encoding == .utf8 else { return .text(encoding) }
      // A mark promises UTF-8, so no code page is tried.
      let found = UTF8Validation.survey(bytes)
      return found.offset(isComplete: isComplete).map { .invalidUTF8(offset: $0) } ?? .text(.utf8)
    }
    if let signature = BinarySignature.all.first(where: { $0.matches(bytes) }) {
      return .binary(name: signature.name)
    }
    if let encoding = wideEncoding(bytes) { return .text(encoding) }

    let controls = suspiciousControls(in: bytes)
    guard isDamage(controls, in: bytes) else { return .binary(name: nil) }

    guard UTF8Validation.firstInvalidByte(in: bytes) != nil else { return .text(.utf8) }
    let survey = UTF8Validation.survey(bytes)
    guard let offset = survey.offset(isComplete: isComplete) else { return .text(.utf8) }
    // In a code page, pairs of bytes that happen to be UTF-8 are rare: an Arabic letter before an
    // Arabic comma, an accented capital before a closing quote.
    if survey.wellFormed <= survey.illFormed, let codePage = CodePageEvidence(bytes).codePage {
      return .text(codePage)
    }
    return .invalidUTF8(offset: offset)
  }

  /// UTF-32 or UTF-16 without a mark: NULs in the upper bytes, and units that are characters of
  /// texts.
  private static func wideEncoding(_ bytes: UnsafeBufferPointer<UInt8>) -> TextEncoding? {
    guard bytes.count >= 4, bytes.contains(0) else { return nil }
    var nulls = (0, 0, 0, 0)
    for index in stride(from: 0, to: bytes.count & ~3, by: 4) {
      if bytes[index] == 0 { nulls.0 += 1 }
      if bytes[index + 1] == 0 { nulls.1 += 1 }
      if bytes[index + 2] == 0 { nulls.2 += 1 }
      if bytes[index + 3] == 0 { nulls.3 += 1 }
    }
    let units = bytes.count / 4
    if nulls.3 == units, nulls.0 < units,
      isText(bytes, width: 4, { UInt32(bytes[$0 + 2]) << 16 | pair(bytes[$0 + 1], bytes[$0]) })
    {
      return .utf32LittleEndian
    }
    if nulls.0 == units, nulls.3 < units,
      isText(bytes, width: 4, { UInt32(bytes[$0 + 1]) << 16 | pair(bytes[$0 + 2], bytes[$0 + 3]) })
    {
      return .utf32BigEndian
    }
    // A few NULs in a text of single bytes or of UTF-8 are damage.
    let printable = bytes.count { $0 >= 0x20 && $0 < 0x7F }
    guard printable * 4 < bytes.count * 3 else { return nil }
    let survey = UTF8Validation.survey(bytes)
    guard survey.wellFormed <= survey.illFormed else { return nil }
    // Spaces, line ends and commas are there in any script. NULs alone do not tell: in Chinese the
    // character for "one" is U+4E00.
    let little = commonUnits(bytes) { pair(bytes[$0 + 1], bytes[$0]) }
    let big = commonUnits(bytes) { pair(bytes[$0], bytes[$0 + 1]) }
    if little > big, isText(bytes, width: 2, { pair(bytes[$0 + 1], bytes[$0]) }) {
      return .utf16LittleEndian
    }
    if big > little, isText(bytes, width: 2, { pair(bytes[$0], bytes[$0 + 1]) }) {
      return .utf16BigEndian
    }
    return nil
  }

  /// Whether so many controls are damage to a text: one in fifty bytes and fewer, and in a few lines
  /// up to eight, where all else is text. More is not a text.
  package static func isDamage(_ controls: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard controls * 50 > bytes.count else { return true }
    guard controls <= 8, controls * 8 <= bytes.count else { return false }
    let printable = bytes.count { $0 >= 0x20 && $0 < 0x7F }
    return printable * 4 >= bytes.count * 3 || UTF8Validation.firstInvalidByte(in: bytes) == nil
  }

  private static func commonUnits(
    _ bytes: UnsafeBufferPointer<UInt8>, _ unit: (Int) -> UInt32
  ) -> Int {
    (0..<bytes.count / 2).count { index in
      switch unit(index * 2) {
      case 0x09, 0x0A, 0x0D, 0x20...0x7E, 0x3000...0x3002, 0xFF0C: true
      default: false
      }
    }
  }

  private static func pair(_ high: UInt8, _ low: UInt8) -> UInt32 {
    UInt32(high) << 8 | UInt32(low)
  }

  /// Whether at least 19 in 20 units are characters that texts have.
  private static func isText(
    _ bytes: UnsafeBufferPointer<UInt8>, width: Int, _ unit: (Int) -> UInt32
  ) -> Bool {
    let count = bytes.count / width
    var odd = 0
    for index in 0..<count where !isTextual(unit(index * width)) { odd += 1 }
    return odd * 20 <= count
  }

  private static func isTextual(_ value: UInt32) -> Bool {
    switch value {
    case 0x09, 0x0A, 0x0D, 0x20...0x7E, 0xA0...0x1FFF: true
    case 0x2000...0xDFFF, 0xF900...0xFFFD, 0x1_0000...0x3_FFFF: true
    default: false
    }
  }

  /// How many controls there are that texts do not have.
  private static func suspiciousControls(in bytes: UnsafeBufferPointer<UInt8>) -> Int {
    guard let base = bytes.baseAddress else { return 0 }
    var count = 0
    var position = 0
    while position < bytes.count {
      position = ByteScan.first(base, from: position, to: bytes.count) { bytes in
        bytes.below(0x20) .& .!((bytes &- .init(repeating: 0x09)).below(5)) .| bytes.equal(0x7F)
      }
      guard position < bytes.count else { break }
      if isSuspiciousControl(bytes[position]) { count += 1 }
      position += 1
    }
    return count
  }

  /// The controls that texts do not have: all of C0 and DEL but tab, line ends, form feed, the
  /// escape of terminals and the end mark of DOS files.
  private static func isSuspiciousControl(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x09...0x0D, 0x1A, 0x1B: false
    default: byte < 0x20 || byte == 0x7F
    }
  }
}
