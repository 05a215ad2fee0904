package import WarraqCore
package import WarraqModel

extension XMLTree.Element {
  /// The date that a text of this element says; what is doubtful about it is said when the reader
  /// reports it with ``DiagnosticLog/emit(doubtfulDatesOf:)``.
  ///
  /// - Parameters:
  ///   - text: the date as it stands in the element or one of its attributes.
  ///   - plain: the same in the extended format of ISO 8601, where the text has another.
  ///   - language: the language of the document.
  package func date(_ text: String, as plain: String? = nil, language: String?) -> NewsDate {
    if let date = NewsDate(certain: plain ?? text) { return date }
    let (date, problem) = NewsDateParser(language: language).newsDate(text)
    if let problem {
      tree.doubtfulDates.append(
        Diagnostic(
          .warning, .date("xml.unclear-date", text, in: "in '\(name)'", read: date, problem),
          at: location))
    }
    return date
  }
}

extension DiagnosticLog {
  /// Says which dates of a tree are doubtful.
  package mutating func emit(doubtfulDatesOf tree: XMLTree) {
    for diagnostic in tree.doubtfulDates { emit(diagnostic) }
  }
}
