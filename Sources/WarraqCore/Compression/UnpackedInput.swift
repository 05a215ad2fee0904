/// The packed bytes of an input on their way through a decompressor.
struct UnpackedInput {
  private let codec: Codec
  private let decompressor: any Decompressor
  private let maximumExpansion: Int
  private var packed: [UInt8]
  private var position = 0
  /// Where the current member begins in `packed`; `nil` where it is larger than what is kept.
  private var memberStart: Int?
  private var damages = 0
  private var packedBytes = 0
  private var unpackedBytes = 0
  private var isAtEnd = false
  // Whether the last piece filled its room, so that there may be more without any input.
  private var isHoldingBack = false
  /// Where members begin, in the unpacked bytes and in the packed ones: the last few thousand.
  private var members: [(unpacked: Int, packed: Int)] = []
  private static let maximumMembers = 16_384

  /// How much of a member is kept, so that one that was taken for its content is found again.
  private static let largestKeptMember = 1 << 20
  /// After so many damages the rest is given up: each may cost reading again what is kept.
  private static let maximumDamages = 100

  // An error that what was unpacked before it goes ahead of.
  private var failure: ConversionError?

  /// Whether reading came to a damage that was not skipped.
  var isDamaged: Bool { failure?.message.id == Diagnostic.Message.corruptID }

  // Short inputs shrink a thousandfold in honest files too; they do no harm.
  private static let smallestSuspect = 16 << 20

  init(
    _ codec: Codec, first packed: [UInt8], limits: Limits
  ) throws(ConversionError) {
    self.codec = codec
    decompressor = try codec.makeDecompressor()
    maximumExpansion = limits.maximumExpansion
    self.packed = packed
  }

  /// Appends about `count` unpacked bytes; returns how many, 0 at the end.
  ///
  /// - Parameters:
  ///   - name: the name of the input.
  ///   - readMore: appends packed bytes; returns how many, 0 at the end.
  mutating func read(
    into buffer: inout [UInt8], upTo count: Int, name: String,
    readMore: (inout [UInt8]) throws(ConversionError) -> Int
  ) throws(ConversionError) -> Int {
    if let failure { throw failure }
    let start = buffer.count
    do throws(ConversionError) {
      while buffer.count == start, try step(into: &buffer, upTo: count, readMore) {}
    } catch {
      var error = error
      error.location =
        error.location ?? SourceLocation(file: name, byteOffset: packedBytes)
      failure = error
      guard buffer.count > start else { throw error }
    }
    return buffer.count - start
  }

  private mutating func noteMember() {
    // Of members without content the last counts.
    while members.last?.unpacked == unpackedBytes { members.removeLast() }
    if members.count == Self.maximumMembers { members.removeFirst(Self.maximumMembers / 2) }
    members.append((unpackedBytes, packedBytes))
  }

  /// Where the member begins, in the packed bytes, whose content begins at an offset in the unpacked
  /// ones; `nil` where none does, or it is long past.
  func packedOffset(ofMemberAt offset: Int) -> Int? {
    var (low, high) = (0, members.count)
    while low < high {
      let middle = (low + high) / 2
      if members[middle].unpacked < offset { low = middle + 1 } else { high = middle }
    }
    return low < members.count && members[low].unpacked == offset ? members[low].packed : nil
  }

  /// Goes to where a member may begin after the damage that ``read(into:upTo:name:readMore:)`` threw;
  /// returns whether there is such a place.
  mutating func skipDamage(
    readMore: (inout [UInt8]) throws(ConversionError) -> Int
  ) throws(ConversionError) -> Bool {
    guard isDamaged, damages < Self.maximumDamages else { return false }
    damages += 1
    failure = nil
    isHoldingBack = false
    decompressor.abandonMember()
    // Where a member was cut off, the next one was taken for its content.
    advance(to: min((memberStart ?? position) + 1, packed.count))
    memberStart = nil
    while true {
      if let next = nextSignature() {
        advance(to: next)
        return true
      }
      // A signature may lie across two pieces.
      advance(to: max(position, packed.count - longestSignature + 1))
      dropRead()
      if try readMore(&packed) == 0 {
        isAtEnd = true
        advance(to: packed.count)
        return false
      }
    }
  }

  /// Drops what was read of `packed`, but for the member that has begun.
  private mutating func dropRead() {
    if let start = memberStart, position - start > Self.largestKeptMember { memberStart = nil }
    let kept = memberStart ?? position
    packed.removeFirst(kept)
    position -= kept
    if memberStart != nil { memberStart = 0 }
  }

  private mutating func advance(to place: Int) {
    packedBytes += place - position
    position = place
  }

  private var longestSignature: Int { codec.signatures.map(\.count).max() ?? 1 }

  private func nextSignature() -> Int? {
    packed[position...].indices.first { index in
      codec.signatures.contains { packed[index...].starts(with: $0) }
    }
  }

  /// Unpacks once; returns whether there may be more.
  private mutating func step(
    into buffer: inout [UInt8], upTo count: Int,
    _ readMore: (inout [UInt8]) throws(ConversionError) -> Int
  ) throws(ConversionError) -> Bool {
    if position == packed.count, !isHoldingBack {
      guard !isAtEnd else { return false }
      dropRead()
      if try readMore(&packed) == 0 {
        isAtEnd = true
        try decompressor.finish()
        return false
      }
    }
    let start = buffer.count
    if !decompressor.isInsideMember {
      noteMember()
      memberStart = position
    }
    defer {
      unpackedBytes += buffer.count - start
      isHoldingBack = buffer.count - start >= count
    }
    let used = try decompressor.decompress(packed[position...], into: &buffer, upTo: count)
    position += used
    packedBytes += used
    if unpackedBytes > Self.smallestSuspect,
      unpackedBytes / maximumExpansion > max(packedBytes, 1)
    {
      throw ConversionError(.expansion(codec.name, limit: maximumExpansion))
    }
    return true
  }
}
