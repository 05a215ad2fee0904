import WarraqCore

/// A generator that gives the same numbers for the same seed (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
    return value ^ value >> 31
  }

  mutating func bytes(upTo count: Int) -> [UInt8] {
    (0..<Int.random(in: 0...count, using: &self)).map { _ in UInt8.random(in: 0...255, using: &self)
    }
  }
}

/// The bytes of a text in windows-1256, found by decoding all 256 bytes.
func windows1256(_ text: String) -> [UInt8] {
  var bytes: [Unicode.Scalar: UInt8] = [:]
  for byte in UInt8.min...UInt8.max {
    for scalar in transcode([byte], from: .windows1256).text.unicodeScalars { bytes[scalar] = byte }
  }
  return text.unicodeScalars.map { bytes[$0] ?? UInt8(ascii: "?") }
}

/// Decodes bytes in chunks of one size.
func transcode(
  _ bytes: [UInt8], from encoding: TextEncoding, chunk: Int = .max
) -> (text: String, replacements: Int) {
  var transcoder = Transcoder(from: encoding)
  var target: [UInt8] = []
  bytes.withUnsafeBufferPointer { buffer in
    var rest = buffer[...]
    while !rest.isEmpty {
      transcoder.append(UnsafeBufferPointer(rebasing: rest.prefix(chunk)), to: &target)
      rest = rest.dropFirst(chunk)
    }
  }
  transcoder.finish(into: &target)
  return (String(validating: target, as: UTF8.self) ?? "not UTF-8", transcoder.replacements)
}
