extension Int {
  /// A whole number, as programs also write it that know numbers with fractions only: `4.0`, `4,0`.
  package init?(whole text: String) {
    if let number = Int(text) {
      self = number
      return
    }
    guard let point = text.utf8.lastIndex(where: { $0 == 0x2E || $0 == 0x2C }) else { return nil }
    let zeros = text.utf8[text.utf8.index(after: point)...]
    guard 1...6 ~= zeros.count, zeros.allSatisfy({ $0 == 0x30 }),
      let number = Int(text[..<point])
    else { return nil }
    self = number
  }
}
