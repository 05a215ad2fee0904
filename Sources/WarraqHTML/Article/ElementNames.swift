/// What the names that designers give to elements say of the text in them.
struct ElementNames: Sendable {
  struct Weight {
    var anywhere: Double
    /// Added where the name is near.
    var near: Double
  }

  private(set) var list: [Weight] = []
  private var places: [UInt64: Int] = [:]

  static let standard = ElementNames()

  private init() {
    ElementNames.weights.withUTF8Buffer { table in
      for entry in table.split(separator: 0x20) {
        let parts = entry.split(separator: 0x3A)
        func number(_ place: Int) -> Double {
          parts.count > place ? Double(String(decoding: parts[place], as: UTF8.self)) ?? 0 : 0
        }
        places[UnsafeBufferPointer(rebasing: parts[0]).contentHash] = list.count
        list.append(Weight(anywhere: number(1), near: number(2)))
      }
    }
  }

  /// Adds the places of the known names in the value of an attribute.
  ///
  /// - Parameter prefix: what stands before each of them, for roles and properties.
  func add(namesIn value: ArraySlice<UInt8>, prefix: StaticString, to result: inout [Int16]) {
    guard value.count < 400 else { return }
    var place = value.startIndex
    while place < value.endIndex {
      let start = place
      let isCapital = value[place] &- 0x41 < 26
      guard value[place].isASCIILetter else {
        place += 1
        continue
      }
      place += 1
      // A capital with the small letters after it, or capitals up to the one that begins a word.
      if isCapital, place < value.endIndex, value[place] &- 0x41 < 26 {
        while place < value.endIndex, value[place] &- 0x41 < 26 { place += 1 }
        if place < value.endIndex, value[place] &- 0x61 < 26 { place -= 1 }
      } else {
        while place < value.endIndex, value[place] &- 0x61 < 26 { place += 1 }
      }
      guard place - start >= 3 else { continue }
      var hash: UInt64 = 0xCBF2_9CE4_8422_2325
      prefix.withUTF8Buffer { bytes in
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
      }
      for byte in value[start..<place] {
        hash = (hash ^ UInt64(byte.lowercased)) &* 0x0000_0100_0000_01B3
      }
      if let known = places[hash], !result.contains(Int16(known)) { result.append(Int16(known)) }
    }
  }
}
