internal import WarraqCore
internal import WarraqMarkup
internal import WarraqXML

/// Reads a record of XML as a tree, well-formed or nearly so.
enum XMLRecord {
  /// ``tree(_:context:)``, for scanners.
  static let read: XMLItemScanner.TreeReader = {
    (record, context) throws(ConversionError) in try tree(record, context: &context)
  }

  /// The tree of a record; an ampersand that is not written as `&amp;` is taken for what it means,
  /// a control character is left out, and bytes that are not UTF-8 are read in the encoding that
  /// they are likely in.
  ///
  /// - Throws: `ConversionError` of ``XMLTree`` where that is not all that is wrong.
  static func tree(
    _ record: Record, context: inout ConversionContext
  ) throws(ConversionError) -> XMLTree {
    let tree: XMLTree
    do throws(ConversionError) {
      tree = try XMLTree(record, limits: context.limits)
    } catch {
      guard error.message.id == "xml.malformed", let repaired = repaired(record) else {
        throw error
      }
      var copy = record
      copy.bytes = repaired.bytes[...]
      do throws(ConversionError) {
        tree = try XMLTree(copy, limits: context.limits)
      } catch _ {
        // What was wrong first is what has a place in the input.
        throw error
      }
      if repaired.ampersands > 0 {
        context.log.emit(.warning, .bareAmpersands(repaired.ampersands), at: error.location)
      }
      if repaired.controls + repaired.foreignBytes > 0 {
        context.log.emit(
          .warning,
          .repairedBytes(
            controls: repaired.controls, foreign: repaired.foreignBytes,
            encoding: repaired.encoding),
          at: error.location)
      }
    }
    if let unknown = tree.unknownEntities {
      context.log.emit(
        .warning, .unknownEntities(unknown.first, unknown.count), at: record.location)
    }
    return tree
  }

  private struct Repair {
    var bytes: [UInt8] = []
    var ampersands = 0
    var controls = 0
    var foreignBytes = 0
    /// What the foreign bytes were read as.
    var encoding = ""
  }

  /// The bytes with `&amp;` for every ampersand that starts no reference, without characters that XML
  /// forbids (2.2), and in UTF-8; `nil` where nothing of this was to be done.
  private static func repaired(_ record: Record) -> Repair? {
    var repair = Repair()
    let encoding = (record.preamble as? XMLPreamble)?.encoding
    let foreign = encoding == nil ? ForeignBytes.inUTF8(record.bytes) : nil
    repair.foreignBytes = foreign?.count ?? 0
    repair.encoding = foreign?.encoding ?? ""
    let bytes = foreign.map { $0.bytes[...] } ?? record.bytes
    // In two bytes a zero is half of a letter.
    let dropsControls = encoding == nil
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let byte = bytes[index]
      if byte == UInt8(ascii: "<"), bytes[index...].starts(with: "<![CDATA[".utf8) {
        // Ampersands are themselves there.
        let end = self.end(ofSection: bytes, from: index)
        while index < end {
          if dropsControls, let width = forbiddenWidth(bytes[index...]) {
            repair.controls += 1
            index += width
          } else {
            repair.bytes.append(bytes[index])
            index += 1
          }
        }
        continue
      }
      if dropsControls, let width = forbiddenWidth(bytes[index...]) {
        repair.controls += 1
        index += width
        continue
      }
      index += 1
      if byte == UInt8(ascii: "&"), let length = forbiddenReference(bytes[index...]) {
        repair.controls += 1
        index += length
        continue
      }
      repair.bytes.append(byte)
      if byte == UInt8(ascii: "&"), !isReference(bytes[index...]) {
        repair.bytes.append(contentsOf: "amp;".utf8)
        repair.ampersands += 1
      }
    }
    return repair.ampersands + repair.controls + repair.foreignBytes > 0 ? repair : nil
  }

  /// How many bytes the next character has, where XML forbids it: a control, U+FFFE or U+FFFF.
  private static func forbiddenWidth(_ bytes: ArraySlice<UInt8>) -> Int? {
    guard let byte = bytes.first else { return nil }
    if byte < 0x20 { return byte == 0x09 || byte == 0x0A || byte == 0x0D ? nil : 1 }
    guard byte == 0xEF else { return nil }
    return bytes.starts(with: [0xEF, 0xBF, 0xBE]) || bytes.starts(with: [0xEF, 0xBF, 0xBF])
      ? 3 : nil
  }

  /// How long a reference to a character is that XML forbids, `nil` for every other text.
  private static func forbiddenReference(_ bytes: ArraySlice<UInt8>) -> Int? {
    guard bytes.first == UInt8(ascii: "#") else { return nil }
    let body = bytes.dropFirst().prefix(12).prefix { $0 != UInt8(ascii: ";") }
    guard bytes.dropFirst(body.count + 1).first == UInt8(ascii: ";") else { return nil }
    let text = String(decoding: body, as: UTF8.self)
    let isHexadecimal = text.lowercased().hasPrefix("x")
    guard let value = isHexadecimal ? UInt32(text.dropFirst(), radix: 16) : UInt32(text) else {
      return nil
    }
    switch value {
    case 0x9, 0xA, 0xD, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: return nil
    default: return body.count + 2
    }
  }

  private static func end(ofSection bytes: ArraySlice<UInt8>, from start: Int) -> Int {
    var index = start
    while let next = bytes[index...].firstIndex(of: UInt8(ascii: "]")) {
      if bytes[next...].starts(with: "]]>".utf8) { return next + 3 }
      index = next + 1
    }
    return bytes.endIndex
  }

  private static func isReference(_ bytes: ArraySlice<UInt8>) -> Bool {
    let name = bytes.prefix(64).prefix { byte in
      byte == UInt8(ascii: "#") || byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26
    }
    guard let first = name.first, first &- 0x30 >= 10 else { return false }
    guard bytes.dropFirst(name.count).first == UInt8(ascii: ";") else { return false }
    guard first == UInt8(ascii: "#") else { return !name.contains(UInt8(ascii: "#")) }
    let digits = name.dropFirst()
    if digits.first == UInt8(ascii: "x") {
      return digits.count > 1
        && digits.dropFirst().allSatisfy { $0 &- 0x30 < 10 || ($0 | 0x20) &- 0x61 < 6 }
    }
    return !digits.isEmpty && digits.allSatisfy { $0 &- 0x30 < 10 }
  }
}

extension Diagnostic.Message {
  static func bareAmpersands(_ count: Int) -> Self {
    Self(
      id: "xml.bare-ampersand",
      text: "took \(count) unescaped '&' for '&amp;'; the document is not well-formed"
    )
  }
}
