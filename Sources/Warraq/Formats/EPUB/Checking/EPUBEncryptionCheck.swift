import WarraqCore
import WarraqModel
import WarraqMarkup
import WarraqXML
import WarraqZip

/// Looks at what `META-INF` says about files that are encrypted or signed (EPUB 3.3, 4.2.6.3).
struct EPUBEncryptionCheck {
  let book: CheckedBook
  let limits: Limits
  /// What is wrong, with the file that it is wrong in.
  private(set) var problems: [(path: String, text: String)] = []

  init(_ book: CheckedBook, limits: Limits) {
    self.book = book
    self.limits = limits
  }

  mutating func check() throws(ConversionError) {
    if let root = try root(of: "META-INF/encryption.xml", named: "encryption") {
      checkEncryption(root)
    }
    _ = try root(of: "META-INF/signatures.xml", named: "signatures")
  }

  /// The root of a file that need not be there.
  private mutating func root(
    of path: String, named name: String
  ) throws(ConversionError) -> XMLTree.Element? {
    guard book.zip.entry(named: path) != nil else { return nil }
    let record = Record(bytes: try book.zip.read(path)[...], file: book.name(of: path))
    let root = try XMLTree(record, limits: limits).root
    guard root.name == name else {
      problems.append((path, "its root is '\(root.name)'; expected '\(name)'"))
      return nil
    }
    return root
  }

  private mutating func checkEncryption(_ root: XMLTree.Element) {
    let path = "META-INF/encryption.xml"
    var ids: Set<String> = []
    var found: [String] = []
    root.forEach { element in
      if let id = element["Id"], !ids.insert(id).inserted {
        found.append("two elements have the Id '\(id)'")
      }
      if element.isNamed("Compression") {
        let isKnown = ["0", "8"].contains(element["Method"] ?? "")
        if !isKnown || element["OriginalLength"].flatMap({ Int($0) }) == nil {
          found.append("'Compression' lacks a Method of 0 or 8, or its OriginalLength")
        }
      }
      if element.isNamed("EncryptedData"), let problem = obfuscation(of: element) {
        found.append(problem)
      }
    }
    problems += found.map { (path, $0) }
  }

  /// What is wrong with a font that is obfuscated: nothing else may be.
  private func obfuscation(of data: XMLTree.Element) -> String? {
    guard
      data.first("EncryptionMethod")?["Algorithm"] == "http://www.idpf.org/2008/embedding",
      let address = data.firstDescendant("CipherReference")?["URI"]
    else { return nil }
    let type = EPUBArchivePath.resolve(address, in: "mimetype").flatMap { book.item(at: $0) }?
      .mediaType
    guard let type, !Self.fontTypes.contains(type) else { return nil }
    return "'\(address)' is obfuscated, and is \(type), no type of a font that readers know"
  }

  private static let fontTypes: Set<String> = [
    "font/ttf", "font/otf", "font/woff", "font/woff2", "application/font-sfnt",
    "application/font-woff", "application/vnd.ms-opentype", "application/x-font-ttf",
    "application/x-font-truetype",
  ]
}
