/// The table of formats, and of the compressions that their files may be in.
public struct FormatRegistry: Sendable {
  /// The rows.
  public let formats: [Format]
  /// The compressions.
  public let codecs: [Codec]
  /// Tells the encoding of bytes that are in none of ``TextEncoding``, where it can be told.
  package var likelyEncoding: (@Sendable (ArraySlice<UInt8>) -> LegacyEncoding?)?

  /// Makes a table.
  ///
  /// With `import Warraq`, the compressions may be left out; they are then those of
  /// `FormatRegistry.standard`.
  public init(_ formats: [Format], codecs: [Codec]) {
    self.formats = formats
    self.codecs = codecs
  }

  /// This table with more formats, and with the same compressions.
  ///
  /// A format takes the place of one that has the same name.
  public func adding(_ formats: Format...) -> FormatRegistry {
    let names = Set(formats.map(\.name))
    var registry = FormatRegistry(
      self.formats.filter { !names.contains($0.name) } + formats, codecs: codecs)
    registry.likelyEncoding = likelyEncoding
    return registry
  }

  /// How many bytes of an input are looked at to tell its format.
  public static let sampleBytes = 4096

  /// How many bytes of an input are looked at to tell its compression.
  static let signatureBytes = 4

  /// The format of that name or alias, in any case.
  public func format(named name: String) -> Format? {
    let name = name.lowercased()
    return formats.first { $0.name == name || $0.aliases.contains(name) }
  }

  /// The format of that name.
  ///
  /// - Throws: `ConversionError` `usage.unknown-format` with the nearest name.
  public func requireFormat(named name: String) throws(ConversionError) -> Format {
    if let format = format(named: name) { return format }
    throw ConversionError(
      .unknownFormat(
        name,
        nearest: Spelling.synonym(of: name, in: formats.map(\.name))
          ?? Spelling.nearest(to: name, in: formats.map(\.name))))
  }

  /// The compression that files with the extension of `path` are in.
  public func codec(forPath path: String) -> Codec? {
    guard !codecs.isEmpty else { return nil }
    let fileExtension = Self.fileExtension(of: path)
    return codecs.first { $0.extensions.contains(fileExtension) }
  }

  /// The compression that an input starts as.
  func codec(startingWith bytes: ArraySlice<UInt8>) -> Codec? {
    codecs.first { $0.signatures.contains { bytes.starts(with: $0) } }
  }

  /// The path without the extension of a compression: `story.json` of `story.json.gz`.
  public func unpackedPath(of path: String) -> Substring {
    guard codec(forPath: path) != nil, let dot = path.utf8.lastIndex(of: UInt8(ascii: ".")) else {
      return path[...]
    }
    return path[..<dot]
  }

  /// The format that writes files with the extension of `path`, compressed or not.
  public func writableFormat(forPath path: String) -> Format? {
    let fileExtension = Self.fileExtension(of: String(unpackedPath(of: path)))
    guard !fileExtension.isEmpty else { return nil }
    return formats.first { $0.writer != nil && $0.extensions.contains(fileExtension) }
  }

  /// Whether some format reads files with the extension of `path`, compressed or not.
  public func readsFiles(like path: String) -> Bool {
    let fileExtension = Self.fileExtension(of: String(unpackedPath(of: path)))
    return formats.contains { $0.reader != nil && $0.extensions.contains(fileExtension) }
  }

  /// Whether some format checks files with the extension of `path`.
  public func checksFiles(like path: String) -> Bool {
    let fileExtension = Self.fileExtension(of: String(unpackedPath(of: path)))
    return formats.contains { $0.checker != nil && $0.extensions.contains(fileExtension) }
  }

  /// The format of an input, from its first bytes and the extension of its name.
  ///
  /// The bytes decide. Where they say no more than that a format is possible, an extension that
  /// one format alone has decides; between formats that are equally likely it breaks the tie.
  ///
  /// - Throws: `ConversionError` `input.unknown-format`, or `input.ambiguous-format` with the
  ///   candidates.
  public func detect(_ sample: ContentSample, name: String) throws(ConversionError) -> Format {
    try detect(sample, name: name, option: "--from") { $0.reader != nil }
  }

  /// The format of an input among those that may be it.
  ///
  /// - Parameter option: the option that names a format, for messages.
  package func detect(
    _ sample: ContentSample, name: String, option: String, where isCandidate: (Format) -> Bool
  ) throws(ConversionError) -> Format {
    // By their places: a folder of many files must not copy the table for each.
    var best = Likelihood.no
    var likely: [Int] = []
    for index in formats.indices where isCandidate(formats[index]) {
      let likelihood = formats[index].sniff(sample)
      guard likelihood >= best, likelihood > .no else { continue }
      if likelihood > best { likely.removeAll() }
      best = likelihood
      likely.append(index)
    }
    let hasExtension = { formats[$0].extensions.contains(sample.fileExtension) }
    if best == .possible {
      let named = formats.indices.filter { hasExtension($0) && isCandidate(formats[$0]) }
      if named.count == 1 { return formats[named[0]] }
    }
    let location = { SourceLocation(file: name) }
    guard !likely.isEmpty else {
      if sample.contains("<urlset") || sample.contains("<sitemapindex") {
        throw ConversionError(.sitemap, at: location())
      }
      throw ConversionError(
        .undetectedFormat(sample.rootName, formats.filter(isCandidate), option), at: location())
    }
    if likely.count == 1 { return formats[likely[0]] }
    let hinted = likely.filter(hasExtension)
    guard hinted.count == 1 else {
      throw ConversionError(.ambiguousFormat(likely.map { formats[$0] }, option), at: location())
    }
    return formats[hinted[0]]
  }

  /// The extension of a path in lower case, without the dot.
  public static func fileExtension(of path: String) -> String {
    let name = path.utf8.split(separator: UInt8(ascii: "/")).last ?? Substring(path).utf8
    guard let dot = name.lastIndex(of: UInt8(ascii: ".")), dot > name.startIndex else { return "" }
    return (String(name[name.index(after: dot)...]) ?? "").lowercased()
  }
}

/// Nearness of names, for "did you mean".
package enum Spelling {
  /// The candidate that is nearest to `word`, if any is near.
  package static func nearest(to word: String, in candidates: [String]) -> String? {
    let word = Array(word.lowercased().unicodeScalars)
    let ranked = candidates.map { ($0, distance(word, Array($0.unicodeScalars))) }
    guard let best = ranked.min(by: { $0.1 < $1.1 }), best.1 <= max(1, word.count / 2) else {
      return candidates.first { $0.hasPrefix(String(String.UnicodeScalarView(word))) }
    }
    return best.0
  }

  /// The candidate that differs from `word` by a slip or two; `nil` when none does.
  package static func near(_ word: String, in candidates: [String]) -> String? {
    let scalars = Array(word.lowercased().unicodeScalars)
    let near = candidates.filter { abs($0.unicodeScalars.count - scalars.count) <= 2 }
      .map { ($0, distance(scalars, Array($0.lowercased().unicodeScalars))) }
    guard let best = near.min(by: { ($0.1, $0.0) < ($1.1, $1.0) }),
      best.1 <= min(2, max(1, scalars.count / 4))
    else { return nil }
    return best.0
  }

  /// Words that other programs have for what has another name here.
  private static let synonyms = [
    "plain": "text", "ansi": "text", "gfm": "markdown", "commonmark": "markdown",
    "commonmark_x": "markdown", "markdown_strict": "markdown", "xhtml": "html",
    "json-lines": "jsonl", "ldjson": "jsonl", "excel": "csv", "xlsx": "csv", "newsitem": "newsml",
    "category": "keyword", "categories": "keyword", "tag": "keyword", "tags": "keyword",
    "publisher": "source", "day": "date",
  ]

  /// The candidate that `word` is another name of.
  package static func synonym(of word: String, in candidates: [String]) -> String? {
    synonyms[word.lowercased()].flatMap { candidates.contains($0) ? $0 : nil }
  }

  /// Levenshtein's distance, where two neighbours that changed places are one slip.
  private static func distance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
    var above: [Int] = []
    var row = Array(0...b.count)
    for (i, x) in a.enumerated() {
      var next = [i + 1]
      next.reserveCapacity(b.count + 1)
      for (j, y) in b.enumerated() {
        var least = min(row[j + 1] + 1, next[j] + 1, row[j] + (x == y ? 0 : 1))
        if i > 0, j > 0, x == b[j - 1], a[i - 1] == y { least = min(least, above[j - 1] + 1) }
        next.append(least)
      }
      above = row
      row = next
    }
    return row[b.count]
  }
}

extension Diagnostic.Message {
  static func unknownFormat(_ name: String, nearest: String?) -> Self {
    let hint = nearest.map { "; did you mean '\($0)'?" } ?? ""
    return Self(
      id: "usage.unknown-format",
      text: "no format is named '\(name)'\(hint) ('warraq formats' lists them)")
  }

  static func undetectedFormat(
    _ root: String?, _ formats: [Format], _ option: String
  ) -> Self {
    let found = root.map { "XML of an unknown kind, <\($0)>" } ?? "not a format that can be read"
    return Self(
      id: "input.unknown-format",
      text: "\(found); name one with \(option): "
        + formats.map(\.name).joined(separator: ", "))
  }

  static let sitemap = Self(
    id: "input.sitemap",
    text: "this is a sitemap, which lists the addresses of pages and has none of their text; save "
      + "those pages, as HTML files or in a web archive (.warc), and convert them")

  static func ambiguousFormat(_ formats: [Format], _ option: String) -> Self {
    Self(
      id: "input.ambiguous-format",
      text: "may be " + formats.map(\.name).joined(separator: " or ")
        + "; name the format with \(option)")
  }
}
