extension Inline {
  /// Raised or lowered figures as characters of their own, without which 10³ would read as 103.
  ///
  /// - Parameter last: the byte before them. Lowered figures are told apart behind figures only: the 2
  ///   of H2O is nothing else without being lowered.
  /// - Returns: `nil` for everything that is no number.
  package func shiftedFigures(after last: UInt8?) -> String? {
    let content: [Inline]
    let signs: [Character]
    switch self {
    case .superscript(let raised): (content, signs) = (raised, Self.raisedFigures)
    case .subscript(let lowered):
      guard let last, Self.isFigure(last) else { return nil }
      (content, signs) = (lowered, Self.loweredFigures)
    default: return nil
    }
    guard let text = content.onlyText, text.utf8.count <= 16,
      text.utf8.contains(where: Self.isFigure)
    else { return nil }
    var figures = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "0"..."9": figures.append(signs[Int(scalar.value - 0x30)])
      case "+": figures.append(signs[10])
      case "-", "\u{2212}": figures.append(signs[11])
      default: return nil
      }
    }
    return figures
  }

  private static let raisedFigures = Array("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
  private static let loweredFigures = Array("₀₁₂₃₄₅₆₇₈₉₊₋")

  private static func isFigure(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
}

extension [Inline] {
  /// The text that is all there is, whatever it is marked as.
  fileprivate var onlyText: String? {
    guard count == 1 else { return nil }
    return switch self[0] {
    case .text(let text): text
    case .emphasis(let content), .strong(let content), .link(let content, _, _),
      .span(let content, _, _):
      content.onlyText
    default: nil
    }
  }
}
