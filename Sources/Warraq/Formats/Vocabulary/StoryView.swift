internal import WarraqMarkup

/// What a writer asks of a story, be it an `Article` or a record whose texts lie where they were read.
///
/// A writer over it is one description for both. Roles, relations and languages are short, so that
/// they are strings; everything that may be long is a ``Text``.
protocol StoryView {
  associatedtype Text: StoryText
  associatedtype RoleTexts: RandomAccessCollection<RoleTextView>
  associatedtype RoleTextView: StoryRoleText where RoleTextView.Text == Text
  associatedtype People: RandomAccessCollection<Person>
  associatedtype Person: StoryPerson where Person.Text == Text
  associatedtype Sources: RandomAccessCollection<SourceView>
  associatedtype SourceView: StorySource where SourceView.Text == Text
  associatedtype PartyView: StoryParty where PartyView.Text == Text
  associatedtype Keywords: RandomAccessCollection<KeywordView>
  associatedtype KeywordView: StoryKeyword where KeywordView.Text == Text
  associatedtype Media: RandomAccessCollection<AssetView>
  associatedtype AssetView: StoryAsset where AssetView.Text == Text
  associatedtype Related: RandomAccessCollection<RelatedView> where Related.Index == Int
  associatedtype RelatedView: StoryRelation where RelatedView.Text == Text

  var id: Text { get }
  var alternateIDs: RoleTexts { get }
  var version: Int { get }
  var url: Text? { get }
  var language: String? { get }
  var direction: TextDirection? { get }
  /// The direction to write the story in.
  var shownDirection: TextDirection { get }
  var headline: Text? { get }
  var titles: RoleTexts { get }
  var slugline: Text? { get }
  var section: Text? { get }
  var creators: People { get }
  var contributors: People { get }
  var byline: Text? { get }
  var dateline: Text? { get }
  var located: [Concept] { get }
  var created: NewsDate? { get }
  var published: NewsDate? { get }
  var modified: NewsDate? { get }
  var embargoed: NewsDate? { get }
  var expires: NewsDate? { get }
  var summaries: RoleTexts { get }
  var editorialNotes: RoleTexts { get }
  var keywords: Keywords { get }
  var subjects: [Concept] { get }
  var genres: [Concept] { get }
  var urgency: Int? { get }
  var status: PublicationStatus? { get }
  var provider: PartyView? { get }
  var sources: Sources { get }
  var creditLine: Text? { get }
  var copyrightHolder: PartyView? { get }
  var copyrightNotice: Text? { get }
  var usageTerms: Text? { get }
  var dataMining: Text? { get }
  var digitalSourceType: Text? { get }
  var media: Media { get }
  var related: Related { get }

  /// Whether there are blocks.
  var hasBody: Bool { get }
  /// How many words and characters the body has.
  var bodyCount: TextCount { get }
  /// Writes the body as XHTML.
  func writeXHTML(to xml: inout XMLWriter, context: inout ConversionContext)
  /// The story as an article, for what is written of no other one; a story that is none is then
  /// written in another way.
  var asArticle: Article? { get }
  /// A value without a place in the model.
  func extraValue(_ name: String) -> ExtraValue?
  /// A text that a writer made, which is there as long as the story.
  func made(_ text: String) -> Text
}

/// A text of a story.
protocol StoryText: UTF8Text {
  /// The text as a string of its own.
  var string: String { get }
  /// Whether it is known that XML takes it as it is, on one line.
  var isPlainMarkup: Bool { get }
  /// Appends it as a JSON string.
  func appendJSON(to buffer: inout ByteBuffer)
}

extension StoryText {
  /// Whether there is nothing in it.
  var isEmpty: Bool { withUTF8Bytes { $0.isEmpty } }

  /// Whether both have the same bytes.
  func isSame(as other: Self) -> Bool {
    withUTF8Bytes { bytes in other.withUTF8Bytes { bytes.elementsEqual($0) } }
  }
}

/// A text with a role.
protocol StoryRoleText {
  associatedtype Text: StoryText
  var role: String { get }
  var text: Text { get }
}

/// Somebody who made the story.
protocol StoryPerson {
  associatedtype Text: StoryText
  associatedtype Identifiers: Collection<Text>
  var name: Text { get }
  var role: String? { get }
  var jobTitle: Text? { get }
  var organization: Text? { get }
  var identifiers: Identifiers { get }
}

/// Where the information comes from.
protocol StorySource {
  associatedtype Text: StoryText
  var name: Text { get }
  var role: String? { get }
  var url: Text? { get }
  var iri: Text? { get }
}

/// Somebody who is responsible.
protocol StoryParty<Text> {
  associatedtype Text: StoryText
  var name: Text { get }
  var iri: Text? { get }
}

/// A keyword.
protocol StoryKeyword {
  associatedtype Text: StoryText
  var text: Text { get }
  var confidence: Double? { get }
}

/// A picture or a film.
protocol StoryAsset {
  associatedtype Text: StoryText
  associatedtype Renditions: RandomAccessCollection<RenditionView>
  associatedtype RenditionView: StoryRendition where RenditionView.Text == Text
  var id: Text { get }
  var kind: Asset.Kind? { get }
  var renditions: Renditions { get }
  var caption: Text? { get }
  var altText: Text? { get }
  var credit: Text? { get }
}

/// A form of a picture or a film.
protocol StoryRendition {
  associatedtype Text: StoryText
  var href: Text? { get }
  var mediaType: Text? { get }
  var role: String? { get }
  var width: Int? { get }
  var height: Int? { get }
  var sizeInBytes: Int? { get }
  var duration: Double? { get }
}

/// Another story.
protocol StoryRelation {
  associatedtype Text: StoryText
  var relation: String { get }
  var url: Text? { get }
  var id: Text? { get }
  var label: Text? { get }
  /// Its title, or the headline of the story that is here.
  var displayTitle: Text? { get }
  /// Its address, or that of the story that is here.
  var address: Text? { get }
  /// Its identifier, or that of the story that is here.
  var identifier: Text? { get }
  /// The story, where it is here.
  var article: Article? { get }
}

extension UTF8Text {
  /// Whether there is nothing to see in it.
  @inline(__always)
  var isBlank: Bool { withUTF8Bytes { $0.allSatisfy { $0 <= 0x20 } } }
}

// MARK: - Articles

extension String: StoryText {
  var string: String { self }
  var isPlainMarkup: Bool { false }
  func appendJSON(to buffer: inout ByteBuffer) { buffer.append(json: self) }
}

extension RoleText: StoryRoleText {}
extension Contributor: StoryPerson {}
extension Source: StorySource {}
extension Party: StoryParty {}
extension Keyword: StoryKeyword {}
extension Asset: StoryAsset {}
extension Asset.Rendition: StoryRendition {}

extension RelatedItem: StoryRelation {
  var address: String? { url ?? article?.url }
  var identifier: String? { id ?? article?.id }
}

extension Article: StoryView {
  var hasBody: Bool { !body.isEmpty }
  var asArticle: Article? { self }
  func extraValue(_ name: String) -> ExtraValue? { extra[name] }
  func made(_ text: String) -> String { text }

  func writeXHTML(to xml: inout XMLWriter, context: inout ConversionContext) {
    var body = XHTMLBody(media: media)
    body.write(self.body, to: &xml, context: &context)
  }
}

// MARK: - Addresses

extension StoryView {
  /// An identifier as an IRI, or `nil` when it is not an absolute one.
  func iri(of text: Text) -> Text? {
    let isPlain = text.withUTF8Bytes { URIText.isPlain($0, mayBe: .identifier) }
    return isPlain ? text : URIText.identifier(text.string).map(made)
  }

  /// The address of a link that a reader may follow, or `nil` when there is none to be trusted.
  func link(of text: Text) -> Text? {
    let isPlain = text.withUTF8Bytes { URIText.isPlain($0, mayBe: .link) }
    return isPlain ? text : URIText.link(text.string).map(made)
  }

  /// The address of a picture, or `nil` when there is none to be trusted.
  func resource(of text: Text) -> Text? {
    let isPlain = text.withUTF8Bytes { URIText.isPlain($0, mayBe: .link) }
    return isPlain ? text : URIText.resource(text.string).map(made)
  }

  /// An address of any scheme as RFC 3986 wants it, or `nil` when it is not an absolute one.
  func absolute(of text: Text) -> Text? {
    let isPlain = text.withUTF8Bytes { URIText.isPlain($0, mayBe: .identifier) }
    return isPlain ? text : URIText.absolute(text.string).map(made)
  }
}

extension StoryView {
  /// Whether the story, its sources, media or related stories have addresses that must not be written.
  var hasRefusedAddresses: Bool {
    func isRefused(_ address: Text?) -> Bool { address.map { !AddressScheme.allows($0) } ?? false }
    return isRefused(url) || sources.contains { isRefused($0.url) || isRefused($0.iri) }
      || media.contains { $0.renditions.contains { isRefused($0.href) } }
      || related.contains { isRefused($0.url) }
  }

  /// Appends the body as HTML, in the quotation marks of a JSON string.
  func appendHTML(to buffer: inout ByteBuffer, context: inout ConversionContext) {
    XHTMLBody.appendJSON(
      language: language, direction: shownDirection, to: &buffer, context: &context
    ) { xml, context in
      writeXHTML(to: &xml, context: &context)
    }
  }
}
