import Foundation
import TestSupport
import Testing
import WarraqCore

@Suite struct SpoolTests {
  private let chunk = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }

  private func write(_ bytes: [UInt8], to spool: Spool, at position: Int) throws {
    try bytes.withUnsafeBytes { try spool.write($0, at: position) }
  }

  @Test(arguments: [1, 3, 4, 9])
  func `bytes come back from memory and from disk`(chunks: Int) throws {
    let spool = Spool(folder: "/tmp")
    let places = try (0..<chunks).map { index in
      try spool.append(([UInt8(index)] + chunk)[...])
    }
    #expect(spool.count == chunks * (chunk.count + 1))
    for (index, place) in places.enumerated() {
      #expect(try spool.bytes(in: place) == [UInt8(index)] + chunk)
    }
    // A range over the border between the two.
    let all = try spool.bytes(in: 0..<spool.count)
    #expect(all == (0..<chunks).flatMap { [UInt8($0)] + chunk })
  }

  @Test func `a stretch larger than the memory of a spool goes to disk at once`() throws {
    let spool = Spool(folder: "/tmp")
    let large = Array(repeating: chunk, count: 5).flatMap { $0 }
    try spool.append([1, 2, 3])
    let place = try spool.append(large[...])
    #expect(try spool.bytes(in: place) == large)
    #expect(try spool.bytes(in: 0..<3) == [1, 2, 3])
  }

  @Test(arguments: [2, 6])
  func `bytes are replaced wherever they are`(chunks: Int) throws {
    let spool = Spool(folder: "/tmp")
    var expected: [UInt8] = []
    for _ in 0..<chunks {
      try spool.append(chunk[...])
      expected += chunk
    }
    let last = expected.count
    for position in [0, 10, 299_999, 500_000, last - 2, last] {
      let bytes: [UInt8] = [9, 8, 7, 6]
      try write(bytes, to: spool, at: position)
      let end = min(position + 4, expected.count)
      expected.replaceSubrange(position..<end, with: bytes)
    }
    #expect(spool.count == expected.count)
    #expect(try spool.bytes(in: 0..<spool.count) == expected)
  }

  @Test func `no file is made for little, and none is left for much`() throws {
    let folder = try TemporaryFolder()
    let spool = Spool(folder: folder.root)
    for _ in 0..<8 { try spool.append(chunk[...]) }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.root).isEmpty)
    let small = Spool(folder: "/no/such/folder")
    try small.append([1])
    #expect(try small.bytes(in: 0..<1) == [1])
    let error = #expect(throws: ConversionError.self) {
      for _ in 0..<8 { try small.append(chunk[...]) }
    }
    #expect(error?.message.id == "output.unwritable")
    #expect(error?.location?.file == "/no/such/folder")
  }
}
