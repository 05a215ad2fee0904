package import WarraqCore

/// What an entry of an archive holds, in the form in which it lies there.
package struct ZipContent {
  /// Where it is.
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
  /// What lies in the archive.
  let piece: Piece

  /// A stretch that is stored as it is.
  init(stored piece: Piece) {
    isStored = true
    size = piece.count
    checksum = nil
    self.piece = piece
  }

  /// A deflate stream.
  package init(_ deflated: Deflated, _ stream: [UInt8]) {
    isStored = false
    size = deflated.size
    checksum = deflated.checksum
    piece = .bytes(stream)
  }
}
