internal import CSHA1

/// Name-based UUIDs (RFC 9562, section 5.5): the same name gives the same identifier everywhere.
public enum UUIDv5 {
  /// The namespace of names that are URLs (RFC 9562, section 6.6).
  public static let urlNamespace: [UInt8] = [
    0x6B, 0xA7, 0xB8, 0x11, 0x9D, 0xAD, 0x11, 0xD1, 0x80, 0xB4, 0x00, 0xC0, 0x4F, 0xD4, 0x30, 0xC8,
  ]

  /// Warraq's namespace for stories without any address: the UUID v5 of its own name as a URL.
  public static let contentNamespace = bytes(
    for: Array("https://warraq.example/ns/content".utf8), in: urlNamespace)

  /// The `urn:uuid:` IRI (RFC 9562, section 4) of a name.
  ///
  /// - Parameters:
  ///   - name: any bytes.
  ///   - namespace: the 16 bytes of a UUID.
  public static func urn(for name: [UInt8], in namespace: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var text = Array("urn:uuid:".utf8)
    for (index, byte) in bytes(for: name, in: namespace).enumerated() {
      if [4, 6, 8, 10].contains(index) { text.append(UInt8(ascii: "-")) }
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }

  private static func bytes(for name: [UInt8], in namespace: [UInt8]) -> [UInt8] {
    let digest = name.withUnsafeBufferPointer { SHA1.digest(of: $0, after: namespace) }
    var uuid = Array(digest.prefix(16))
    uuid[6] = uuid[6] & 0x0F | 0x50
    uuid[8] = uuid[8] & 0x3F | 0x80
    return uuid
  }
}

/// SHA-1 (RFC 3174), for name-based UUIDs and content addresses only: it protects nothing.
///
/// Forty lines here spare every clean build and every start of the command a cryptography library.
package enum SHA1 {
  /// The digest in 40 hexadecimal digits.
  package static func hexadecimal(of message: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    let text = digest(of: message).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    return String(decoding: text, as: UTF8.self)
  }

  /// The 20 bytes of the digest.
  package static func digest(of message: [UInt8]) -> [UInt8] {
    message.withUnsafeBufferPointer { digest(of: $0, after: []) }
  }

  /// The 20 bytes of the digest of a message that stands behind another. It is not copied: it may be
  /// as large as a record.
  static func digest(of message: UnsafeBufferPointer<UInt8>, after start: [UInt8]) -> [UInt8] {
    var state: State = (0x6745_2301, 0xEFCD_AB89, 0x98BA_DCFE, 0x1032_5476, 0xC3D2_E1F0)
    let filling = min((64 - start.count % 64) % 64, message.count)
    let whole = (message.count - filling) / 64 * 64
    var ends = start
    ends.append(contentsOf: message[..<filling])
    if whole > 0 {
      ends.withUnsafeBufferPointer { mix($0, into: &state) }
      mix(UnsafeBufferPointer(rebasing: message[filling..<(filling + whole)]), into: &state)
      ends.removeAll(keepingCapacity: true)
    }
    ends.append(contentsOf: message[(filling + whole)...])
    ends.append(0x80)
    let count = start.count + message.count
    ends.append(contentsOf: repeatElement(0, count: (119 - count % 64) % 64))
    let bits = UInt64(count) * 8
    for shift in stride(from: UInt64(56), through: 0, by: -8) {
      ends.append(UInt8(truncatingIfNeeded: bits >> shift))
    }
    ends.withUnsafeBufferPointer { mix($0, into: &state) }
    return [state.0, state.1, state.2, state.3, state.4].flatMap { word in
      stride(from: UInt32(24), through: 0, by: -8).map { UInt8(truncatingIfNeeded: word >> $0) }
    }
  }

  private typealias State = (UInt32, UInt32, UInt32, UInt32, UInt32)

  /// Mixes whole blocks into the state.
  private static func mix(_ blocks: UnsafeBufferPointer<UInt8>, into state: inout State) {
    guard hasInstructions else { return mixByHand(blocks, into: &state) }
    withUnsafeMutablePointer(to: &state) { state in
      state.withMemoryRebound(to: UInt32.self, capacity: 5) {
        warraq_sha1($0, blocks.baseAddress, blocks.count / 64)
      }
    }
  }

  /// Whether the processor has instructions for it.
  private static let hasInstructions = warraq_has_sha1() != 0

  private static func mixByHand(
    _ blocks: UnsafeBufferPointer<UInt8>, into state: inout State
  ) {
    let bytes = UnsafeRawBufferPointer(blocks)
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 80) { words in
      for block in stride(from: 0, to: bytes.count, by: 64) {
        for index in 0..<16 {
          words[index] = UInt32(
            bigEndian: bytes.loadUnaligned(fromByteOffset: block &+ 4 &* index, as: UInt32.self))
        }
        for index in 16..<80 {
          words[index] = rotate(
            words[index &- 3] ^ words[index &- 8] ^ words[index &- 14] ^ words[index &- 16], 1)
        }
        mix(UnsafeBufferPointer(words), into: &state)
      }
    }
  }

  /// The eighty steps of a block. Five at a time, so that the variables change their parts and not
  /// their values.
  private static func mix(_ words: UnsafeBufferPointer<UInt32>, into state: inout State) {
    var (a, b, c, d, e) = state
    @inline(__always)
    func step(
      _ a: UInt32, _ b: inout UInt32, _ mixed: UInt32, _ e: inout UInt32, _ word: UInt32
    ) {
      e = e &+ rotate(a, 5) &+ mixed &+ word
      b = rotate(b, 30)
    }
    @inline(__always)
    func steps(
      _ range: Range<Int>, _ constant: UInt32, mix: (UInt32, UInt32, UInt32) -> UInt32
    ) {
      for index in stride(from: range.lowerBound, to: range.upperBound, by: 5) {
        step(a, &b, mix(b, c, d), &e, constant &+ words[index])
        step(e, &a, mix(a, b, c), &d, constant &+ words[index &+ 1])
        step(d, &e, mix(e, a, b), &c, constant &+ words[index &+ 2])
        step(c, &d, mix(d, e, a), &b, constant &+ words[index &+ 3])
        step(b, &c, mix(c, d, e), &a, constant &+ words[index &+ 4])
      }
    }
    steps(0..<20, 0x5A82_7999) { $2 ^ $0 & ($1 ^ $2) }
    steps(20..<40, 0x6ED9_EBA1) { $0 ^ $1 ^ $2 }
    steps(40..<60, 0x8F1B_BCDC) { $0 & $1 | $2 & ($0 | $1) }
    steps(60..<80, 0xCA62_C1D6) { $0 ^ $1 ^ $2 }
    state = (state.0 &+ a, state.1 &+ b, state.2 &+ c, state.3 &+ d, state.4 &+ e)
  }

  @inline(__always)
  private static func rotate(_ word: UInt32, _ count: UInt32) -> UInt32 {
    word << count | word >> (32 - count)
  }
}
