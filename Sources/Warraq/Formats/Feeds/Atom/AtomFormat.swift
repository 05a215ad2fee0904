internal import WarraqXML

extension Format {
  /// Atom 1.0 (https://www.rfc-editor.org/rfc/rfc4287); reads 0.3 as well.
  public static let atom = Format(
    name: "atom", title: "Atom 1.0", extensions: ["atom", "xml"],
    mediaTypes: ["application/atom+xml"],
    sniff: { sample in
      guard let root = XMLSample(sample) else { return .no }
      guard root.name == "feed" || root.name == "entry" else { return .no }
      return root.mentions("http://www.w3.org/2005/Atom") || root.mentions("purl.org/atom/ns#")
        ? .certain : .likely
    },
    reader: FormatDirection(
      settings: AtomReader.Options.settings, defaults: AtomReader.Options(),
      make: { options in AtomReader(options) }),
    writer: FormatDirection(
      settings: AtomWriter.Options.settings, defaults: AtomWriter.Options(),
      make: { options in AtomWriter(options) }),
    checker: AtomChecker())
}

extension ArticleWriter where Self == AtomWriter {
  /// A writer of Atom.
  public static func atom(_ options: AtomWriter.Options = .init()) -> AtomWriter {
    AtomWriter(options)
  }
}

extension ArticleReader where Self == AtomReader {
  /// A reader of Atom.
  public static func atom(_ options: AtomReader.Options = .init()) -> AtomReader {
    AtomReader(options)
  }
}
