package import WarraqModel

extension Diagnostic.Message {
  /// What is wrong with a printed date, in the same words in every reader.
  ///
  /// - Parameters:
  ///   - id: the identifier that the reader uses.
  ///   - text: the date as printed.
  ///   - place: where it stands, such as `in column 'date'`; `nil` where the location says it.
  ///   - date: what was read.
  package static func date(
    _ id: StaticString, _ text: String, in place: String? = nil, read date: NewsDate,
    _ problem: NewsDateParser.Problem
  ) -> Self {
    let shown =
      text.unicodeScalars.count > 40 ? String(text.unicodeScalars.prefix(40)) + "…" : text
    let subject = "'\(shown)'" + (place.map { " " + $0 } ?? "")
    let claim =
      switch problem {
      case .ambiguous(let readings):
        "may be " + readings.map(\.description).joined(separator: " or ")
          + "; kept as text, say --language with a region"
      case .relative: "is relative; kept as text, say --reference-date to resolve it"
      case .incomplete: "is part of a date; kept as text"
      case .invalid: "is not a date that exists; kept as text"
      case .placeholder: "stands for no date; kept as text"
      case .unknownZone:
        "names a zone of which the offset is not certain; read as \(date) without one"
      case .doubtful([.ummAlQuraDiffers]):
        if let other = UmmAlQuraCalendar.otherDay(of: date) {
          "read as \(date); by the calendar as it was printed it is \(other)"
        } else {
          "read as \(date), give or take a day; check it"
        }
      case .doubtful: "read as \(date); check it"
      }
    return Self(id: "\(id)", text: subject + " " + claim)
  }
}
