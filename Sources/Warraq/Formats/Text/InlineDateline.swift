internal import WarraqCore

/// The place, date and agency that a first paragraph begins with: "PARIS (AFP) - ",
/// "باريس - أ ف ب - ", "МОСКВА, 24 июня. /ТАСС/. ".
///
/// A known agency or a place is asked for, because many sentences have a dash. A place is in capitals
/// or, in scripts without them, one that CLDR knows.
struct InlineDateline {
  /// The dateline, without the joint between it and the text.
  var dateline: ArraySlice<UInt8>
  /// The paragraph below it.
  var text: ArraySlice<UInt8>

  private static let maximumScalars = 90
  private static let maximumParts = 4

  /// The dateline that `paragraph` begins with; `nil` when there is none.
  init?(of paragraph: ArraySlice<UInt8>, table: MarkerTable) {
    // The parts up to each joint, and where the text after the joint starts.
    var parts: [(text: ArraySlice<UInt8>, isAgency: Bool)] = []
    var start = paragraph.startIndex
    var index = start
    var scalars = 0
    // A place alone counts where no agency follows.
    var placeAlone: (dateline: ArraySlice<UInt8>, text: ArraySlice<UInt8>)?
    while index < paragraph.endIndex, scalars < Self.maximumScalars {
      let (value, next) = paragraph.scalar(at: index)
      scalars += 1
      if value == 0x22 || value == 0xAB || value == 0x201C || value == 0x3F || value == 0x61F {
        break
      }
      guard let joint = Self.joint(in: paragraph, at: index, value, next) else {
        index = next
        continue
      }
      let part = paragraph[start..<index].trimmed { TextFolding.isSpace($0) || $0 == 0x2C }
      if !part.isEmpty {
        guard part.wordCount <= 7, parts.count < Self.maximumParts else { break }
        parts.append((part, part.wordCount <= 4 && table.isAgency(part)))
      }
      let rest = paragraph[joint.end...].trimmed
      if joint.endsDateline, !parts.isEmpty,
        let first = rest.firstVisibleScalar,
        TextCharacter.isWordPart(first) || TextCharacter.opensQuotation(first),
        rest.prefix(80).scalarCount >= 20,
        // "(AP / DPA)": a slash inside brackets stands between agencies.
        !Self.isBracketOpen(in: paragraph[..<joint.datelineEnd]),
        Self.isDateline(parts, joint: joint)
      {
        let found = paragraph[paragraph.startIndex..<joint.datelineEnd].trimmed
        if parts.count > 1 || parts[0].isAgency {
          dateline = found
          text = rest
          return
        }
        if joint.isSpaced { placeAlone = (found, rest) }
      }
      start = joint.end
      index = joint.end
    }
    guard let placeAlone else { return nil }
    dateline = placeAlone.dateline
    text = placeAlone.text
  }

  private static func isBracketOpen(in text: ArraySlice<UInt8>) -> Bool {
    guard let open = text.lastIndex(of: 0x28) else { return false }
    return !text[open...].contains(0x29)
  }

  // MARK: - Joints

  private struct Joint {
    /// Where what follows starts.
    var end: Int
    /// Where the dateline ends if this is its last joint.
    var datelineEnd: Int
    /// Whether text may follow.
    var endsDateline = false
    var isDash = false
    var isSpaced = false
    /// Whether a bracket or a slash closes the part before.
    var closes = false
  }

  /// The run of dashes, slashes, brackets, full stops and spaces at an index.
  private static func joint(
    in bytes: ArraySlice<UInt8>, at index: Int, _ value: UInt32, _ next: Int
  ) -> Joint? {
    guard isJoint(value, in: bytes, at: index, next) else { return nil }
    var joint = Joint(end: next, datelineEnd: index)
    joint.isSpaced = bytes.scalar(before: index).map { TextFolding.isSpace($0.value) } ?? false
    var end = index
    while end < bytes.endIndex {
      let (value, after) = bytes.scalar(at: end)
      if value == 0x28, end > index {
        // A bracket opens the next part.
        joint.end = after
        return joint
      }
      switch value {
      case 0x2D, 0x2013, 0x2014:
        joint.isDash = true
        joint.endsDateline = true
      case 0x29, 0x2F:
        if end == index {
          joint.closes = true
          joint.datelineEnd = after
          joint.endsDateline = value == 0x2F
        }
      case 0x3A, 0x2E: joint.endsDateline = true
      case 0x28: break
      default:
        guard TextFolding.isSpace(value) else {
          joint.end = end
          return joint
        }
      }
      end = after
    }
    joint.end = end
    joint.endsDateline = false
    return joint
  }

  private static func isJoint(
    _ value: UInt32, in bytes: ArraySlice<UInt8>, at index: Int, _ next: Int
  ) -> Bool {
    var before: UInt32 { bytes.scalar(before: index)?.value ?? 0x20 }
    var after: UInt32 { next < bytes.endIndex ? bytes.scalar(at: next).value : 0x20 }
    switch value {
    case 0x2F, 0x28, 0x29, 0x2013, 0x2014, 0x3A: return true
    case 0x2D:
      // A hyphen inside a Latin or Cyrillic name is none, between Arabic letters it is.
      let (before, after) = (before, after)
      return TextFolding.isSpace(before) || TextFolding.isSpace(after) || before == 0x29
        || before >= 0x590 || after >= 0x590
    case 0x2E:
      // After "أ." and "St." a name goes on.
      let after = after
      guard TextFolding.isSpace(after) || after == 0x2F else { return false }
      let word = bytes[..<index].reversed().prefix { $0 != 0x20 && $0 != 0x2E }
      return word.count > 4
    default: return false
    }
  }

  // MARK: - What is in a dateline

  /// The place and the agencies that a dateline names, as printed.
  static func parts(
    of dateline: ArraySlice<UInt8>, table: MarkerTable
  ) -> (place: ArraySlice<UInt8>?, agencies: [ArraySlice<UInt8>]) {
    var parts: [ArraySlice<UInt8>] = []
    var start = dateline.startIndex
    var index = start
    while index < dateline.endIndex {
      let (value, next) = dateline.scalar(at: index)
      if isJoint(value, in: dateline, at: index, next) {
        parts.append(dateline[start..<index])
        start = next
      }
      index = next
    }
    parts.append(dateline[start...])
    parts = parts.map { $0.trimmed { TextFolding.isSpace($0) || $0 == 0x2C } }
    parts.removeAll { $0.isEmpty }
    let agencies = parts.filter { $0.wordCount <= 4 && table.isAgency($0) }
    guard let first = parts.first, agencies.first != first,
      agencies.isEmpty ? isPlace(first) : mayBePlace(first)
    else { return (nil, agencies) }
    return (nameOfPlace(first), agencies)
  }

  // MARK: - What a dateline is

  private static func isDateline(
    _ parts: [(text: ArraySlice<UInt8>, isAgency: Bool)], joint: Joint
  ) -> Bool {
    let place = parts[0].text
    if parts.count > 1, let last = parts.last, last.isAgency {
      // Between the place and the agency may be a date and another agency.
      return parts.dropFirst().dropLast().allSatisfy { $0.isAgency || $0.text.hasDigit }
        && (joint.isDash || joint.closes || parts.count > 1)
        && mayBePlace(place)
    }
    guard joint.isDash else { return false }
    if parts.count == 1, parts[0].isAgency { return joint.closes }
    if parts.count == 2 {
      // An agency nobody knows, in brackets.
      return joint.closes && parts[1].text.wordCount <= 3 && isPlace(place)
    }
    return parts.count == 1 && isPlace(place)
  }

  /// Whether it may be a place before an agency: in capitals or known, or one or two words in a
  /// script without capitals.
  private static func mayBePlace(_ text: ArraySlice<UInt8>) -> Bool {
    let name = nameOfPlace(text)
    guard let first = name.firstVisibleScalar, TextCharacter.isWordPart(first), !name.hasDigit
    else { return false }
    if TextCharacter.isUppercase(first) {
      return name.split(separator: 0x20).allSatisfy { word in
        word.firstVisibleScalar.map(TextCharacter.isUppercase) ?? false || word.count <= 3
      }
    }
    return !TextCharacter.isLowercase(first)
      && (name.wordCount <= 2 || isKnown(name))
  }

  /// Whether it is a place without more: in capitals before a comma, or known and not in small
  /// letters.
  private static func isPlace(_ text: ArraySlice<UInt8>) -> Bool {
    let name = nameOfPlace(text)
    guard let first = name.firstVisibleScalar, !name.hasDigit, name.wordCount <= 4 else {
      return false
    }
    if TextCharacter.isUppercase(first) {
      guard isInCapitals(name) else { return false }
      return name.endIndex < text.endIndex || isKnown(name)
    }
    return !TextCharacter.isLowercase(first) && isKnown(name)
  }

  /// What stands before the first comma or digit, where a region and a date may follow.
  private static func nameOfPlace(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var index = text.startIndex
    while index < text.endIndex {
      let (value, next) = text.scalar(at: index)
      if value == 0x2C || value == 0x60C || TextCharacter.isDigit(value) {
        return text[..<index].trimmed
      }
      index = next
    }
    return text
  }

  private static func isInCapitals(_ text: ArraySlice<UInt8>) -> Bool {
    var letters = 0
    var index = text.startIndex
    while index < text.endIndex {
      let (value, next) = text.scalar(at: index)
      if TextCharacter.isLowercase(value) { return false }
      if TextCharacter.isUppercase(value) { letters += 1 }
      index = next
    }
    return letters > 2
  }

  private static let cities = WordHash.ofWords(in: PlaceNames.datelines, separator: "|")

  private static func isKnown(_ name: ArraySlice<UInt8>) -> Bool {
    let hash = WordHash.of(TextFolding.folded(name))
    return cities.contains(hash)
      || FoldedGrammar.standard.values.contains { $0.places.contains(hash) }
  }
}
