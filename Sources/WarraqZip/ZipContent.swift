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
}
