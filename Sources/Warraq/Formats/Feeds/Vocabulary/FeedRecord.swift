internal import WarraqCore
internal import WarraqMarkup
internal import WarraqXML

/// Reads a record of a feed as a tree, well-formed or nearly so.
enum FeedRecord {
  /// The tree of a record; an ampersand that is not written as `&amp;` is taken for what it means.
  ///
  /// - Throws: `ConversionError` of ``XMLTree`` where that is not all that is wrong.
  static func tree(
    _ record: Record, context: inout ConversionContext
  ) throws(ConversionError) -> XMLTree {
    let tree: XMLTree
    do throws(ConversionError) {
      tree = try XMLTree(record, limits: context.limits)
    } catch {
      guard error.message.id == "xml.malformed", let repaired = repaired(record.bytes) else {
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
      context.log.emit(.warning, .bareAmpersands(repaired.count), at: error.location)
    }
    if let unknown = tree.unknownEntities {
      context.log.emit(
        .warning, .unknownEntities(unknown.first, unknown.count), at: record.location)
    }
    return tree
  }

  /// The bytes with `&amp;` for every ampersand that starts no reference, `nil` where there is none.
  private static func repaired(_ bytes: ArraySlice<UInt8>) -> (bytes: [UInt8], count: Int)? {
    var result: [UInt8] = []
    var count = 0
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let byte = bytes[index]
      if byte == UInt8(ascii: "<"), bytes[index...].starts(with: "<![CDATA[".utf8) {
        // Ampersands are themselves there.
        let end = self.end(ofSection: bytes, from: index)
        result.append(contentsOf: bytes[index..<end])
        index = end
        continue
      }
      result.append(byte)
      index += 1
      if byte == UInt8(ascii: "&"), !isReference(bytes[index...]) {
        result.append(contentsOf: "amp;".utf8)
        count += 1
      }
    }
    return count > 0 ? (result, count) : nil
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
      id: "feed.bare-ampersand",
      text: "took \(count) unescaped '&' for '&amp;'; the document is not well-formed"
    )
  }
}
