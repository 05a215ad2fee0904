public import WarraqCore
import WarraqModel
import WarraqMarkup
import WarraqXML
import WarraqZip

/// Checks books: EPUB 3.3 (https://www.w3.org/TR/epub-33/), and what makes one work for its readers.
///
/// The container is looked at first, then the package document, and then each page and style sheet
/// as a record of its own, so that memory does not grow with the book. It does not replace epubcheck,
/// which knows all of HTML; it finds some of what epubcheck does not look for.
public struct EPUBChecker: FormatChecker {
  /// Makes a checker.
  public init() {}

  /// Rules of books and of what they are made of.
  public var rules: [CheckRule] { CheckRule.epub + CheckRule.zip + CheckRule.xml }

  /// `false`: a book is an archive.
  public var readsText: Bool { false }

  /// Looks at the container, and finds the documents in it.
  public func makeScanner() -> any RecordScanner { EPUBCheckingScanner() }

  /// Looks at one document of the book.
  public func check(_ record: Record, schemas: Schemas, into findings: inout Findings) {
    guard let book = record.preamble as? CheckedBook else { return }
    let path = book.path(of: record)
    if path.lowercased().hasSuffix(".css") {
      var style = EPUBStyleCheck(record.bytes, path: path, book: book, findings)
      style.check()
      findings = style.findings
      return
    }
    let check = XMLDocumentCheck(file: record.file, limits: findings.limits)
    record.bytes.withUnsafeBufferPointer { check.see($0) }
    check.finish()
    for finding in check.takeFindings() { findings.report(finding) }
    guard let checked = CheckedRecord(record, &findings) else { return }
    if path == book.packagePath {
      var package = EPUBPackageCheck(checked, book: book, findings)
      package.check()
      findings = package.findings
    } else {
      var page = EPUBPageCheck(checked, path: path, book: book, findings)
      page.check()
      findings = page.findings
    }
  }
}

/// A book that is looked at.
final class CheckedBook: Sendable {
  /// What the manifest says of a file.
  struct Item: Sendable {
    var id: String
    var path: String
    var mediaType: String
    var properties: [String]
    /// Whether another item stands in for it where it cannot be shown.
    var hasFallback: Bool
    /// The id of the item that says when its words are spoken.
    var overlay: String?
  }

  let zip: ZipReader
  let packagePath: String
  /// The items of the manifest whose files are there, in its order.
  let items: [Item]
  /// The pages of the spine.
  let spine: [String]
  /// Whether the package is of EPUB 3, as far as it says.
  let isThree: Bool
  /// The pages that are laid out beforehand, and say their size.
  let fixedPages: Set<String>
  private let name: String
  private let itemsByPath: [String: Item]

  init(
    _ zip: ZipReader, name: String, packagePath: String, limits: Limits
  ) throws(ConversionError) {
    self.zip = zip
    self.name = name
    self.packagePath = packagePath
    let record = Record(
      bytes: try zip.read(packagePath)[...], file: "\(name)/\(packagePath)", preamble: nil)
    var items: [Item] = []
    var paths: [String: String] = [:]
    var spine: [String] = []
    var isThree = true
    var isFixed = false
    var fixedPages: Set<String> = []
    do throws(ConversionError) {
      let root = try XMLTree(record, limits: limits).root
      isThree = root["version"]?.hasPrefix("2") != true
      for meta in root.first("metadata")?.children.map({ $0 }) ?? []
      where meta["property"] == "rendition:layout" {
        isFixed = meta.text == "pre-paginated"
      }
      for element in root.first("manifest")?.children.map({ $0 }) ?? [] {
        guard let path = element["href"].flatMap({ EPUBArchivePath.resolve($0, in: packagePath) }),
          zip.entry(named: path) != nil
        else { continue }
        if let id = element["id"]?.trimmed { paths[id] = path }
        items.append(
          Item(
            id: element["id"]?.trimmed ?? "", path: path, mediaType: element["media-type"] ?? "",
            properties: (element["properties"] ?? "").split(separator: " ").map(String.init),
            hasFallback: element["fallback"] != nil, overlay: element["media-overlay"]?.trimmed))
      }
      for element in root.first("spine")?.children.map({ $0 }) ?? [] {
        guard let path = element["idref"].flatMap({ paths[$0.trimmed] }) else { continue }
        spine.append(path)
        let properties = (element["properties"] ?? "").split(whereSeparator: \.isWhitespace)
        let isOwn = properties.contains("rendition:layout-pre-paginated")
        if isOwn || isFixed && !properties.contains("rendition:layout-reflowable") {
          fixedPages.insert(path)
        }
      }
    } catch {
      // The package document is looked at as a record, which says what is wrong with it.
    }
    self.items = items
    self.spine = spine
    self.isThree = isThree
    self.fixedPages = fixedPages
    itemsByPath = Dictionary(items.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
  }

  func item(at path: String) -> Item? { itemsByPath[path] }

  /// What to call a file in findings: as if the book were a folder.
  func name(of path: String) -> String { "\(name)/\(path)" }

  /// The path of the file that a record holds.
  func path(of record: Record) -> String { String(record.file.dropFirst(name.count + 1)) }
}

/// Finds the documents of a book, after a look at its container.
private struct EPUBCheckingScanner: RecordScanner {
  private var book: CheckedBook?
  private var documents: [String] = []
  private var next = 0

  mutating func scan(
    _ source: ByteSource, into batch: inout RecordBatch, context: inout ConversionContext
  ) throws(ConversionError) -> Bool {
    if book == nil {
      Self.checkStart(try source.peek(64), source.name, &context)
      let spool = try source.spooled(
        in: context.temporaryFolder, limit: context.limits.maximumUnpackedBytes)
      let zip = try ZipReader(spool, name: source.name, limits: context.limits)
      guard let path = try Self.checkContainer(zip, source.name, &context) else { return false }
      let book = try CheckedBook(
        zip, name: source.name, packagePath: path, limits: context.limits)
      Self.checkNames(book, source.name, &context)
      var encryption = EPUBEncryptionCheck(book, limits: context.limits)
      try encryption.check()
      for (path, text) in encryption.problems {
        let place = SourceLocation(file: book.name(of: path))
        context.log.emit(Diagnostic(.epubEncryption, text, at: place))
      }
      let types: Set = [
        "application/xhtml+xml", "text/css", "application/x-dtbncx+xml", "application/smil+xml",
      ]
      let spine = Set(book.spine)
      var seen: Set<String> = [path]
      documents = [path]
      for item in book.items
      where types.contains(item.mediaType)
        || item.mediaType == "image/svg+xml" && spine.contains(item.path)
      {
        if seen.insert(item.path).inserted { documents.append(item.path) }
      }
      self.book = book
    }
    guard let book else { return false }
    batch.preamble = book
    while next < documents.count, !batch.isFull {
      let path = documents[next]
      next += 1
      let start = batch.bytes.count
      do throws(ConversionError) {
        batch.bytes.append(contentsOf: try book.zip.read(path))
        batch.beginFile(book.name(of: path))
        batch.append(start..<batch.bytes.count, line: 1, byteOffset: 0)
      } catch {
        context.log.emit(error)
      }
    }
    return next < documents.count
  }

  /// The first entry of the archive (EPUB 3.3, 4.2.3), which systems tell the format by.
  private static func checkStart(
    _ bytes: ArraySlice<UInt8>, _ name: String, _ context: inout ConversionContext
  ) {
    let bytes = Array(bytes)
    func number(_ offset: Int) -> Int { Int(bytes[offset]) | Int(bytes[offset + 1]) << 8 }
    func report(_ text: String) {
      context.log.emit(Diagnostic(.epubMimetype, text, at: SourceLocation(file: name)))
    }
    guard bytes.count > 30, bytes.starts(with: [0x50, 0x4B, 3, 4]) else { return }
    let nameEnd = 30 + number(26)
    let content = nameEnd + number(28)
    guard bytes[30..<min(nameEnd, bytes.count)].elementsEqual("mimetype".utf8) else {
      return report("the first entry of the archive is not 'mimetype'")
    }
    if number(8) != 0 { return report("'mimetype' is compressed") }
    if number(28) != 0 { report("'mimetype' has an extra field in its header") }
    if bytes[6] & 8 != 0 { report("'mimetype' has its size after its content") }
    if content < bytes.count, !bytes[content...].starts(with: "application/epub+zip".utf8) {
      report("'mimetype' does not hold 'application/epub+zip'")
    }
  }

  /// The path of the package document, which `META-INF/container.xml` names.
  private static func checkContainer(
    _ zip: ZipReader, _ name: String, _ context: inout ConversionContext
  ) throws(ConversionError) -> String? {
    // One that is larger by much is read no further than it has to be.
    let mimetype = zip.entry(named: "mimetype")
    let content =
      if let mimetype, mimetype.size < 1000 { try zip.read(mimetype) } else { [UInt8]() }
    if mimetype != nil, !content.elementsEqual("application/epub+zip".utf8) {
      context.log.emit(
        Diagnostic(
          .epubMimetype, "'mimetype' holds more or less than 'application/epub+zip'",
          at: SourceLocation(file: name)))
    }
    let path = "META-INF/container.xml"
    let file = "\(name)/\(path)"
    func report(_ text: String) {
      context.log.emit(Diagnostic(.epubContainer, text, at: SourceLocation(file: file)))
    }
    guard zip.entry(named: path) != nil else {
      report("there is no '\(path)'")
      return nil
    }
    let root = try XMLTree(
      Record(bytes: try zip.read(path)[...], file: file), limits: context.limits
    ).root
    for element in root.children where !["rootfiles", "links"].contains(element.name) {
      report("it holds '\(element.name)'; expected 'rootfiles' and 'links'")
    }
    guard let package = root.firstDescendant("rootfile")?["full-path"] else {
      report("it names no package document")
      return nil
    }
    guard zip.entry(named: package) != nil else {
      report("the package document '\(package)' is not there")
      return nil
    }
    return package
  }

  /// Whether no name of a file in a book may have a character (EPUB 3.3, 4.2.3).
  private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0...0x1F, 0x22, 0x2A, 0x3A, 0x3C, 0x3E, 0x3F, 0x5C, 0x7C, 0x7F...0x9F, 0xE000...0xF8FF,
      0xFDD0...0xFDEF, 0xFFF0...0xFFFF, 0xF0000...0x10FFFF:
      true
    default: false
    }
  }

  /// Names that trip over systems, and files that nothing lists.
  private static func checkNames(
    _ book: CheckedBook, _ name: String, _ context: inout ConversionContext
  ) {
    var folded: [String: String] = [:]
    let place = SourceLocation(file: name)
    for entry in book.zip.entries {
      // Folded whole: "ß" is "SS" too.
      let key = entry.name.uppercased().lowercased()
      if let other = folded.updateValue(entry.name, forKey: key) {
        context.log.emit(
          Diagnostic(
            .epubFileCase, "'\(other)' and '\(entry.name)' differ in case alone", at: place))
      }
      if let scalar = entry.name.unicodeScalars.first(where: isForbidden) {
        let code = String(scalar.value, radix: 16, uppercase: true)
        context.log.emit(
          Diagnostic(
            .epubFileCharacter,
            "the name '\(entry.name)' has U+\(String(repeating: "0", count: max(0, 4 - code.count)))\(code)",
            at: place))
      } else if !entry.name.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) {
        context.log.emit(
          Diagnostic(
            .epubFileName, "the name '\(entry.name)' has a space or a letter beyond ASCII",
            at: place))
      }
      let isListed =
        entry.name == "mimetype" || entry.name.hasPrefix("META-INF/")
        || entry.name == book.packagePath || book.item(at: entry.name) != nil
      if !isListed {
        context.log.emit(
          Diagnostic(.epubNotListed, "the manifest does not list '\(entry.name)'", at: place))
      }
    }
  }
}
