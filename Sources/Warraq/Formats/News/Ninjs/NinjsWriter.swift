public import WarraqCore
public import WarraqModel

/// Writes ninjs, the IPTC's news in JSON (https://iptc.org/std/ninjs/).
///
/// ```swift
/// let bytes = try NinjsWriter().document(of: articles, context: &context)
/// ```
///
/// The output is an array with one ninjs object an article. Each object is valid against the
/// official schema of its version whatever the article holds, unless extensions are asked for.
/// The README of the folder says where each part of an article goes.
public struct NinjsWriter: ArticleWriter {
  /// An edition of the standard.
  @nonexhaustive
  public enum Version: String, Hashable, Sendable, CaseIterable {
    /// ninjs 3.1, <https://iptc.org/std/ninjs/ninjs-schema_3.1.json>.
    case v3 = "3.1"
    /// ninjs 2.2, <https://iptc.org/std/ninjs/ninjs-schema_2.2.json>.
    case v2 = "2.2"
    /// ninjs 1.6, <https://iptc.org/std/ninjs/ninjs-schema_1.6.json>.
    case v1 = "1.6"
  }

  /// How ninjs is written.
  public struct Options: Hashable, Sendable {
    /// The edition of the standard.
    public var version = Version.v3
    /// Whether properties that ninjs cannot hold are added in a member of our own.
    ///
    /// `standard.schema` then names the schema of the extension; nothing is lost.
    public var extensions = false

    /// Makes the standard options.
    public init() {}

    static let settings: [Setting<Options>] = [
      .choice("ninjs-version", \.version, help: "Write this edition of ninjs; 3.1 by default."),
      .flag(
        "ninjs-extensions", \.extensions,
        help: "Add properties that ninjs cannot hold as a member 'warraq'; off by default."),
    ]
  }

  private let options: Options

  /// Makes a writer.
  public init(_ options: Options = .init()) {
    self.options = options
  }

  /// A comma and a line end.
  public var separator: [UInt8] { Array(",\n".utf8) }

  /// What becomes of a feature of the model.
  public func treatment(of feature: Loss.Feature) -> Loss.Treatment {
    if options.extensions { return .kept }
    switch feature {
    case .version, .url, .language, .headline, .slugline, .section, .creators, .contributors,
      .byline, .created, .published, .modified, .embargoed, .expires, .keywords, .keywordConfidence,
      .status, .provider, .sources, .creditLine, .copyrightHolder, .copyrightNotice, .usageTerms,
      .digitalSourceType:
      return .kept
    // In 1.6 they are members, whose names do not take every role.
    case .alternateIDs, .titles, .summaries: return options.version == .v1 ? .approximated : .kept
    // 3.1 allows 1 to 9, and that is what the model says too.
    case .urgency: return .kept
    // The HTML of the body says it, and what reads it cannot tell it from the language's own.
    case .direction: return .approximated
    case .contributorDetails, .sourceDetails, .subjects, .genres: return .approximated
    // `located` is one text.
    case .located, .dateline, .editorialNotes: return .flattened
    // A date has to have a time and a zone (RFC 3339, 5.6).
    case .partialDates: return .approximated
    case .dateText: return .dropped
    case .paragraphs, .headings, .lists, .tables, .preformatted, .dividers, .inlineMarkup,
      .deletions, .insertions, .footnotes, .links:
      return .kept
    case .quotes: return .kept
    // HTML has no element for what an aside is for.
    case .asides: return .approximated
    // Each says its direction, for HTML does not take it from the language.
    case .spans: return .approximated
    // Written as HTML says them; that they were figures of an asset and embeds is not said.
    case .figures, .embeds: return .approximated
    case .readMore: return .dropped
    case .media, .relatedArticles: return .approximated
    // Only 3.1 names the relation.
    case .related: return options.version == .v3 ? .kept : .approximated
    case .dataMining, .mediaData, .extra, .input: return .dropped
    }
  }

  /// Appends one article as an object.
  public func encode(
    _ article: Article, to buffer: inout ByteBuffer, context: inout ConversionContext
  ) throws(ConversionError) -> (any Sendable)? {
    let start = buffer.count
    var item = NinjsItem(options.version, isExtended: options.extensions)
    item.write(
      article.withAllowedAddresses(isLoss: !options.extensions, context: &context), to: &buffer,
      context: &context)
    noteDates(of: article, &context)
    if options.extensions {
      appendExtension(of: article, from: start, to: &buffer, limits: context.limits)
    }
    return nil
  }

  /// Says what becomes of dates that are not written as they are.
  private func noteDates(of story: some StoryView, _ context: inout ConversionContext) {
    if let embargoed = story.embargoed, !embargoed.isResolved {
      // A story under embargo must not look like one that is free.
      context.log.emit(.warning, .ninjsEmbargoWithoutTime)
      if !options.extensions { context.log.lose(.embargoed, .dropped) }
    }
    if !options.extensions, let modified = story.modified,
      story.published == nil || story.published == modified
    {
      // One date alone, or twice the same, reads as that of publication.
      context.log.lose(.modified, .approximated)
    }
  }

  /// Adds every property that does not come back from what was written, in its canonical form.
  private func appendExtension(
    of article: Article, from start: Int, to buffer: inout ByteBuffer, limits: Limits
  ) {
    let back = NinjsReader.article(fromWritten: buffer.bytes[start...], limits: limits)
    var extra = ByteBuffer()
    var (ours, theirs) = (ByteBuffer(), ByteBuffer())
    for property in CanonicalJSON.Property.allCases {
      ours.truncate(to: 0)
      theirs.truncate(to: 0)
      CanonicalJSON.append(property, of: article, to: &ours)
      CanonicalJSON.append(property, of: back, to: &theirs)
      let (has, hasBack) = (
        CanonicalJSON.has(property, in: article), CanonicalJSON.has(property, in: back)
      )
      guard has != hasBack || (has && ours.bytes != theirs.bytes) else { continue }
      extra.append(extra.count == 0 ? "{" as StaticString : "," as StaticString)
      extra.append(json: property.name)
      extra.append(UInt8(ascii: ":"))
      if has { extra.append(contentsOf: ours.bytes) } else { extra.append("null" as StaticString) }
    }
    guard extra.count > 0 else { return }
    buffer.truncate(to: buffer.count - 1)
    buffer.append(jsonName: "warraq")
    buffer.append(contentsOf: extra.bytes)
    buffer.append("}}" as StaticString)
  }

  /// Makes the sequential half.
  public func makeOutput() -> any ArticleOutput {
    DelimitedOutput(
      prologue: Array("[\n".utf8), separator: separator, epilogue: Array("\n]\n".utf8))
  }
}

extension NinjsWriter: SliceWriter {
  /// Unless what does not come back is added.
  package var writesSlices: Bool { !options.extensions }

  /// Appends a story that is in slices as an object.
  package func encode(
    _ story: inout RecordIndex, to buffer: inout ByteBuffer, context: inout ConversionContext
  ) throws(LeavesLane) -> (any Sendable)? {
    try SliceStory.with(&story) { story throws(LeavesLane) in
      guard !story.hasRefusedAddresses else { throw LeavesLane() }
      var item = NinjsItem(options.version, isExtended: false)
      item.write(story, to: &buffer, context: &context)
      noteDates(of: story, &context)
    }
    return nil
  }
}

extension ArticleWriter where Self == NinjsWriter {
  /// Writes an array of ninjs objects.
  public static func ninjs(_ options: NinjsWriter.Options = .init()) -> NinjsWriter {
    NinjsWriter(options)
  }
}

extension Diagnostic.Message {
  static let ninjsEmbargoWithoutTime = Self(
    id: "ninjs.embargo-without-time",
    text: "the embargo has no end, which ninjs cannot say; hold the story back or set 'embargoed'")
}
