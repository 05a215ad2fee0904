internal import WarraqCore
internal import WarraqModel

/// The article of one row, while its fields are read.
struct CSVRow {
  private let record: Record
  private let separator: CSVListSeparator
  private let maximumDepth: Int
  private var draft = ArticleDraft()
  private var problems: [Diagnostic.Message] = []
  private var dates: [PrintedDate] = []
  /// Whether the bytes of the row are UTF-8.
  let isUTF8: Bool

  /// A date that is not in ISO 8601: its reading depends on the language, which may come later.
  private struct PrintedDate {
    let name: String
    let text: String
    let set: @Sendable (inout Article, NewsDate) -> Void
  }

  init(record: Record, separator: CSVListSeparator, maximumDepth: Int) {
    self.record = record
    self.separator = separator
    self.maximumDepth = maximumDepth
    isUTF8 = record.bytes.withUnsafeBufferPointer { bytes in
      do {
        _ = try UTF8Span(validating: bytes.span)
        return true
      } catch {
        return false
      }
    }
  }

  /// Keeps a field without a counterpart in the model.
  mutating func keep(_ name: String, _ field: UnsafeBufferPointer<UInt8>) {
    draft.keep(name, .string(string(field)))
  }

  /// Reads a field, not empty, that `name` heads.
  mutating func read(_ column: CSVColumn, named name: String, _ field: UnsafeBufferPointer<UInt8>) {
    let isRead =
      switch column.content {
      case .text(_, let set): readText(field, set)
      case .word(_, let set): set(&draft.article, string(field.trimmed))
      case .integer(_, let set): readInteger(field, set)
      case .date(_, let set): readDate(field, named: name, set)
      case .list(let list): readList(list, of: column.property, field)
      case .party(_, let set): readParty(column.property, field, set)
      case .json: readJSON(column.property, field)
      case .body, .plainText: readBody(field)
      case .count: true
      }
    if !isRead {
      keep(name, field)
      problems.append(.csvValue(name, string(field)))
    }
  }

  /// The article, complete.
  mutating func finish(context: inout ConversionContext) -> Article {
    for date in dates { read(date) }
    for problem in problems { context.log.emit(.warning, problem, at: record.location) }
    return draft.finish()
  }

  // MARK: Kinds of cells

  private mutating func readText(
    _ field: UnsafeBufferPointer<UInt8>, _ set: (inout Article, String) -> Void
  ) -> Bool {
    set(&draft.article, string(field))
    return true
  }

  private mutating func readInteger(
    _ field: UnsafeBufferPointer<UInt8>, _ set: (inout Article, Int) -> Void
  ) -> Bool {
    guard let number = Int(string(field.trimmed)) else { return false }
    set(&draft.article, number)
    return true
  }

  private mutating func readDate(
    _ field: UnsafeBufferPointer<UInt8>, named name: String,
    _ set: @escaping @Sendable (inout Article, NewsDate) -> Void
  ) -> Bool {
    let trimmed = field.trimmed
    if let date = NewsDate(certain: trimmed) {
      set(&draft.article, date)
    } else if !trimmed.isEmpty {
      dates.append(PrintedDate(name: name, text: string(trimmed), set: set))
    }
    return true
  }

  private mutating func read(_ date: PrintedDate) {
    let (value, problem) = NewsDateParser(language: draft.article.language).newsDate(date.text)
    date.set(&draft.article, value)
    if let problem {
      problems.append(
        .date("csv.date", date.text, in: "in column '\(date.name)'", read: value, problem))
    }
  }

  private mutating func readList(
    _ list: CSVList, of property: CanonicalJSON.Property?, _ field: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    if field.first == UInt8(ascii: "[") {
      if let property, readJSON(property, field) { return true }
      if let names = readNames(field) {
        list.set(&draft.article, names)
        return true
      }
    }
    list.set(&draft.article, separator.split(field, of: list))
    return true
  }

  private mutating func readParty(
    _ property: CanonicalJSON.Property?, _ field: UnsafeBufferPointer<UInt8>,
    _ set: (inout Article, Party) -> Void
  ) -> Bool {
    if field.first == UInt8(ascii: "{"), readJSON(property, field) { return true }
    set(&draft.article, Party(name: string(field)))
    return true
  }

  private mutating func readJSON(
    _ property: CanonicalJSON.Property?, _ field: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    guard let property else { return false }
    do throws(JSONError) {
      var cursor = try JSONCursor(field, maximumDepth: maximumDepth)
      guard try draft.read(property, from: &cursor) else {
        return property == .media && readPictures(field)
      }
      problems += cursor.warnings.map { .json($0.kind) }
      try cursor.finish()
      return true
    } catch {
      return property == .media && readPictures(field)
    }
  }

  /// Reads links to pictures, as most tables give media.
  private mutating func readPictures(_ field: UnsafeBufferPointer<UInt8>) -> Bool {
    let links = readNames(field) ?? separator.split(field, splitsAtCommas: false)
    guard links.allSatisfy({ $0.utf8.starts(with: "http".utf8) }) else { return false }
    draft.article.media = links.enumerated().map { index, link in
      Asset(
        id: "media-\(index + 1)", kind: Asset.Kind(fileName: link) ?? .picture,
        renditions: [Asset.Rendition(href: link)])
    }
    return true
  }

  /// The strings of a JSON array, `nil` when the field is not one.
  private func readNames(_ field: UnsafeBufferPointer<UInt8>) -> [String]? {
    do throws(JSONError) {
      var cursor = try JSONCursor(field, maximumDepth: maximumDepth)
      var names: [String] = []
      try cursor.beginArray()
      while try cursor.nextElement() { names.append(try cursor.string()) }
      try cursor.finish()
      return names
    } catch {
      return nil
    }
  }

  private mutating func readBody(_ field: UnsafeBufferPointer<UInt8>) -> Bool {
    if field.starts(with: "[{".utf8), readJSON(.body, field) { return true }
    draft.article.body = PlainParagraphs.blocks(of: field, string: string)
    return true
  }

  private func string(_ field: UnsafeBufferPointer<UInt8>) -> String {
    // Fields are cut at ASCII characters, so a field of a valid row is valid.
    isUTF8
      ? String(copying: UTF8Span(unchecked: field.span)) : String(decoding: field, as: UTF8.self)
  }
}

extension Diagnostic.Message {
  static func csvValue(_ name: String, _ value: String) -> Self {
    Self(
      id: "csv.value",
      text: "column '\(name)' cannot be '\(value.shortened)'; it is kept in 'extra'")
  }
}

extension String {
  /// The start of a text that may be long.
  fileprivate var shortened: String {
    unicodeScalars.count > 40 ? String(unicodeScalars.prefix(40)) + "…" : self
  }
}
