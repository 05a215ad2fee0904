/// Turns a text in any ``TextEncoding`` into UTF-8, chunk by chunk.
///
/// ```swift
/// var transcoder = Transcoder(from: .windows1256)
/// var text: [UInt8] = []
/// for chunk in chunks {
///   chunk.withUnsafeBufferPointer { transcoder.append($0, to: &text) }
/// }
/// transcoder.finish(into: &text)
/// ```
///
/// Chunks may end anywhere, inside a character too: the result is the same. A byte order mark at
/// the very beginning is dropped. What cannot be decoded becomes U+FFFD, one for each maximal
/// ill-formed subpart of UTF-8 (The Unicode Standard, 3.9), each unpaired surrogate, each value
/// above U+10FFFF and each byte that the code page does not define. U+FFFD in the source is kept
/// and not counted.
public struct Transcoder: Sendable {
  /// The encoding of the source.
  public let source: TextEncoding
  /// How many U+FFFD stand in the result for something that could not be decoded.
  public private(set) var replacements = 0

  /// Bytes of a unit or a character that the last chunk cut, at most 3.
  private var pending: [UInt8] = []
  /// A high surrogate that waits for its low one.
  private var highSurrogate: UInt16?
  /// Whether a byte order mark may still come.
  private var isAtStart = true

  /// Makes a transcoder for one text.
  public init(from source: TextEncoding) {
    self.source = source
  }

  /// Decodes more bytes and appends what is complete, in UTF-8.
  public mutating func append(_ bytes: UnsafeBufferPointer<UInt8>, to target: inout [UInt8]) {
    guard !bytes.isEmpty else { return }
    // A character has 4 bytes at most, so a few bytes complete what is pending, and the rest of
    // the chunk is decoded in place.
    var offset = 0
    while offset < bytes.count, !pending.isEmpty {
      var joined = pending
      joined.append(bytes[offset])
      offset += 1
      pending.removeAll(keepingCapacity: true)
      joined.withUnsafeBufferPointer { decode($0, to: &target) }
    }
    guard offset < bytes.count else { return }
    decode(UnsafeBufferPointer(rebasing: bytes[offset...]), to: &target)
  }

  /// Ends the text: what is still incomplete becomes U+FFFD. The transcoder can then be used for
  /// another text in the same encoding; ``replacements`` goes on counting.
  public mutating func finish(into target: inout [UInt8]) {
    // One for a surrogate and an odd byte together, as https://encoding.spec.whatwg.org has it.
    if !pending.isEmpty || highSurrogate != nil { replace(in: &target) }
    pending.removeAll(keepingCapacity: true)
    highSurrogate = nil
    isAtStart = true
  }

  private mutating func decode(_ bytes: UnsafeBufferPointer<UInt8>, to target: inout [UInt8]) {
    switch source {
    case .utf8: decodeUTF8(bytes, to: &target)
    case .utf16LittleEndian: decodeUTF16(bytes, low: 0, to: &target)
    case .utf16BigEndian: decodeUTF16(bytes, low: 1, to: &target)
    case .utf32LittleEndian: decodeUTF32(bytes, isLittleEndian: true, to: &target)
    case .utf32BigEndian: decodeUTF32(bytes, isLittleEndian: false, to: &target)
    case .windows1252: decodeCodePage(bytes, CodePage.windows1252, to: &target)
    case .windows1256: decodeCodePage(bytes, CodePage.windows1256, to: &target)
    }
  }

  private mutating func replace(in target: inout [UInt8]) {
    replacements += 1
    target.append(contentsOf: Self.replacement)
  }

  private static let replacement: [UInt8] = [0xEF, 0xBF, 0xBD]
}

// MARK: - UTF-8

extension Transcoder {
  private mutating func decodeUTF8(
    _ bytes: UnsafeBufferPointer<UInt8>, to target: inout [UInt8]
  ) {
    var start = 0
    if isAtStart {
      let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
      if bytes.count < mark.count, mark.starts(with: bytes) {
        pending.append(contentsOf: bytes)
        return
      }
      isAtStart = false
      if bytes.starts(with: mark) { start = mark.count }
    }
    while start < bytes.count {
      let rest = UnsafeBufferPointer(rebasing: bytes[start...])
      guard let bad = UTF8Validation.firstInvalidByte(in: rest) else {
        target.append(contentsOf: rest)
        return
      }
      target.append(contentsOf: rest[..<bad])
      start += bad
      switch UTF8Validation.sequence(at: start, in: bytes) {
      case .wellFormed(let length): start += length  // Not reached: it is the invalid one.
      case .illFormed(let length):
        replace(in: &target)
        start += length
      case .cut:
        pending.append(contentsOf: bytes[start...])
        return
      }
    }
  }
}

// MARK: - UTF-16 and UTF-32

extension Transcoder {
  private mutating func decodeUTF16(
    _ bytes: UnsafeBufferPointer<UInt8>, low: Int, to target: inout [UInt8]
  ) {
    var index = 0
    if isAtStart, bytes.count >= 2 {
      isAtStart = false
      if UInt16(bytes[low]) | UInt16(bytes[1 - low]) << 8 == 0xFEFF { index = 2 }
    }
    let end = bytes.count & ~1
    var high = highSurrogate
    var bad = 0
    while index < end {
      // A surrogate left by the last chunk may need 3 bytes more than the units of this one.
      let unitsNow = min((end - index) / 2, Self.unitsAtOnce)
      let stop = index + unitsNow * 2
      target.append(addingCapacity: unitsNow * 3 + 3) { output in
        while index < stop {
          let unit = UInt16(bytes[index + low]) | UInt16(bytes[index + 1 - low]) << 8
          index += 2
          if let first = high {
            high = nil
            if unit & 0xFC00 == 0xDC00 {
              let value = 0x1_0000 + (UInt32(first & 0x3FF) << 10 | UInt32(unit & 0x3FF))
              output.appendUTF8(value)
              continue
            }
            output.appendUTF8(0xFFFD)
            bad += 1
          }
          if unit & 0xF800 != 0xD800 {
            output.appendUTF8(UInt32(unit))
          } else if unit & 0x400 == 0 {
            high = unit
          } else {
            output.appendUTF8(0xFFFD)
            bad += 1
          }
        }
      }
    }
    highSurrogate = high
    replacements += bad
    pending.append(contentsOf: bytes[end...])
  }

  private mutating func decodeUTF32(
    _ bytes: UnsafeBufferPointer<UInt8>, isLittleEndian: Bool, to target: inout [UInt8]
  ) {
    let raw = UnsafeRawBufferPointer(bytes)
    func unit(_ index: Int) -> UInt32 {
      let word = raw.loadUnaligned(fromByteOffset: index, as: UInt32.self)
      return isLittleEndian ? UInt32(littleEndian: word) : UInt32(bigEndian: word)
    }
    var index = 0
    if isAtStart, bytes.count >= 4 {
      isAtStart = false
      if unit(0) == 0xFEFF { index = 4 }
    }
    let end = bytes.count & ~3
    var bad = 0
    while index < end {
      let unitsNow = min((end - index) / 4, Self.unitsAtOnce)
      let stop = index + unitsNow * 4
      target.append(addingCapacity: unitsNow * 4) { output in
        while index < stop {
          if let scalar = Unicode.Scalar(unit(index)) {
            output.appendUTF8(scalar.value)
          } else {
            output.appendUTF8(0xFFFD)
            bad += 1
          }
          index += 4
        }
      }
    }
    replacements += bad
    pending.append(contentsOf: bytes[end...])
  }

  /// How many units are decoded between two checks of the target's capacity.
  private static let unitsAtOnce = 4096
}

// MARK: - Code pages

extension Transcoder {
  private mutating func decodeCodePage(
    _ bytes: UnsafeBufferPointer<UInt8>, _ table: CodePage, to target: inout [UInt8]
  ) {
    var index = 0
    var bad = 0
    while index < bytes.count {
      let stop = min(index + Self.unitsAtOnce, bytes.count)
      target.append(addingCapacity: (stop - index) * 3) { output in
        while index < stop {
          let byte = bytes[index]
          index += 1
          if byte < 0x80 {
            output.append(byte)
          } else {
            let value = UInt32(table.upper[Int(byte & 0x7F)])
            if value == 0 { bad += 1 }
            output.appendUTF8(value == 0 ? 0xFFFD : value)
          }
        }
      }
    }
    replacements += bad
  }
}

extension OutputSpan<UInt8> {
  /// Appends a scalar that is no surrogate, in UTF-8.
  fileprivate mutating func appendUTF8(_ value: UInt32) {
    if value < 0x80 {
      append(UInt8(truncatingIfNeeded: value))
      return
    }
    if value < 0x800 {
      append(UInt8(truncatingIfNeeded: 0xC0 | value >> 6))
    } else {
      if value < 0x1_0000 {
        append(UInt8(truncatingIfNeeded: 0xE0 | value >> 12))
      } else {
        append(UInt8(truncatingIfNeeded: 0xF0 | value >> 18))
        append(UInt8(truncatingIfNeeded: 0x80 | value >> 12 & 0x3F))
      }
      append(UInt8(truncatingIfNeeded: 0x80 | value >> 6 & 0x3F))
    }
    append(UInt8(truncatingIfNeeded: 0x80 | value & 0x3F))
  }
}
