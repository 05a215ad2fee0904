#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// Names of files as texts that lose nothing.
///
/// On most systems a name is bytes, and a text is UTF-8. A byte that is not UTF-8 is the scalar
/// U+10FF00 plus its value here, as are the bytes of such a scalar in a name, so that every name has
/// one text and every text leads back to its name. Messages write these scalars as `\xE9`.
package enum SystemPath {
  private static let base: UInt32 = 0x10FF00
  /// Whether a scalar stands for a byte.
  package static func isByte(_ scalar: Unicode.Scalar) -> Bool { scalar.value >= base + 0x80 }

  /// The byte that a scalar stands for.
  package static func byte(of scalar: Unicode.Scalar) -> UInt8 { UInt8(scalar.value & 0xFF) }

  /// The text of a name.
  package static func text(of pointer: UnsafePointer<CChar>) -> String {
    text(of: UnsafeRawBufferPointer(start: pointer, count: strlen(pointer)))
  }

  /// The text of a name.
  package static func text(of bytes: [UInt8]) -> String {
    bytes.withUnsafeBytes { text(of: $0) }
  }

  private static func text(of bytes: UnsafeRawBufferPointer) -> String {
    if let text = String(validating: bytes, as: UTF8.self), !mayHoldBytes(text) { return text }
    var scalars = String.UnicodeScalarView()
    var decoder = UTF8.ForwardParser()
    var rest = bytes.makeIterator()
    var position = 0
    while true {
      switch decoder.parseScalar(from: &rest) {
      case .emptyInput: return String(scalars)
      case .valid(let encoded):
        let scalar = UTF8.decode(encoded)
        if isByte(scalar) {
          for byte in bytes[position..<position + encoded.count] {
            scalars.append(Self.scalar(byte))
          }
        } else {
          scalars.append(scalar)
        }
        position += encoded.count
      case .error(let length):
        for byte in bytes[position..<position + length] { scalars.append(Self.scalar(byte)) }
        position += length
      }
    }
  }

  /// Calls the body with the name that a text stands for.
  package static func withName<Value>(
    of text: String, _ body: (UnsafePointer<CChar>) -> Value
  ) -> Value {
    guard mayHoldBytes(text) else { return text.withCString(body) }
    var bytes: [CChar] = []
    for scalar in text.unicodeScalars {
      if isByte(scalar) {
        bytes.append(CChar(bitPattern: byte(of: scalar)))
      } else {
        bytes += UTF8.encode(scalar)?.map { CChar(bitPattern: $0) } ?? []
      }
    }
    return (bytes + [0]).withUnsafeBufferPointer { buffer in
      guard let name = buffer.baseAddress else { return text.withCString(body) }
      return body(name)
    }
  }

  private static func scalar(_ byte: UInt8) -> Unicode.Scalar {
    Unicode.Scalar(base + UInt32(byte)) ?? "\u{FFFD}"
  }

  /// Whether there may be such a scalar: it starts with a byte that few texts have.
  private static func mayHoldBytes(_ text: String) -> Bool {
    text.utf8.contains(0xF4)
  }
}

extension String {
  /// The path with each byte that is no UTF-8 as `\xE9`, for reports.
  package var displayedPath: String {
    guard unicodeScalars.contains(where: SystemPath.isByte) else { return self }
    var text = ""
    for scalar in unicodeScalars {
      if SystemPath.isByte(scalar) {
        text += "\\x" + String(SystemPath.byte(of: scalar), radix: 16, uppercase: true)
      } else {
        text.unicodeScalars.append(scalar)
      }
    }
    return text
  }
}

/// What the system says of a file, by its path.
enum FileStatus {
  /// What `stat` says; of a link itself where links are not followed.
  static func of(_ path: String, followsLinks: Bool = true) -> stat? {
    var status = stat()
    let result = SystemPath.withName(of: path) { name in
      followsLinks ? stat(name, &status) : lstat(name, &status)
    }
    return result == 0 ? status : nil
  }
}
