/// A zip archive of the files that an input lists.
///
/// The input is text: a line `=== NAME` starts a file, the lines up to the next one are its bytes.
/// Files are stored, not compressed, in the order of the input.
struct Archive {
  private(set) var bytes: [UInt8] = []

  init(listing: [UInt8]) {
    var directory: [UInt8] = []
    var count = 0
    for (name, content) in Self.files(in: listing).prefix(200) {
      let offset = bytes.count
      var fields: [UInt8] = []
      fields.append16(20)
      fields.append16(0x800)  // names are UTF-8
      fields.append16(0)  // stored
      fields.append16(0)
      fields.append16(0x21)  // 1 January 1980
      fields.append32(Self.checksum(of: content))
      fields.append32(UInt32(content.count))
      fields.append32(UInt32(content.count))
      fields.append16(UInt16(name.count))
      fields.append16(0)
      bytes += [0x50, 0x4B, 3, 4] + fields + name + content
      directory += [0x50, 0x4B, 1, 2, 20, 0] + fields
      directory += [UInt8](repeating: 0, count: 10)
      directory.append32(UInt32(offset))
      directory += name
      count += 1
    }
    let start = bytes.count
    bytes += directory + [0x50, 0x4B, 5, 6, 0, 0, 0, 0]
    bytes.append16(UInt16(count))
    bytes.append16(UInt16(count))
    bytes.append32(UInt32(directory.count))
    bytes.append32(UInt32(start))
    bytes.append16(0)
  }

  private static func files(in listing: [UInt8]) -> [(name: [UInt8], content: [UInt8])] {
    var files: [(name: [UInt8], content: [UInt8])] = []
    for line in listing.split(separator: 10, omittingEmptySubsequences: false) {
      if line.starts(with: "=== ".utf8) {
        files.append((Array(line.dropFirst(4).prefix(200)), []))
      } else if !files.isEmpty {
        files[files.count - 1].content += line + [10]
      }
    }
    return files
  }

  private static func checksum(of content: [UInt8]) -> UInt32 {
    var sum = UInt32.max
    for byte in content {
      sum ^= UInt32(byte)
      for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
    }
    return ~sum
  }
}

extension [UInt8] {
  fileprivate mutating func append16(_ value: UInt16) {
    append(UInt8(truncatingIfNeeded: value))
    append(UInt8(truncatingIfNeeded: value >> 8))
  }

  fileprivate mutating func append32(_ value: UInt32) {
    append16(UInt16(truncatingIfNeeded: value))
    append16(UInt16(truncatingIfNeeded: value >> 16))
  }
}
