/// The style sheet of the book.
enum EPUBStyle {
  /// The sheet with the fonts of the user before the rules, and the user's rules after them.
  static func sheet(fonts: [EPUBFont], css: String?) -> [UInt8] {
    var sheet: [UInt8] = []
    var families: [String] = []
    for (index, font) in fonts.enumerated() {
      let family = font.family ?? "Font \(index + 1)"
      families.append("\"\(family)\"")
      sheet += Array(
        """
        @font-face { font-family: "\(family)"; font-weight: \(font.weight);
          font-style: \(font.isItalic ? "italic" : "normal"); src: url(\(font.path)); }

        """.utf8)
    }
    sheet += PageStyle.rules
    if !families.isEmpty {
      let names = families.distinct.joined(separator: ", ")
      sheet += Array("body, .arabic { font-family: \(names), serif; }\n".utf8)
    }
    if let css { sheet += Array("\n\(css)\n".utf8) }
    return sheet
  }
}
