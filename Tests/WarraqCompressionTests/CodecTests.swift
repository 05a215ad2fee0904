import Testing
import Warraq
import WarraqCompression

struct CodecTests {
  /// The codecs, and one row of bytes that shrinks and one that does not.
  private static let codecs: [Codec] = [.gzip, .zstandard]
  private static let plain = (0..<200_000).map { UInt8(truncatingIfNeeded: $0 &* $0 >> 7) }

  /// What a packed input unpacks to, in steps of `step` bytes, and the error that ends it.
  private func unpack(
    _ packed: [UInt8], _ codec: Codec, step: Int = 64 << 10, limits: Limits = Limits()
  ) throws -> (bytes: [UInt8], error: String?) {
    let source = ByteSource(name: "in", bytes: packed)
    try source.unpack(codec, limits: limits)
    var bytes: [UInt8] = []
    do {
      while try source.read(into: &bytes, upTo: step) > 0 {}
    } catch {
      #expect(error.location?.file == "in")
      return (bytes, error.message.id)
    }
    return (bytes, nil)
  }

  @Test(arguments: codecs, [1, 7, 4096, 1 << 20])
  func `what is packed unpacks to itself, in steps of any size`(codec: Codec, step: Int) throws {
    let plain = Self.plain.prefix(step == 1 ? 5000 : 200_000)
    let result = try unpack(try codec.compress(Array(plain)), codec, step: step)
    #expect(result.error == nil)
    #expect(result.bytes == Array(plain))
  }

  @Test(arguments: codecs)
  func `pieces packed by themselves unpack to all of them`(codec: Codec) throws {
    let packed = try [[1, 2], [], Self.plain, [3]].map { try codec.compress($0) }
    #expect(try unpack(Array(packed.joined()), codec).bytes == [1, 2] + Self.plain + [3])
  }

  @Test(arguments: codecs)
  func `packing gives the same bytes twice, and its own signature`(codec: Codec) throws {
    let packed = try codec.compress(Self.plain)
    #expect(try packed == codec.compress(Self.plain))
    #expect(codec.signatures.contains { packed.starts(with: $0) })
  }

  @Test(arguments: codecs)
  func `an input cut off anywhere keeps what came before and says that it is cut off`(
    codec: Codec
  ) throws {
    let small = try codec.compress(Array(Self.plain.prefix(300)))
    for count in 1..<small.count {
      let result = try unpack(Array(small[..<count]), codec)
      #expect(result.error == "input.truncated", "after \(count) bytes")
      #expect(Self.plain.starts(with: result.bytes))
    }
    let large = try codec.compress(Self.plain) + codec.compress(Self.plain)
    let result = try unpack(Array(large.dropLast(10)), codec)
    #expect(result.error == "input.truncated")
    #expect(result.bytes.count >= Self.plain.count)
  }

  @Test(arguments: codecs)
  func `an input damaged anywhere ends in an error or in what it held`(codec: Codec) throws {
    let packed = try codec.compress(Array(Self.plain.prefix(300)))
    for index in packed.indices {
      var damaged = packed
      damaged[index] ^= 0x55
      let result = try unpack(damaged, codec)
      let isWhole = result.bytes == Array(Self.plain.prefix(300))
      #expect(result.error != nil || isWhole, "byte \(index)")
    }
  }

  @Test(arguments: codecs)
  func `what follows the end and is nothing packed is an error after all that was`(
    codec: Codec
  ) throws {
    let result = try unpack(try codec.compress([1, 2, 3]) + Array("junk".utf8), codec)
    #expect(result.bytes == [1, 2, 3])
    #expect(result.error == "input.corrupt")
  }

  @Test func `zeros that pad a gzip file are no damage`() throws {
    let packed = try Codec.gzip.compress([1, 2, 3]) + [UInt8](repeating: 0, count: 1000)
    let result = try unpack(packed, .gzip)
    #expect(result.bytes == [1, 2, 3])
    #expect(result.error == nil)
  }

  @Test func `a Zstandard file may begin with the dictionary of its frames`() throws {
    let start =
      "The harbour of Lintown was opened on Monday, ten years after the first stone was laid in the "
    let dictionary = Array((start + "north.").utf8)
    // What zstd -D makes of the same sentence about the south.
    let frame: [UInt8] = [
      0x28, 0xB5, 0x2F, 0xFD, 0x24, 0x64, 0x75, 0x00, 0x00, 0x38, 0x73, 0x6F, 0x75, 0x74, 0x68,
      0x2E, 0x0A, 0x01, 0x00, 0x6A, 0x4E, 0x01, 0x08, 0xBD, 0x02, 0x98, 0xAC,
    ]
    let text = Array((start + "south.\n").utf8)
    for stored in [dictionary, try Codec.zstandard.compress(dictionary)] {
      let head: [UInt8] = [0x5D, 0x2A, 0x4D, 0x18, UInt8(stored.count), 0, 0, 0]
      let result = try unpack(head + stored + frame + frame, .zstandard)
      #expect(result.error == nil)
      #expect(result.bytes == text + text)
      #expect(try unpack(head + stored.dropLast(3), .zstandard).error != nil)
    }
    let huge: [UInt8] = [0x5D, 0x2A, 0x4D, 0x18, 0xFF, 0xFF, 0xFF, 0xFF, 0]
    #expect(try unpack(huge, .zstandard).error != nil)
  }

  @Test func `a Zstandard frame to be skipped holds nothing`() throws {
    let skipped: [UInt8] = [0x50, 0x2A, 0x4D, 0x18, 3, 0, 0, 0, 9, 9, 9]
    let result = try unpack(skipped + (try Codec.zstandard.compress([1, 2, 3])), .zstandard)
    #expect(result.bytes == [1, 2, 3])
    #expect(result.error == nil)
  }

  @Test(arguments: codecs)
  func `a bomb is an error long before all of it is unpacked`(codec: Codec) throws {
    let bomb = try codec.compress([UInt8](repeating: 32, count: 64 << 20))
    let result = try unpack(bomb, codec)
    #expect(result.error == "input.expansion")
    #expect(result.bytes.count < 20 << 20)
  }
}
