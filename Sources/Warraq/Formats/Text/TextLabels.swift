internal import WarraqCore

/// A label with its value, a part of a line.
struct LabelledValue {
  var kind: MarkerKind
  /// The row of the table that the label comes from.
  var row: Int
  /// The label as printed, with its separator.
  var label: ArraySlice<UInt8>
  /// What it announces; empty when the label stands alone.
  var value: ArraySlice<UInt8>
  /// Label and value as printed.
  var whole: ArraySlice<UInt8>
  /// Whether the value is glued to the label without a space.
  var isGlued = false
}

/// Tells lines with labels from lines of text.
///
/// A label of the table at the start of a line is not enough: "By" and "Share" begin sentences too.
/// Each kind of label says what its value must look like.
struct TextLabels {
  /// Where in a story a line stands.
  enum Place {
    /// Before the headline.
    case start
    /// Between the headline and the first paragraph.
    case head
    /// After that.
    case body
  }

  let table: MarkerTable

  /// The labelled values of a line; empty when it is a line of text.
  func values(of line: ArraySlice<UInt8>, in place: Place) -> [LabelledValue] {
    guard let first = line.first, first != UInt8(ascii: "<"), first != UInt8(ascii: "{") else {
      return []
    }
    // Marks of direction may stand before a label.
    var start = line.startIndex
    while start < line.endIndex {
      let (value, next) = line.scalar(at: start)
      guard TextFolding.fold(value) == 0 else { break }
      start = next
    }
    for match in table.matches(in: line, at: start) {
      guard accepts(match, in: line, place: place) else { continue }
      return split(match, start: line.startIndex, line: line)
    }
    return []
  }

  /// Whether a line is not text.
  func isLabel(_ line: ArraySlice<UInt8>) -> Bool { !values(of: line, in: .body).isEmpty }

  private func accepts(
    _ match: MarkerTable.Match, in line: ArraySlice<UInt8>, place: Place
  ) -> Bool {
    let value = line[match.valueStart...]
    let label = match.label
    switch label.kind {
    case .headline:
      return place == .start && match.hasColon && !match.isAlone
    case .published, .updated:
      if match.isAlone { return place != .start }
      guard !match.isGlued, value.scalarCount <= 240 else { return false }
      return match.hasSeparator ? mayBeDate(value) : startsWithDate(value) && !isSentence(value)
    case .source:
      if match.isAlone { return label.needsSeparator || match.hasSeparator }
      guard !match.isGlued, value.scalarCount <= 200, !isSentence(value) else { return false }
      return match.hasSeparator
        || place == .body && !label.needsSeparator && value.wordCount <= 5
          && !value.contains(UInt8(ascii: ","))
    case .author:
      if match.isAlone { return match.hasSeparator }
      guard !match.isGlued || match.hasSeparator, value.scalarCount <= 200,
        let initial = value.firstVisibleScalar, !TextCharacter.opensQuotation(initial),
        !isSentence(value)
      else { return false }
      if match.hasSeparator { return true }
      if place == .start { return isName(value) }
      return place == .head && value.wordCount <= 8 && !TextCharacter.isLowercase(initial)
        && !TextCharacter.isDigit(initial) && !value.contains(UInt8(ascii: ":"))
    case .keywords:
      return match.isAlone || match.hasSeparator
    case .readMore:
      if match.isAlone { return place != .start }
      guard place == .body else { return false }
      if match.isGlued {
        guard let initial = value.firstVisibleScalar else { return false }
        if hasCase(line[..<match.end]) {
          return !TextCharacter.isLowercase(initial) && !value.isEmpty
        }
        return label.wordCount > 1
      }
      return match.hasSeparator && TextLine.isTitleLike(value)
    case .related:
      if match.isAlone { return place != .start }
      return match.hasSeparator && place != .start && TextLine.isTitleLike(value)
    case .section, .identifier, .link, .readingTime:
      if match.isAlone { return false }
      guard !match.isGlued, value.scalarCount <= 200, !isSentence(value) || label.kind == .link
      else { return false }
      if label.kind == .readingTime { return match.hasSeparator && value.hasDigit }
      if label.kind == .identifier { return startsWithDate(value) }
      return match.hasColon && value.wordCount <= 30
    case .boilerplate:
      guard place == .body else { return false }
      if match.isAlone { return true }
      return label.takesMore && !match.isGlued && line.scalarCount <= 100 && !isSentence(value)
    }
  }

  /// Cuts a line of metadata where further labels begin.
  private func split(
    _ match: MarkerTable.Match, start: Int, line: ArraySlice<UInt8>
  ) -> [LabelledValue] {
    var values: [LabelledValue] = []
    var current = match
    var start = start
    let mayHoldMore: Bool
    switch match.label.kind {
    case .published, .updated, .source, .author, .section, .identifier, .link, .readingTime:
      mayHoldMore = true
    case .headline, .keywords, .readMore, .related, .boilerplate: mayHoldMore = false
    }
    func add(upTo end: Int) {
      let valueStart = min(current.valueStart, end)
      let isList = !mayHoldMore
      let value = line[valueStart..<end]
      values.append(
        LabelledValue(
          kind: current.label.kind, row: current.label.row,
          label: line[start..<valueStart].trimmed,
          value: current.isAlone ? value[value.endIndex...] : isList ? value.trimmed : tidy(value),
          whole: isList ? line[start..<end].trimmed : tidy(line[start..<end]),
          isGlued: current.isGlued))
    }
    var index = current.valueStart
    var previous: UInt32 = 0x20
    while mayHoldMore, index < line.endIndex {
      let (value, next) = line.scalar(at: index)
      if !TextCharacter.isWordPart(previous), TextCharacter.isWordPart(value),
        let inner = table.matches(in: line, at: index).first(where: { isInner($0, in: line) })
      {
        add(upTo: index)
        start = index
        current = inner
        index = max(inner.valueStart, next)
        previous = 0x20
        continue
      }
      previous = value
      index = next
    }
    add(upTo: line.endIndex)
    return values
  }

  private func isInner(_ match: MarkerTable.Match, in line: ArraySlice<UInt8>) -> Bool {
    guard !match.isAlone, !match.isGlued else { return false }
    let value = line[match.valueStart...]
    switch match.label.kind {
    case .published, .updated: return startsWithDate(value)
    case .author: return match.hasColon || !match.label.needsSeparator && match.label.wordCount > 1
    case .source, .section, .link: return match.hasColon
    case .identifier: return startsWithDate(value)
    case .readingTime: return match.hasColon
    case .headline, .keywords, .readMore, .related, .boilerplate: return false
    }
  }

  // A weekday and "the" may come before the day; letters before the digits of a number.
  private func startsWithDate(_ value: ArraySlice<UInt8>) -> Bool {
    let words = value.prefix(64).split(separator: UInt8(ascii: " "))
    return words.prefix(3).contains { $0.hasDigit }
  }

  private func mayBeDate(_ value: ArraySlice<UInt8>) -> Bool {
    if value.hasDigit { return !isSentence(value) }
    return value.wordCount <= 5
      && !(value.lastVisibleScalar.map(TextCharacter.endsSentence) ?? true)
  }

  /// Two or three words with capitals: above a headline no more is taken for a name.
  private func isName(_ value: ArraySlice<UInt8>) -> Bool {
    let words = value.split(separator: UInt8(ascii: " "))
    return 2...3 ~= words.count
      && words.allSatisfy { $0.firstVisibleScalar.map(TextCharacter.isUppercase) ?? false }
  }

  private func isSentence(_ value: ArraySlice<UInt8>) -> Bool {
    guard let last = value.lastVisibleScalar, TextCharacter.endsSentence(last) else { return false }
    return value.wordCount > 4
  }

  private func hasCase(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard let first = bytes.firstVisibleScalar else { return false }
    return TextCharacter.isLowercase(first) || TextCharacter.isUppercase(first)
  }

  /// Without spaces and the punctuation that stands between two labels of a line.
  private func tidy(_ value: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var value = value
    while let (last, start) = value.scalar(before: value.endIndex), start >= value.startIndex {
      let isOpen = last == 0x28 || last == 0x5B
      let isUnpaired =
        last == 0x29 && !value.contains(0x28) || last == 0x5D && !value.contains(0x5B)
      let isJoint =
        TextFolding.isSpace(last) || last == 0x2C || last == 0x60C || last == 0x3B || last == 0x7C
        || last == 0x2F || last == 0x2D || last == 0x2013 || last == 0xB7 || last == 0x2022
      guard isOpen || isUnpaired || isJoint else { break }
      value = value[..<start]
    }
    return value.trimmed
  }
}
