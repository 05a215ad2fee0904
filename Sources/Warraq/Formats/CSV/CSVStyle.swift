internal import WarraqCore

/// What the cells of one output look like.
struct CSVStyle: Sendable {
  let lists: CSVWriter.ListStyle
  let separator: CSVListSeparator
  let body: CSVWriter.BodyStyle
  let dates: CSVWriter.DateStyle
  /// Whether another column holds the printed text of dates.
  let hasDateDetails: Bool
}

extension CSVColumn {
  /// Whether the column is about the feature, whatever it does to it.
  func concerns(_ feature: Loss.Feature) -> Bool {
    if case .list = content, field.features.contains(feature) { return true }
    if case .date = content, feature == .partialDates { return true }
    return features.contains(feature)
  }

  /// What the column does for a feature of the model, `nil` when it has nothing to do with it.
  func treatment(of feature: Loss.Feature, style: CSVStyle) -> Loss.Treatment? {
    switch content {
    // The offset of a day has a place in the details of dates only.
    case .date where feature == .partialDates:
      style.hasDateDetails && style.dates == .text ? .kept : .approximated
    // Of an instant the day, of its zone nothing.
    case .date where style.dates != .text: features.contains(feature) ? .approximated : nil
    case .list(let list):
      if style.lists == .json, isPartOf == nil {
        field.features.contains(feature) ? .kept : nil
      } else if features.contains(feature) {
        list.isNames ? .kept : .flattened
      } else {
        nil
      }
    case .body where features.contains(feature): Self.treatment(of: feature, body: style.body)
    case .plainText where features.contains(feature): Self.treatment(of: feature, body: .text)
    // Of several texts, one.
    case .role: features.contains(feature) ? .approximated : nil
    case .text, .word, .integer, .date, .party, .json, .body, .plainText, .html, .count:
      features.contains(feature) ? .kept : nil
    }
  }

  private static func treatment(
    of feature: Loss.Feature, body: CSVWriter.BodyStyle
  ) -> Loss.Treatment {
    switch (body, feature) {
    case (.json, _), (.text, .paragraphs): .kept
    case (_, .readMore), (.text, .dividers), (.text, .deletions): .dropped
    case (.text, _): .flattened
    case (.markdown, _): .approximated
    }
  }
}
