/// The names of elements and attributes of a page, each once.
package struct HTMLNames: Sendable {
  private var bytes: [UInt8] = []
  private var ends: [Int32] = []
  /// Places of names by the hash of their bytes, -1 where none is; a power of two of them.
  private var slots: [Int32]

  /// The names that are known before a page is read.
  static let known = HTMLNames()

  private init() {
    slots = Array(repeating: -1, count: 1024)
    HTMLName.known.withUTF8Buffer { all in
      for name in all.split(separator: 0x20) {
        _ = intern(UnsafeBufferPointer(rebasing: name))
      }
    }
  }

  package var count: Int { ends.count }

  private func range(_ name: HTMLName) -> Range<Int> {
    let place = Int(name.rawValue)
    return (place == 0 ? 0 : Int(ends[place - 1]))..<Int(ends[place])
  }

  /// The bytes of a name.
  package subscript(name: HTMLName) -> ArraySlice<UInt8> { bytes[range(name)] }

  /// The text of a name.
  package func text(_ name: HTMLName) -> String { String(decoding: self[name], as: UTF8.self) }

  /// The name of that spelling, `nil` where the page has none such.
  package func name(_ text: StaticString) -> HTMLName? {
    text.withUTF8Buffer { find($0, hash: Self.hash($0)) }
  }

  /// The name of that spelling.
  package mutating func intern(_ text: UnsafeBufferPointer<UInt8>) -> HTMLName {
    let hash = Self.hash(text)
    if let found = find(text, hash: hash) { return found }
    let place = Int32(ends.count)
    bytes.append(contentsOf: text)
    ends.append(Int32(bytes.count))
    if ends.count * 2 > slots.count { grow() } else { insert(place, hash: hash) }
    return HTMLName(rawValue: place)
  }

  private func find(_ text: UnsafeBufferPointer<UInt8>, hash: UInt32) -> HTMLName? {
    let mask = slots.count &- 1
    var slot = Int(hash) & mask
    while true {
      let place = slots[slot]
      if place < 0 { return nil }
      let end = Int(ends[Int(place)])
      let start = place == 0 ? 0 : Int(ends[Int(place) &- 1])
      if end &- start == text.count {
        var index = 0
        while index < text.count, bytes[start &+ index] == text[index] { index &+= 1 }
        if index == text.count { return HTMLName(rawValue: place) }
      }
      slot = (slot &+ 1) & mask
    }
  }

  private mutating func insert(_ place: Int32, hash: UInt32) {
    let mask = slots.count &- 1
    var slot = Int(hash) & mask
    while slots[slot] >= 0 { slot = (slot &+ 1) & mask }
    slots[slot] = place
  }

  private mutating func grow() {
    slots = Array(repeating: -1, count: slots.count * 2)
    for place in ends.indices {
      let range = range(HTMLName(rawValue: Int32(place)))
      let hash = bytes[range].withUnsafeBufferPointer { Self.hash($0) }
      insert(Int32(place), hash: hash)
    }
  }

  @inline(__always)
  private static func hash(_ text: UnsafeBufferPointer<UInt8>) -> UInt32 {
    var hash: UInt32 = 0x811C_9DC5
    for byte in text { hash = (hash ^ UInt32(byte)) &* 0x0100_0193 }
    return hash ^ hash &>> 15
  }
}
