package import WarraqModel

/// Where the output of a conversion goes.
public enum OutputPlan: Sendable {
  /// To standard output.
  case standardOutput
  /// To a file, which is replaced when the output is complete.
  case file(String)
  /// To files of their own, one an article, with paths from a template.
  case split(PathTemplate)
  /// To a sink of the caller's.
  case sink(@Sendable () -> any ByteSink)
}

extension OutputPlan {
  /// The folder of an output that is a plain file, where there is room for it.
  var folder: String? {
    guard case .file(let path) = self, !path.utf8.starts(with: "/dev/".utf8) else { return nil }
    let folder = LocalFile.folder(of: FileSink.target(of: path))
    return folder.isEmpty ? "." : folder
  }
}

/// A template for the paths of split output, such as `out/{date}/{slug}.xml`.
///
/// Fields: `{id}`, `{slug}` (of the slugline, else the headline), `{headline}`, `{date}`, `{year}`,
/// `{month}`, `{day}` (published, else modified, else created), `{language}`, `{section}`,
/// `{source}`, `{index}` (1 first, six digits). A field without a value is `none`. Values hold no
/// `/`; a path that was given before gets `-2`, `-3`… before its extension.
public struct PathTemplate: Hashable, Sendable {
  /// The names of the fields.
  public static let fields = [
    "id", "slug", "headline", "date", "year", "month", "day", "language", "section", "source",
    "index",
  ]

  private enum Piece: Hashable, Sendable {
    case text(String)
    case field(String)
  }

  private let pieces: [Piece]

  /// Reads a template.
  ///
  /// - Throws: `ConversionError` `usage.template` for an unknown field, a brace left open, or
  ///   a path that is the same for all or names no file.
  public init(_ template: String) throws(ConversionError) {
    var pieces: [Piece] = []
    var rest = template[...]
    while let open = rest.firstIndex(of: "{") {
      pieces.append(.text(String(rest[..<open])))
      guard let close = rest[open...].firstIndex(of: "}") else {
        throw ConversionError(.badTemplate("'{' without '}' in '\(template)'"))
      }
      let name = String(rest[rest.index(after: open)..<close])
      guard Self.fields.contains(name) else {
        let known = Self.fields.map { "{\($0)}" }.joined(separator: " ")
        throw ConversionError(.badTemplate("no field is named '{\(name)}'; there are \(known)"))
      }
      pieces.append(.field(name))
      rest = rest[rest.index(after: close)...]
    }
    pieces.append(.text(String(rest)))
    guard !template.hasSuffix("/") else {
      throw ConversionError(.badTemplate("'\(template)' names folders; end it with a file's name"))
    }
    guard pieces.contains(where: { if case .field = $0 { true } else { false } }) else {
      throw ConversionError(
        .badTemplate("'\(template)' names one file; add a field such as {slug} or {index}"))
    }
    self.pieces = pieces
  }

  /// The folder that is the same for all, with its slash; empty for the working one.
  package var folder: String {
    guard case .text(let text) = pieces.first, let slash = text.lastIndex(of: "/") else {
      return ""
    }
    return String(text[...slash])
  }

  /// The path of an article, with `{index}` still in it where the template has it.
  package func path(for article: Article) -> String {
    pieces.map { piece in
      switch piece {
      case .text(let text): text
      case .field("index"): "{index}"
      case .field(let name): Self.safe(Self.value(of: name, in: article))
      }
    }.joined()
  }

  private static func value(of field: String, in article: Article) -> String {
    let date = [article.published, article.modified, article.created].lazy.compactMap { $0 }
      .first { $0.isResolved }
    func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    switch field {
    case "id": return article.id
    case "slug": return Slug.make(from: article.slugline ?? article.headline ?? "")
    case "headline": return article.headline ?? ""
    case "date":
      guard let date, date.precision >= .day else { return date?.description ?? "" }
      return "\(date.description.prefix(10))"
    case "year": return date.map { String($0.description.prefix(4)) } ?? ""
    case "month": return date.flatMap { $0.month > 0 ? padded($0.month) : nil } ?? ""
    case "day": return date.flatMap { $0.day > 0 ? padded($0.day) : nil } ?? ""
    case "language": return article.language ?? ""
    case "section": return article.section ?? ""
    case "source": return article.provider?.name ?? article.sources.first?.name ?? ""
    default: return ""
    }
  }

  /// A value without what a path or a file system would misread, at most 120 bytes.
  ///
  /// Marks that change the direction of text would have a name read as another; ends in a dot or a
  /// space, and the names of devices, are not possible on Windows.
  private static func safe(_ value: String) -> String {
    var result = ""
    for scalar in value.unicodeScalars where !isMark(scalar) {
      guard result.utf8.count < 116 else { break }
      let isUnsafe =
        scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
        || "/\\:*?\"<>|".unicodeScalars
          .contains(scalar)
      result.unicodeScalars.append(isUnsafe ? "-" : scalar)
    }
    // A name that starts with a dash is an option to many programs.
    while let first = result.first, ". -".contains(first) { result.removeFirst() }
    while let last = result.last, last == "." || last == " " { result.removeLast() }
    // Windows takes a name for a device whatever follows a dot, and blanks before that.
    let stem = result.prefix { $0 != "." && $0 != " " }
    if deviceNames.contains(stem.uppercased()),
      result[stem.endIndex...].drop(while: { $0 == " " }).first.map({ $0 == "." }) ?? true
    {
      result.insert("-", at: stem.endIndex)
    }
    return result.isEmpty ? "none" : result
  }

  private static let deviceNames: Set<String> = {
    let numbered = ["COM", "LPT"].flatMap { name in "0123456789¹²³".map { "\(name)\($0)" } }
    return Set(["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"] + numbered)
  }()

  /// Whether a scalar is a mark of direction, a separator of lines, a byte order mark or a stand-in
  /// for no character.
  private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x61C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF, 0xFFF9...0xFFFB: true
    default: SystemPath.isByte(scalar) || scalar.value & 0xFFFE == 0xFFFE
    }
  }

  /// A path each of whose names is at most 200 bytes long, so that a number and what marks an
  /// unfinished file have room; the extension stays.
  static func shortened(_ path: String) -> String {
    let slash = UInt8(ascii: "/")
    let names = path.utf8.split(separator: slash, omittingEmptySubsequences: false)
    guard names.contains(where: { $0.count > maximumNameBytes }) else { return path }
    return names.map { bytes -> String in
      let name = String(Substring(bytes))
      guard name.utf8.count > maximumNameBytes else { return name }
      let dot = name.lastIndex(of: ".").map { name[$0...] } ?? ""
      let ending = dot.utf8.count <= 20 ? dot : ""
      var stem = name.dropLast(ending.count)
      while stem.utf8.count + ending.utf8.count > maximumNameBytes { stem.removeLast() }
      return String(stem) + ending
    }.joined(separator: "/")
  }

  private static let maximumNameBytes = 200
}

extension Diagnostic.Message {
  static func badTemplate(_ text: String) -> Self { Self(id: "usage.template", text: text) }
}
