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
    guard pieces.contains(where: { if case .field = $0 { true } else { false } }) else {
      throw ConversionError(
        .badTemplate("'\(template)' names one file; add a field such as {slug} or {index}"))
    }
    guard !template.hasSuffix("/") else {
      throw ConversionError(.badTemplate("'\(template)' names folders; end it with a file's name"))
    }
    self.pieces = pieces
  }

  /// The folder that is the same for all, with its slash; empty for the working one.
  var folder: String {
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
  private static func safe(_ value: String) -> String {
    var result = ""
    for scalar in value.unicodeScalars {
      guard result.utf8.count < 116 else { break }
      let isUnsafe =
        scalar.value < 0x20 || scalar == "\u{7F}"
        || "/\\:*?\"<>|".unicodeScalars
          .contains(scalar)
      result.unicodeScalars.append(isUnsafe ? "-" : scalar)
    }
    while result.hasPrefix(".") || result.hasPrefix(" ") { result.removeFirst() }
    return result.isEmpty ? "none" : result
  }
}

extension Diagnostic.Message {
  static func badTemplate(_ text: String) -> Self { Self(id: "usage.template", text: text) }
}
