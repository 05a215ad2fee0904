internal import WarraqCore
internal import WarraqModel
internal import WarraqMarkup

/// The article of one row, while its fields are read.
struct CSVRow {
  private let record: Record
  private let separator: CSVListSeparator
  private let nulls: CSVNulls
  private let limits: Limits
  private let markup: CSVHeader.Markup
  private var draft = ArticleDraft()
  private var problems: [Diagnostic.Message] = []
  private var dates: [PrintedDate] = []
  private var hasForeignLists = false
  private var html: String?
  /// Cells of columns that count only where others are empty.
  private var alternatives: [(column: CSVColumn, name: String, cell: [UInt8])] = []
  /// Whether the bytes of the row are UTF-8.
  let isUTF8: Bool

  /// A date that is not in ISO 8601: its reading depends on the language, which may come later.
  private struct PrintedDate {
    let name: String
    let text: String
    let field: Article.Field
  }

  init(
    record: Record, separator: CSVListSeparator, nulls: CSVNulls, markup: CSVHeader.Markup,
    limits: Limits
  ) {
    self.record = record
    self.separator = separator
    self.nulls = nulls
    self.markup = markup
    self.limits = limits
    isUTF8 = record.bytes.withUnsafeBufferPointer { bytes in
      UTF8Validation.firstInvalidByte(in: bytes) == nil
    }
  }

  /// Keeps a field without a counterpart in the model.
  mutating func keep(_ name: String, _ field: UnsafeBufferPointer<UInt8>) {
    draft.keep(name, .string(string(field)))
  }

  /// Keeps a field until it is known whether the column that has its place is empty.
  mutating func hold(
    _ column: CSVColumn, named name: String, _ field: UnsafeBufferPointer<UInt8>
  ) {
    alternatives.append((column, name, Array(field)))
  }

  private mutating func readAlternatives() {
    for (column, name, cell) in alternatives {
      let isMissing = !has(column) && cell.contains { $0 > 0x20 }
      let pictures = html
      if isMissing, column.field == .body { html = nil }
      cell.withUnsafeBufferPointer { cell in
        if isMissing { read(column, named: name, cell) } else { keep(name, cell) }
      }
      if isMissing, column.field == .body, let pictures {
        let content = HTMLContent(html: pictures, limits: limits, base: draft.article.pageAddress)
        let blocks = draft.article.adopt(content.media, of: content.blocks)
        draft.article.body = blocks + draft.article.body
      }
    }
    alternatives = []
  }

  /// Whether the property of a column has a value, a text one with words.
  private func has(_ column: CSVColumn) -> Bool {
    if column.field == .body {
      return html.map { !$0.isBlank && HTMLContent(html: $0).blocks.hasWords } ?? false
        || draft.article.body.hasWords
    }
    if dates.contains(where: { $0.field == column.field }) { return true }
    var search = ValueSearch()
    if case .role(let role) = column.content { search.role = role }
    var isFound = false
    draft.article.visit(column.field, search, into: &isFound)
    return isFound
  }

  /// Reads a field, not empty, that `name` heads.
  mutating func read(_ column: CSVColumn, named name: String, _ field: UnsafeBufferPointer<UInt8>) {
    let isRead =
      switch column.content {
      case .text, .role, .party: readText(of: column, named: name, field)
      case .word, .integer: fill(column.field, string(field.trimmed))
      case .date: readDate(field, named: name, column.field)
      case .list(let list): readList(list, of: column, named: name, field)
      case .json: readJSON(column.field, field, mayBePart: true)
      case .body, .plainText: readBody(named: name, field)
      case .html: readHTML(field)
      case .count: true
      }
    if !isRead {
      keep(name, field)
      problems.append(.csvValue(name, string(field)))
    } else if CSVNulls.isUsual(field, isName: column.isName), !column.isDate {
      problems.append(
        column.isAddress
          ? .csvNullValue(name, string(field)) : .csvNullWord(name, string(field)))
    } else if column.field == .language, field.count != 2,
      LanguageTag.known(draft.article.language) == nil
    {
      problems.append(.csvLanguageTag(name, string(field)))
    }
  }

  /// The article, complete.
  mutating func finish(context: inout ConversionContext) -> Article {
    if !alternatives.isEmpty { readAlternatives() }
    for date in dates { read(date) }
    if let html {
      let content = HTMLContent(html: html, limits: limits, base: draft.article.pageAddress)
      draft.article.body += draft.article.adopt(content.media, of: content.blocks)
      if content.leftOutNULs > 0 { problems.append(.leftOutNULs(content.leftOutNULs)) }
    }
    draft.article.resolveAddresses()
    if hasForeignLists { context.log.emit(.note, .csvForeignList, at: record.location) }
    for problem in problems { context.log.emit(.warning, problem, at: record.location) }
    context.log.keep(.column, draft.keptMembers)
    return draft.finish()
  }

  // MARK: Kinds of cells

  /// Fills a property with a text; returns whether the text is a value of it.
  private mutating func fill(_ field: Article.Field, _ text: String, role: String = "") -> Bool {
    var cell = CSVCellReader(text: text, role: role)
    draft.article.update(field, with: &cell)
    return cell.isRead
  }

  private mutating func readText(
    of column: CSVColumn, named name: String, _ field: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    // No story is found under the word, and others have it too.
    if column.isAddress, CSVNulls.isUsual(field, isName: true) { return true }
    if CSVForeignList.mayStartText(field), let list = CSVForeignList(field, mayBeCut: true),
      list.isCertain
    {
      if case .party = column.content, field.first == UInt8(ascii: "{"),
        readJSON(column.field, field)
      {
        return true
      }
      if let texts = list.names { return readTexts(texts, of: list, column, named: name, field) }
    }
    let text = string(field)
    return switch column.content {
    case .text where column.field == .language:
      LanguageTag.repaired(text).map { fill(column.field, $0) } ?? true
    case .role(let role): fill(column.field, text, role: role)
    case .party: readParty(column.field, field)
    case _: fill(column.field, text)
    }
  }

  /// Fills a property that is one text from a list of them; a list of texts takes them all.
  private mutating func readTexts(
    _ texts: [String], of list: CSVForeignList, _ column: CSVColumn, named name: String,
    _ field: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    hasForeignLists = true
    let texts = texts.filter { !$0.trimmed.isEmpty }
    var isWhole = !list.holdsMore && list.rest == nil
    if case .role(let role) = column.content {
      for text in texts { _ = fill(column.field, text, role: role) }
    } else if let first = texts.first {
      _ = fill(column.field, first)
      isWhole = isWhole && texts.count == 1
    }
    if !isWhole {
      keep(name, field)
      problems.append(list.rest == nil ? .csvOneText(name) : .csvCutList(name))
    }
    return true
  }

  private mutating func readDate(
    _ cell: UnsafeBufferPointer<UInt8>, named name: String, _ field: Article.Field
  ) -> Bool {
    let trimmed = cell.trimmed
    if CSVNulls.isUsual(trimmed, isName: true) {
      problems.append(.csvNullValue(name, string(trimmed)))
      return true
    }
    var date = NewsDate(certain: trimmed)
    if date != nil {
      draft.article.exchange(field, with: &date)
    } else if !trimmed.isEmpty {
      dates.append(PrintedDate(name: name, text: string(trimmed), field: field))
    }
    return true
  }

  private mutating func read(_ date: PrintedDate) {
    let (value, problem) = NewsDateParser(language: draft.article.language).newsDate(date.text)
    var slot: NewsDate? = value
    draft.article.exchange(date.field, with: &slot)
    if let problem {
      problems.append(
        .date("csv.date", date.text, in: "in column '\(date.name)'", read: value, problem))
    }
  }

  private mutating func readList(
    _ list: CSVList, of column: CSVColumn, named name: String,
    _ field: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    var names: [String]?
    if field.first == UInt8(ascii: "[") {
      if column.isPartOf == nil, readJSON(column.field, field) { return true }
      names = readNames(field)
    }
    if names == nil, CSVForeignList.mayStart(field),
      let foreign = CSVForeignList(field, mayBeCut: true)
    {
      hasForeignLists = true
      if column.isPartOf == nil, foreign.rest == nil, let json = foreign.json,
        json.withUnsafeBufferPointer({ readJSON(column.field, $0) })
      {
        return true
      }
      guard let found = foreign.names else { return false }
      names = found.filter { !$0.trimmed.isEmpty }
      if foreign.holdsMore || foreign.rest != nil { keep(name, field) }
      if foreign.rest != nil { problems.append(.csvCutList(name)) }
      if foreign.isShortened { problems.append(.csvShortenedList(name)) }
    } else if names == nil, CSVForeignList.startsAsCode(field) {
      return false
    }
    var items = CSVNamesReader(
      names: names ?? separator.split(field, of: list), isList: names != nil)
    draft.article.update(column.field, with: &items)
    return true
  }

  private mutating func readParty(
    _ property: Article.Field, _ field: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    if field.first == UInt8(ascii: "{"), readJSON(property, field) { return true }
    return fill(property, string(field))
  }

  /// - Parameter mayBePart: whether a list counts of which some members have another shape.
  private mutating func readJSON(
    _ property: Article.Field, _ field: UnsafeBufferPointer<UInt8>, mayBePart: Bool = false
  ) -> Bool {
    do throws(JSONError) {
      var cursor = try JSONCursor(field, maximumDepth: limits.maximumDepth)
      guard try draft.read(property, from: &cursor) else {
        if property == .media, readPictures(field) { return true }
        // One odd member of a list does not take the others away; the cell is kept whole.
        guard mayBePart, try draft.readParts(of: property, from: &cursor) else { return false }
        try cursor.finish()
        keep(property.name, field)
        problems.append(.csvValue(property.name, string(field)))
        return true
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
    let links =
      readNames(field) ?? CSVForeignList(field)?.names
      ?? separator.split(field, splitsAtCommas: false).flatMap(Self.addresses)
    guard links.allSatisfy(Self.isAddress) else { return false }
    draft.article.media = links.enumerated().map { index, link in
      Asset(
        id: "media-\(index + 1)", kind: Asset.Kind(fileName: link) ?? .picture,
        renditions: [Asset.Rendition(href: link)])
    }
    return true
  }

  /// The addresses in a text with commas between them; an address may have commas itself.
  private static func addresses(in text: String) -> [String] {
    var addresses: [String] = []
    for part in text.split(separator: ",") {
      let address = String(part).trimmed
      if address.hasPrefix("http") || address.hasPrefix("//") || addresses.isEmpty {
        addresses.append(address)
      } else {
        addresses[addresses.count - 1] += "," + part
      }
    }
    return addresses
  }

  /// Whether a text is the address of a file: on the web, on the host of the story, or of a picture.
  private static func isAddress(_ text: String) -> Bool {
    text.utf8.starts(with: "http".utf8)
      || !text.utf8.contains { $0 <= 0x20 }
        && (text.utf8.first == UInt8(ascii: "/") || Asset.Kind(fileName: text) != nil)
  }

  /// The strings of a JSON array, `nil` when the field is not one.
  private func readNames(_ field: UnsafeBufferPointer<UInt8>) -> [String]? {
    do throws(JSONError) {
      var cursor = try JSONCursor(field, maximumDepth: limits.maximumDepth)
      var names: [String] = []
      try cursor.beginArray()
      while try cursor.nextElement() { names.append(try cursor.string()) }
      try cursor.finish()
      return names
    } catch {
      return nil
    }
  }

  private mutating func readBody(
    named name: String, _ field: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    if field.starts(with: "[{".utf8), readJSON(.body, field, mayBePart: true) { return true }
    if isMarkup(field) { return readHTML(field) }
    if markup != .none, CSVForeignList.mayStart(field),
      let list = CSVForeignList(field, mayBeCut: true), list.isQuoted, var texts = list.names
    {
      hasForeignLists = true
      if let rest = list.rest {
        texts.append(rest)
        problems.append(.csvCutList(name))
      }
      draft.article.body = texts.flatMap { PlainParagraphs.blocks(of: $0) }
      return true
    }
    draft.article.body = PlainParagraphs.blocks(of: field, string: string)
    return true
  }

  private func isMarkup(_ field: UnsafeBufferPointer<UInt8>) -> Bool {
    switch markup {
    case .none: false
    case .whole: BodyText.isWholeHTML(field)
    case .any: BodyText.isHTML(field)
    }
  }

  private mutating func readHTML(_ field: UnsafeBufferPointer<UInt8>) -> Bool {
    // Its pictures come after those of the column of media.
    html = string(field)
    return true
  }

  private func string(_ field: UnsafeBufferPointer<UInt8>) -> String {
    // Fields are cut at ASCII characters, so a field of a valid row is valid.
    isUTF8
      ? String(validUTF8: field) : String(decoding: field, as: UTF8.self)
  }
}

extension CSVColumn {
  var isDate: Bool { if case .date = content { true } else { false } }

  /// Whether no dash alone stands in it: it holds names, summaries, addresses or tags of languages.
  var isName: Bool {
    switch content {
    case .list, .party, .role: true
    case .text: field == .language || field == .section || isAddress
    case _: false
    }
  }

  /// Whether it holds what a story is found under.
  var isAddress: Bool { field == .url || field == .id }
}

/// Whether a property has a value; a text needs words, and among texts with roles the role.
private struct ValueSearch: FieldVisitor {
  var role: String?

  func visit(_ field: Article.Field, _ value: String, into isFound: inout Bool) {
    isFound = !value.isBlank
  }

  func visit(_ field: Article.Field, _ value: String?, into isFound: inout Bool) {
    isFound = value?.isBlank == false
  }

  func visit(_ field: Article.Field, _ value: Int, into isFound: inout Bool) {
    isFound = value != 1
  }

  func visit(_ field: Article.Field, _ value: [RoleText], into isFound: inout Bool) {
    isFound = value.contains { !$0.text.isBlank && (role == nil || $0.role == role) }
  }

  func visit<Value>(_ field: Article.Field, _ value: Value?, into isFound: inout Bool) {
    isFound = value != nil
  }

  func visit<Element>(_ field: Article.Field, _ value: [Element], into isFound: inout Bool) {
    isFound = !value.isEmpty
  }

  func visit(derived field: Article.Field, of article: Article, into isFound: inout Bool) {}
}

/// Fills a property with the text of a cell.
private struct CSVCellReader: FieldUpdater {
  let text: String
  /// The role of the text, where the property is a list of such.
  let role: String
  /// Whether the text was a value of the property.
  var isRead = true

  init(text: String, role: String) {
    self.text = text
    self.role = role
  }

  mutating func update(_ field: Article.Field, _ value: inout String) { value = text }

  mutating func update(_ field: Article.Field, _ value: inout String?) { value = text }

  mutating func update(_ field: Article.Field, _ value: inout Int) {
    if let number = Int(whole: text) { value = number } else { isRead = false }
  }

  mutating func update(_ field: Article.Field, _ value: inout Int?) {
    if let number = Int(whole: text) { value = number } else { isRead = false }
  }

  mutating func update(_ field: Article.Field, _ value: inout TextDirection?) {
    value = TextDirection(rawValue: text)
    isRead = value != nil
  }

  mutating func update(_ field: Article.Field, _ value: inout PublicationStatus?) {
    value = PublicationStatus(rawValue: text)
    isRead = value != nil
  }

  mutating func update(_ field: Article.Field, _ value: inout Party?) {
    value = Party(name: text)
  }

  mutating func update(_ field: Article.Field, _ value: inout [RoleText]) {
    value.append(RoleText(role: role, text: text))
  }

  mutating func update(_ field: Article.Field, _ value: inout [Source]) {
    value.append(Source(name: text, role: role))
  }

  mutating func update<Value>(_ field: Article.Field, _ value: inout Value) { isRead = false }
}

/// Fills a list with names.
private struct CSVNamesReader: FieldUpdater {
  let names: [String]
  /// Whether each stands apart, so that it is a name as it is.
  let isList: Bool

  mutating func update(_ field: Article.Field, _ value: inout [Contributor]) {
    value = isList ? names.map { Contributor(name: $0) } : names.map(PeopleText.person)
  }

  mutating func update(_ field: Article.Field, _ value: inout [Concept]) {
    value = names.map { Concept(names: [.init($0)]) }
  }

  mutating func update(_ field: Article.Field, _ value: inout [Keyword]) {
    value = names.map { Keyword($0) }
  }

  mutating func update(_ field: Article.Field, _ value: inout [Source]) {
    // A table may name sources of several roles in columns of their own.
    value += names.map { Source(name: $0) }
  }

  mutating func update<Value>(_ field: Article.Field, _ value: inout Value) {}
}

extension Diagnostic.Message {
  static var csvComment: Self {
    Self(id: "csv.comment", text: "a line that begins with '#' above the header was left out")
  }

  static var csvForeignList: Self {
    Self(
      id: "csv.foreign-list",
      text: "a list as another program prints it, such as ['a', 'b'] or {a,b}, was read as a list")
  }

  static func csvShortenedList(_ name: String) -> Self {
    Self(
      id: "csv.shortened-list",
      text: "the program that wrote the list in column '\(name)' left items out where '...' stands;"
        + " have it write all of them")
  }

  static func csvNullWord(_ name: String, _ value: String) -> Self {
    Self(
      id: "csv.null-word",
      text: "'\(value)' in column '\(name)' is taken for a text; use --input-null '\(value)' where"
        + " it stands for nothing")
  }

  static func csvNullValue(_ name: String, _ value: String) -> Self {
    Self(
      id: "csv.null-word",
      text: "'\(value)' in column '\(name)' stands for nothing and is left out")
  }

  static func csvOneText(_ name: String) -> Self {
    Self(
      id: "csv.one-text",
      text: "column '\(name)' holds one text; the first of the list is it, and the list is kept in"
        + " 'extra'")
  }

  static func csvCutList(_ name: String) -> Self {
    Self(
      id: "csv.cut-list",
      text: "the list in column '\(name)' has no end; the program that wrote it cut the cell, such"
        + " as Excel after 32,767 characters")
  }

  static func csvLanguageTag(_ name: String, _ value: String) -> Self {
    Self(
      id: "csv.language-tag",
      text: "'\(value.shortened)' in column '\(name)' is no BCP 47 tag such as 'en'")
  }

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
