internal import WarraqCore
internal import WarraqHTML
internal import WarraqModel

/// Bytes in a text that no text in UTF-8 has.
enum ForeignBytes {
  /// The bytes of a record in UTF-8 and without NUL characters, with a warning of each repair; `nil`
  /// where they are as they should be.
  static func repaired(_ record: Record, context: inout ConversionContext) -> ArraySlice<UInt8>? {
    let whole = withoutNULs(record, context: &context)
    let invalid = record.bytes.withUnsafeBufferPointer { UTF8Validation.firstInvalidByte(in: $0) }
    guard let invalid, let repaired = inUTF8(whole ?? record.bytes) else { return whole }
    context.log.emit(
      .warning, .repairedBytes(foreign: repaired.count, encoding: repaired.encoding),
      at: record.location(ofByte: invalid))
    return repaired.bytes[...]
  }

  /// The bytes of a record without NUL characters, with a warning; `nil` where it has none.
  static func withoutNULs(
    _ record: Record, context: inout ConversionContext
  ) -> ArraySlice<UInt8>? {
    guard let first = firstNUL(in: record.bytes) else { return nil }
    let kept = record.bytes.filter { $0 != 0 }
    context.log.emit(
      .warning, .leftOutNULs(record.bytes.count - kept.count), at: record.location(ofByte: first))
    return kept[...]
  }

  /// How many bytes come before the first NUL; `nil` where there is none.
  static func firstNUL(in bytes: ArraySlice<UInt8>) -> Int? {
    bytes.withUnsafeBufferPointer { bytes in
      bytes.baseAddress.flatMap { ByteScan.first(0, in: $0, from: 0, to: bytes.count) }
    }
  }

  /// The first bytes of an input without NULs where few are; `nil` where it is no text.
  static func sampleWithoutNULs(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    guard firstNUL(in: bytes) != nil else { return bytes }
    let kept = bytes.filter { $0 != 0 }
    // As many as damage may be where encodings are told.
    let isDamage = bytes.withUnsafeBufferPointer {
      TextEncoding.isDamage(bytes.count - kept.count, in: $0)
    }
    return isDamage ? kept[...] : nil
  }

  /// The bytes as UTF-8; `nil` where all of them are. Few that are not are letters of
  /// windows-1252, else the whole is in the encoding that its bytes speak for.
  static func inUTF8(
    _ bytes: ArraySlice<UInt8>
  ) -> (bytes: [UInt8], count: Int, encoding: String)? {
    let isUTF8 = bytes.withUnsafeBufferPointer { UTF8Validation.firstInvalidByte(in: $0) == nil }
    guard !isUTF8 else { return nil }
    var result: [UInt8] = []
    var foreign = 0
    var rest = bytes
    while !rest.isEmpty {
      let invalid = rest.withUnsafeBufferPointer { UTF8Validation.firstInvalidByte(in: $0) }
      guard let invalid else {
        result.append(contentsOf: rest)
        break
      }
      result.append(contentsOf: rest.prefix(invalid))
      rest = rest.dropFirst(invalid)
      guard let byte = rest.popFirst() else { break }
      withUnsafeBytes(of: byte) { one in
        let bytes = PageEncoding.windows1252.decode(one.bindMemory(to: UInt8.self))
        result.append(contentsOf: bytes ?? [])
      }
      foreign += 1
    }
    let high = bytes.count { $0 >= 0x80 }
    if foreign * 2 > high, let likely = PageEncoding.likely(bytes), likely != .windows1252,
      let decoded = bytes.withUnsafeBufferPointer({ likely.decode($0) })
    {
      return (decoded, high, likely.name)
    }
    return (result, foreign, PageEncoding.windows1252.name)
  }
}

extension Diagnostic.Message {
  static func leftOutNULs(_ count: Int) -> Self {
    Self(
      id: "input.nul-characters",
      text: "left out \(count == 1 ? "a NUL character" : "\(count) NUL characters"), which no text"
        + " has")
  }

  static func repairedBytes(controls: Int = 0, foreign: Int, encoding: String) -> Self {
    var parts: [String] = []
    if controls > 0 { parts.append("left out \(controls) characters that XML forbids") }
    if foreign > 0 { parts.append("read \(foreign) bytes that are not UTF-8 as \(encoding)") }
    return Self(id: "input.repaired-bytes", text: parts.joined(separator: ", "))
  }
}
