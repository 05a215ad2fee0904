package import WarraqCore

/// What an entry of an archive holds, in the form in which it lies there.
package struct ZipContent {
  /// A stretch of it.
  package enum Piece {
    case bytes([UInt8])
    case spooled(Spool, Range<Int>)

    package var count: Int {
      switch self {
      case .bytes(let bytes): bytes.count
      case .spooled(_, let range): range.count
      }
    }
  }

  let isStored: Bool
  /// How many bytes it unpacks to.
  let size: Int
  /// The CRC-32 of what it unpacks to; `nil` to have it counted.
  let checksum: UInt32?
  /// One after another, what lies in the archive.
  let pieces: [Piece]

  var packedSize: Int { pieces.reduce(0) { $0 + $1.count } }

  /// A stretch that is stored as it is.
  init(stored piece: Piece) {
    isStored = true
    size = piece.count
    checksum = nil
    pieces = [piece]
  }

  /// A deflate stream in pieces.
  package init(_ deflated: Deflated, _ pieces: [Piece]) {
    isStored = false
    size = deflated.size
    checksum = deflated.checksum
    self.pieces = pieces
  }

  /// A deflate stream with bytes before those that it unpacks to.
  ///
  /// They stand in stored blocks, none of them the last, of 65,535 bytes at most (RFC 1951, 3.2.4).
  /// So what is known late can lead what was compressed early.
  package init(_ head: [UInt8], before deflated: Deflated, _ pieces: [Piece]) {
    isStored = false
    size = head.count + deflated.size
    let headChecksum = head.withUnsafeBytes { CRC32.checksum(of: $0) }
    checksum = CRC32.combined(
      headChecksum, deflated.checksum, secondBytes: deflated.size)
    var blocks: [UInt8] = []
    blocks.reserveCapacity(head.count + 5)
    var rest = head[...]
    while !rest.isEmpty {
      let block = rest.prefix(0xFFFF)
      let length = UInt16(block.count)
      blocks.append(0)
      for value in [length, ~length] {
        blocks.append(UInt8(truncatingIfNeeded: value))
        blocks.append(UInt8(truncatingIfNeeded: value >> 8))
      }
      blocks.append(contentsOf: block)
      rest = rest.dropFirst(block.count)
    }
    self.pieces = [.bytes(blocks)] + pieces
  }
}
