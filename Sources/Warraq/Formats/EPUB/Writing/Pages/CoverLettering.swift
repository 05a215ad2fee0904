/// Words in letters that are drawn with a round pen: what a cover has without a font.
///
/// It has the capitals of the Latin, Greek and Cyrillic scripts with their marks, digits and the usual
/// signs. Scripts whose letters join are not drawn.
struct CoverLettering {
  /// A stroke of the pen, in the units of the letters: points that lines join.
  typealias Stroke = [Point]

  struct Point {
    var x: Double
    var y: Double
  }

  private struct Glyph {
    var strokes: [Stroke] = []
    var width = 0.0

    /// The letter with a mark.
    func with(_ mark: String) -> Self {
      var glyph = self
      for stroke in CoverLettering.glyph(mark).strokes {
        glyph.strokes.append(stroke.map { Point(x: $0.x + width / 2, y: $0.y) })
      }
      return glyph
    }
  }

  /// The height of a capital, in units.
  static let capitalHeight = 14.0
  /// How far the pen reaches on each side of a stroke.
  static let penRadius = 0.85
  private static let gap = 3.2
  private static let space = 6.0

  private let glyphs: [Glyph?]
  /// How wide the words are, in units.
  let width: Double

  /// Prepares words; `nil` where one of their letters is not drawn.
  ///
  /// - Parameter language: decides which capital `i` has.
  init?(_ text: String, language: String? = nil) {
    guard let scalars = Self.capitals(of: text, language: language) else { return nil }
    var glyphs: [Glyph?] = []
    for scalar in scalars {
      if scalar == " " || scalar == "\u{A0}" {
        glyphs.append(nil)
      } else if let mark = Self.marks[scalar] {
        guard let last = glyphs.indices.last, let base = glyphs[last] else { return nil }
        glyphs[last] = base.with(mark)
      } else if let glyph = Self.table[Self.twins[scalar] ?? scalar] {
        glyphs.append(Self.glyph(glyph))
      } else {
        return nil
      }
    }
    guard glyphs.contains(where: { $0 != nil }) else { return nil }
    self.glyphs = glyphs
    width =
      glyphs.reduce(0) { $0 + ($1.map { $0.width + Self.gap } ?? Self.space) } - Self.gap
  }

  /// The strokes of the words, from x = 0 on the baseline, y upwards.
  var strokes: [Stroke] {
    var strokes: [Stroke] = []
    var x = 0.0
    for glyph in glyphs {
      guard let glyph else {
        x += Self.space
        continue
      }
      for stroke in glyph.strokes {
        strokes.append(stroke.map { Point(x: $0.x + x, y: $0.y) })
      }
      x += glyph.width + Self.gap
    }
    return strokes
  }

  /// The letters as capitals, each before its marks; `nil` where there are none.
  private static func capitals(of text: String, language: String?) -> [Unicode.Scalar]? {
    let hasDottedI = ["tr", "az"].contains(language.map { LanguageTag.primarySubtag(of: $0) })
    let capitals = (hasDottedI ? text.replacing("i", with: "İ") : text).uppercased()
    var scalars: [Unicode.Scalar] = []
    for scalar in capitals.unicodeScalars {
      if let parts = composed[scalar] {
        scalars += parts.unicodeScalars
      } else {
        scalars.append(scalar)
      }
    }
    return scalars.isEmpty ? nil : scalars
  }

  // MARK: Letters

  /// Reads strokes such as `M0 0 L5 14`: moves, lines, and curves with a control point.
  private static func glyph(_ path: String) -> Glyph {
    var glyph = Glyph()
    var numbers: [Double] = []
    var command: Character = "M"
    func finish() {
      let points = stride(from: 0, to: numbers.count - 1, by: 2).map {
        Point(x: numbers[$0], y: numbers[$0 + 1])
      }
      numbers = []
      switch command {
      case "L": if let to = points.first { add(to) }
      case "Q":
        guard points.count == 2, let from = glyph.strokes.last?.last else { return }
        for step in 1...12 {
          let (t, s) = (Double(step) / 12, 1 - Double(step) / 12)
          add(
            Point(
              x: s * s * from.x + 2 * s * t * points[0].x + t * t * points[1].x,
              y: s * s * from.y + 2 * s * t * points[0].y + t * t * points[1].y))
        }
      default:
        if let to = points.first {
          glyph.strokes.append([])
          add(to)
        }
      }
    }
    func add(_ point: Point) {
      glyph.strokes[glyph.strokes.count - 1].append(point)
      glyph.width = max(glyph.width, point.x)
    }
    for word in path.split(separator: " ") {
      if let first = word.first, first.isLetter {
        if !numbers.isEmpty { finish() }
        command = first
        if let number = Double(word.dropFirst()) { numbers.append(number) }
      } else if let number = Double(word) {
        numbers.append(number)
      }
    }
    finish()
    return glyph
  }

  /// Letters that look like others.
  private static let twins: [Unicode.Scalar: Unicode.Scalar] = [
    // Cyrillic.
    "А": "A", "В": "B", "Е": "E", "К": "K", "М": "M", "Н": "H", "О": "O", "Р": "P", "С": "C",
    "Т": "T", "Х": "X", "І": "I", "Ј": "J", "Ѕ": "S", "З": "3", "Г": "Г", "У": "У",
    // Greek.
    "Α": "A", "Β": "B", "Ε": "E", "Ζ": "Z", "Η": "H", "Ι": "I", "Κ": "K", "Μ": "M", "Ν": "N",
    "Ο": "O", "Ρ": "P", "Τ": "T", "Υ": "Y", "Χ": "X", "Γ": "Г", "Π": "П", "Φ": "Ф",
    "‘": "’", "'": "’", "ʼ": "’", "\u{2011}": "-", "\u{2212}": "–", "•": "·", "″": "\"", "”": "\"",
    "“": "\"",
  ]

  private static let table: [Unicode.Scalar: String] = [
    "A": "M0 0 L5 14 L10 0 M1.9 5 L8.1 5",
    "B":
      "M0 0 L0 14 L5 14 Q9 14 9 10.7 Q9 7.5 5 7.5 L0 7.5 M5 7.5 Q9.5 7.5 9.5 3.8 Q9.5 0 5 0 L0 0",
    "C": "M10 11 Q8.5 14 5.7 14 Q0 14 0 7 Q0 0 5.7 0 Q8.5 0 10 3",
    "D": "M0 0 L0 14 L4 14 Q10 14 10 7 Q10 0 4 0 L0 0",
    "E": "M8 14 L0 14 L0 0 L8 0 M0 7.4 L6.6 7.4",
    "F": "M8 14 L0 14 L0 0 M0 7.2 L6.6 7.2",
    "G": "M10 11 Q8.5 14 5.7 14 Q0 14 0 7 Q0 0 5.7 0 Q9 0 10.5 2.6 L10.5 6.6 L6.4 6.6",
    "H": "M0 0 L0 14 M9.5 0 L9.5 14 M0 7.3 L9.5 7.3",
    "I": "M0 0 L0 14",
    "J": "M6 14 L6 4 Q6 0 3 0 Q0.5 0 0 3",
    "K": "M0 0 L0 14 M9 14 L0 5.4 M3.4 8.6 L9.3 0",
    "L": "M0 14 L0 0 L7.5 0",
    "M": "M0 0 L0 14 L6 4.5 L12 14 L12 0",
    "N": "M0 0 L0 14 L10 0 L10 14",
    "O": "M5.8 14 Q0 14 0 7 Q0 0 5.8 0 Q11.6 0 11.6 7 Q11.6 14 5.8 14",
    "P": "M0 0 L0 14 L5 14 Q9 14 9 10.3 Q9 6.5 5 6.5 L0 6.5",
    "Q": "M5.8 14 Q0 14 0 7 Q0 0 5.8 0 Q11.6 0 11.6 7 Q11.6 14 5.8 14 M7 3.6 L11.6 -1.4",
    "R": "M0 0 L0 14 L5 14 Q9 14 9 10.3 Q9 6.5 5 6.5 L0 6.5 M4.6 6.5 L9.4 0",
    "S":
      "M8.5 11.6 Q7.4 14 4.6 14 Q0.5 14 0.5 10.7 Q0.5 7.9 4.6 7.2 Q9 6.4 9 3.6 Q9 0 4.5 0 Q1 0 0 2.9",
    "T": "M0 14 L10 14 M5 14 L5 0",
    "U": "M0 14 L0 5 Q0 0 4.8 0 Q9.5 0 9.5 5 L9.5 14",
    "V": "M0 14 L5 0 L10 14",
    "W": "M0 14 L3.6 0 L7.2 12 L10.8 0 L14.4 14",
    "X": "M0 0 L9.5 14 M0 14 L9.5 0",
    "Y": "M0 14 L4.8 6.8 L9.5 14 M4.8 6.8 L4.8 0",
    "Z": "M0 14 L9 14 L0 0 L9 0",
    "Æ": "M0 0 L7 14 L14 14 M7.8 14 L7.8 0 L14 0 M2.4 5 L7.8 5 M7.8 7.4 L12.8 7.4",
    "Œ": "M14.5 14 L5.8 14 Q0 14 0 7 Q0 0 5.8 0 L14.5 0 M8 14 L8 0 M8 7.4 L13 7.4",
    "Ø": "M5.8 14 Q0 14 0 7 Q0 0 5.8 0 Q11.6 0 11.6 7 Q11.6 14 5.8 14 M1 -1 L10.6 15",
    "Ł": "M1.5 14 L1.5 0 L9 0 M-0.5 5.5 L5 9",
    "Đ": "M1.5 0 L1.5 14 L5.5 14 Q11 14 11 7 Q11 0 5.5 0 L1.5 0 M0 7.3 L5 7.3",
    "Þ": "M0 0 L0 14 M0 11 L5 11 Q9 11 9 7.2 Q9 3.4 5 3.4 L0 3.4",
    "Б": "M8 14 L0 14 L0 0 L5 0 Q9 0 9 4 Q9 8 5 8 L0 8",
    "Г": "M8 14 L0 14 L0 0",
    "Ґ": "M8 16.5 L8 14 L0 14 L0 0",
    "Д": "M0 -2.6 L0 0 L11 0 L11 -2.6 M1.6 0 Q3.4 4 3.6 14 L9.4 14 L9.4 0",
    "Є": "M10 11 Q8.5 14 5.7 14 Q0 14 0 7 Q0 0 5.7 0 Q8.5 0 10 3 M0 7.3 L6.5 7.3",
    "Ж": "M6.5 0 L6.5 14 M0 14 L6.5 7 L13 14 M0 0 L6.5 7 L13 0",
    "И": "M0 14 L0 0 L10 14 L10 0",
    "Л": "M0 0 Q2.6 0 2.8 14 L9.5 14 L9.5 0",
    "П": "M0 0 L0 14 L9.5 14 L9.5 0",
    "У": "M0 14 L5 5.6 M9.6 14 L4.4 2 Q3.6 0 1.4 0",
    "Ф": "M6.5 0 L6.5 14 M6.5 12 Q0 12 0 7.2 Q0 2.5 6.5 2.5 Q13 2.5 13 7.2 Q13 12 6.5 12",
    "Ц": "M0 14 L0 0 L10.8 0 L10.8 -2.6 M9 14 L9 0",
    "Ч": "M0 14 L0 10 Q0 6.5 4 6.5 L9 6.5 M9 14 L9 0",
    "Ш": "M0 14 L0 0 L13 0 L13 14 M6.5 14 L6.5 0",
    "Щ": "M0 14 L0 0 L14.8 0 L14.8 -2.6 M13 14 L13 0 M6.5 14 L6.5 0",
    "Ъ": "M0 14 L3 14 L3 0 L7 0 Q11 0 11 4 Q11 8 7 8 L3 8",
    "Ы": "M0 14 L0 0 L4 0 Q7.5 0 7.5 4 Q7.5 8 4 8 L0 8 M11 0 L11 14",
    "Ь": "M0 14 L0 0 L5 0 Q9 0 9 4 Q9 8 5 8 L0 8",
    "Э": "M0 11 Q1.5 14 4.3 14 Q10 14 10 7 Q10 0 4.3 0 Q1.5 0 0 3 M3.5 7.3 L10 7.3",
    "Ю": "M0 0 L0 14 M0 7.3 L4 7.3 M9.5 14 Q4 14 4 7 Q4 0 9.5 0 Q15 0 15 7 Q15 14 9.5 14",
    "Я": "M9.4 0 L9.4 14 L4.4 14 Q0.4 14 0.4 10.3 Q0.4 6.5 4.4 6.5 L9.4 6.5 M4.8 6.5 L0 0",
    "Δ": "M0 0 L5.2 14 L10.4 0 L0 0",
    "Θ": "M5.8 14 Q0 14 0 7 Q0 0 5.8 0 Q11.6 0 11.6 7 Q11.6 14 5.8 14 M3.4 7.2 L8.2 7.2",
    "Λ": "M0 0 L5 14 L10 0",
    "Ξ": "M0 14 L9 14 M1.5 7.2 L7.5 7.2 M0 0 L9 0",
    "Σ": "M8.5 14 L0 14 L5.4 7 L0 0 L8.5 0",
    "Ψ": "M6 0 L6 14 M0 14 L0 10 Q0 5 6 5 Q12 5 12 10 L12 14",
    "Ω": "M0 0 L3.6 0 Q0 3.4 0 7.6 Q0 14 5.8 14 Q11.6 14 11.6 7.6 Q11.6 3.4 8 0 L11.6 0",
    "0": "M4.5 14 Q0 14 0 7 Q0 0 4.5 0 Q9 0 9 7 Q9 14 4.5 14",
    "1": "M0 11 L4 14 L4 0",
    "2": "M0 11 Q1 14 4.3 14 Q8.3 14 8.3 10.6 Q8.3 8.3 5.5 5.5 L0 0 L8.5 0",
    "3":
      "M0.3 11.9 Q1.8 14 4.3 14 Q8 14 8 10.8 Q8 7.5 3.6 7.5 M4 7.5 Q8.5 7.5 8.5 3.8 Q8.5 0 4.2 0 Q1.2 0 0 2.5",
    "4": "M7 0 L7 14 L0 4 L9 4",
    "5": "M7.8 14 L1.2 14 L0.6 8 Q2.2 9 4.2 9 Q8.5 9 8.5 4.5 Q8.5 0 4 0 Q1.2 0 0 2.3",
    "6":
      "M7.6 13 Q6.2 14 4.7 14 Q0 14 0 5 M0 4.5 Q0 0 4.2 0 Q8.5 0 8.5 4.3 Q8.5 8.4 4.3 8.4 Q0 8.4 0 4.5",
    "7": "M0 14 L8.5 14 L3 0",
    "8":
      "M4.2 7.6 Q0.5 7.6 0.5 10.8 Q0.5 14 4.2 14 Q8 14 8 10.8 Q8 7.6 4.2 7.6 Q0 7.6 0 3.8 Q0 0 4.2 0 Q8.5 0 8.5 3.8 Q8.5 7.6 4.2 7.6",
    "9":
      "M0.9 1 Q2.3 0 3.8 0 Q8.5 0 8.5 9 M8.5 9.5 Q8.5 14 4.3 14 Q0 14 0 9.7 Q0 5.6 4.2 5.6 Q8.5 5.6 8.5 9.5",
    ".": "M0 0 L0 0", ",": "M0.8 0 L0 -2.4", ":": "M0 1 L0 1 M0 8.5 L0 8.5",
    ";": "M0.8 1 L0 -1.6 M0.8 8.5 L0.8 8.5", "-": "M0 6.4 L4.4 6.4", "–": "M0 6.4 L7 6.4",
    "—": "M0 6.4 L11 6.4", "·": "M0 7 L0 7", "’": "M0.8 14 L0 11", "\"": "M0 14 L0 11 M3 14 L3 11",
    "!": "M0 14 L0 4.6 M0 0 L0 0",
    "?": "M0 11 Q0.8 14 4 14 Q7.8 14 7.8 10.8 Q7.8 8.6 5.6 7.2 Q3.8 6 3.8 4.4 M3.8 0 L3.8 0",
    "&":
      "M10 0 L2.4 9.4 Q1 11.2 1.6 12.6 Q2.4 14 4 14 Q6.6 14 6.6 11.7 Q6.6 9.7 4 8.3 Q0 6.2 0 3.4 Q0 0 4 0 Q8 0 9.8 6",
    "/": "M0 -1 L5.5 15", "+": "M0 6.4 L8 6.4 M4 10.4 L4 2.4",
    "(": "M3 16 Q0 12 0 7 Q0 2 3 -2", ")": "M0 16 Q3 12 3 7 Q3 2 0 -2",
    "«": "M4 10 L0 6.5 L4 3 M8.5 10 L4.5 6.5 L8.5 3",
    "»": "M0 10 L4 6.5 L0 3 M4.5 10 L8.5 6.5 L4.5 3",
    "…": "M0 0 L0 0 M4 0 L4 0 M8 0 L8 0",
    "#": "M2 0 L4.5 14 M6 0 L8.5 14 M0.5 4.5 L9.5 4.5 M1 9.5 L10 9.5",
    "№":
      "M0 0 L0 14 L8 0 L8 14 M13 9 Q11 9 11 6.8 Q11 4.6 13 4.6 Q15 4.6 15 6.8 Q15 9 13 9 M11 2 L15 2",
    "%":
      "M1 0 L10 14 M2 14 Q0 14 0 11.8 Q0 9.6 2 9.6 Q4 9.6 4 11.8 Q4 14 2 14 M9 4.4 Q7 4.4 7 2.2 Q7 0 9 0 Q11 0 11 2.2 Q11 4.4 9 4.4",
  ]

  /// Marks, about the middle of their letter.
  private static let marks: [Unicode.Scalar: String] = [
    "\u{300}": "M-1.6 19 L1 16.6", "\u{301}": "M1.6 19 L-1 16.6",
    "\u{302}": "M-2.4 16.4 L0 18.8 L2.4 16.4",
    "\u{303}": "M-3 16.8 Q-1.6 19 0 17.6 Q1.6 16.4 3 18.6",
    "\u{304}": "M-2.6 17.4 L2.6 17.4", "\u{306}": "M-2.6 18.8 Q0 15.2 2.6 18.8",
    "\u{307}": "M0 17.6 L0 17.6", "\u{308}": "M-2.2 17.4 L-2.2 17.4 M2.2 17.4 L2.2 17.4",
    "\u{30A}": "M0 19.6 Q-1.8 19.6 -1.8 17.8 Q-1.8 16 0 16 Q1.8 16 1.8 17.8 Q1.8 19.6 0 19.6",
    "\u{30B}": "M-0.6 19 L-2.4 16.6 M3 19 L1.2 16.6", "\u{30C}": "M-2.4 18.8 L0 16.4 L2.4 18.8",
    "\u{326}": "M0.4 -2.4 L-0.4 -4.6", "\u{327}": "M0 0 L0 -1.6 Q2 -2 1.6 -3.4 Q1 -4.6 -1 -4.2",
    "\u{328}": "M2.5 0 Q0.6 -2 1.6 -3.4 Q2.4 -4.2 4 -3.4",
  ]

  /// Letters with marks, in parts.
  private static let composed: [Unicode.Scalar: String] = {
    let rows = [
      "\u{300}": "ÀA ÈE ÌI ÒO ÙU ǸN",
      "\u{301}": "ÁA ÉE ÍI ÓO ÚU ÝY ĆC ŃN ŚS ŹZ ĹL ŔR ΆΑ ΈΕ ΉΗ ΊΙ ΌΟ ΎΥ ΏΩ ЃГ ЌК",
      "\u{302}": "ÂA ÊE ÎI ÔO ÛU ŴW ŶY ĈC ĜG ĤH ĴJ ŜS", "\u{303}": "ÃA ÑN ÕO ĨI ŨU",
      "\u{304}": "ĀA ĒE ĪI ŌO ŪU", "\u{306}": "ĂA ĔE ĞG ŬU ЙИ ЎУ", "\u{307}": "ĖE ŻZ ĠG ĊC İI",
      "\u{308}": "ÄA ËE ÏI ÖO ÜU ŸY ЁЕ ЇІ ΪΙ ΫΥ", "\u{30A}": "ÅA ŮU", "\u{30B}": "ŐO ŰU",
      "\u{30C}": "ČC ĎD ĚE ŇN ŘR ŠS ŤT ŽZ ǍA", "\u{326}": "ȘS ȚT",
      "\u{327}": "ÇC ŞS ŢT ĢG ĶK ĻL ŅN",
      "\u{328}": "ĄA ĘE ĮI ŲU",
    ]
    var composed: [Unicode.Scalar: String] = [:]
    for (mark, pairs) in rows {
      for pair in pairs.split(separator: " ") {
        let scalars = Array(pair.unicodeScalars)
        if scalars.count == 2 { composed[scalars[0]] = String(scalars[1]) + mark }
      }
    }
    return composed
  }()
}
