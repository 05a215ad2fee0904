/// The choices of `{a,b}` in a pattern, as shells write them.
enum BraceExpansion {
  /// Beyond this many the braces are characters of a name: twenty pairs in a row are a million.
  private static let maximum = 1000

  /// Whether a text has braces that are a choice.
  static func isIn(_ text: String) -> Bool {
    text.utf8.contains(UInt8(ascii: "{")) && choice(in: Array(text.unicodeScalars)) != nil
  }

  /// The texts that a text with choices stands for, in the order of the choices.
  static func alternatives(of text: String) -> [String] {
    guard isIn(text) else { return [text] }
    var finished: [[Unicode.Scalar]] = []
    var open = [Array(text.unicodeScalars)]
    while let next = open.popLast() {
      guard let (start, commas, end) = choice(in: next) else {
        finished.append(next)
        continue
      }
      guard open.count + finished.count + commas.count < maximum else { return [text] }
      let starts = [start + 1] + commas.map { $0 + 1 }
      for (from, to) in zip(starts, commas + [end]).reversed() {
        var text = Array(next[..<start])
        text += next[from..<to]
        text += next[(end + 1)...]
        open.append(text)
      }
    }
    return finished.map { String(String.UnicodeScalarView($0)) }
  }

  /// The places of the first braces that have a comma between them, and of those commas.
  private static func choice(
    in text: [Unicode.Scalar]
  ) -> (start: Int, commas: [Int], end: Int)? {
    var open: [(start: Int, commas: [Int])] = []
    var first: (start: Int, commas: [Int], end: Int)?
    var index = 0
    while index < text.count {
      switch text[index] {
      case "\\": index += 1
      case "{": open.append((index, []))
      case "," where !open.isEmpty: open[open.count - 1].commas.append(index)
      case "}":
        if let (start, commas) = open.popLast(), !commas.isEmpty, start < first?.start ?? .max {
          first = (start, commas, index)
        }
      default: break
      }
      index += 1
    }
    return first
  }
}
