import TestSupport
import Testing
import Warraq

/// The page of the documentation that says what every format keeps.
struct LossMatrixGoldenTests {
  private static let path = "Sources/Warraq/Documentation.docc/Formats/LossMatrix.md"

  /// Every writer as it is without options, then with those that change what it keeps.
  private static let forms: [WrittenForm] = {
    let plain = FormatRegistry.standard.formats.filter { $0.writer != nil }
      .map { WrittenForm($0.name) }
    return plain + WrittenForm.all.filter { !$0.settings.isEmpty }
  }()

  private static let introduction = """
    # What Every Format Keeps

    What becomes of each part of an article in each format.

    ## Overview

    A writer declares for each part of an article what becomes of it, and a conversion counts what is
    lost (`warraq formats --losses NAME` prints one column of this table, `warraq inspect FILE --to
    NAME` what one story would lose). The tests hold the declarations to what happens: four hundred
    generated articles with the parts that are marked as kept come back equal, through every format
    and through every two of them.

    | sign | meaning |
    |---|---|
    | ✓ | kept: it comes back unchanged |
    | text | flattened: the text stays, its structure does not |
    | near | approximated: something near it is written |
    | – | dropped: it is left out |

    Bodies are compared as markup has them: without white space at the ends of blocks, with URIs for the
    IRIs of links, and with nothing said twice, such as a direction that the language has anyway.

    """

  private func matrix() throws -> String {
    var text = Self.introduction
    let columns = try Self.forms.map { form in (form, try form.writer()) }
    func table(_ title: String, _ columns: [(WrittenForm, any ArticleWriter)]) {
      text += "\n## \(title)\n\n"
      text += "| part |" + columns.map { " \($0.0.name) |" }.joined() + "\n"
      text += "|---|" + columns.map { _ in "---|" }.joined() + "\n"
      for feature in Loss.Feature.allCases {
        let cells = columns.map { " \(Self.sign(for: $0.1.treatment(of: feature))) |" }
        text += "| `\(feature.rawValue)` |\(cells.joined())\n"
      }
    }
    table("Formats", columns.filter { $0.0.settings.isEmpty })
    table("With options", columns.filter { !$0.0.settings.isEmpty })
    text +=
      "\n## Conditions\n\nSome formats keep a part of most articles and not of all. Kept are\n\n"
    var told: Set<String> = []
    for (form, _) in columns {
      for condition in form.conditions where told.insert(form.format + condition.text).inserted {
        text += "- in \(form.name): \(condition.text)\n"
      }
    }
    return text
  }

  private static func sign(for treatment: Loss.Treatment) -> String {
    switch treatment {
    case .kept: "✓"
    case .flattened: "text"
    case .approximated: "near"
    case .dropped: "–"
    }
  }

  @Test func `the page of losses is what the writers declare`() throws {
    try GoldenFile(path: Self.path).expect(Array(matrix().utf8))
  }
}
