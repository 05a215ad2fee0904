internal import WarraqMarkup

/// A story that is in slices, as writers ask for it.
///
/// It borrows the index and must not outlive its record. A story that has what it cannot tell leaves
/// the lane.
struct SliceStory {
  private let index: UnsafeMutablePointer<RecordIndex>

  /// Gives the story of an index to `body`.
  static func with<Result>(
    _ index: inout RecordIndex, _ body: (SliceStory) throws(LeavesLane) -> Result
  ) throws(LeavesLane) -> Result {
    try withUnsafeMutablePointer(to: &index) { index throws(LeavesLane) in
      let result = try body(SliceStory(index: index))
      guard !index.pointee.wantsToLeave else { throw LeavesLane() }
      return result
    }
  }

  private func text(_ field: Article.Field) -> TextSlice? { index.pointee.text(field).optional }

  private func list<Part: SlicePart>(_ field: Article.Field) -> SliceList<Part> {
    let texts = index.pointee.texts(of: field)
    let stride = field.kind.shape?.stride ?? 1
    return SliceList(texts.baseAddress, stride: stride, count: texts.count / stride)
  }

  private func concepts(_ field: Article.Field) -> [Concept] {
    guard index.pointee.has(field) else { return [] }
    return (list(field) as SliceList<SliceConcept>).map(\.concept)
  }
}

extension SliceStory: StoryView {
  var id: TextSlice { index.pointee.text(.id) }
  var alternateIDs: SliceList<SliceRoleText> { list(.alternateIDs) }
  var version: Int { text(.version)?.integer ?? 1 }
  var url: TextSlice? { text(.url) }
  var language: String? { text(.language)?.string }
  var direction: TextDirection? { text(.direction).flatMap { TextDirection(rawValue: $0.string) } }
  var headline: TextSlice? { text(.headline) }
  var titles: SliceList<SliceRoleText> { list(.titles) }
  var slugline: TextSlice? { text(.slugline) }
  var section: TextSlice? { text(.section) }
  var creators: SliceList<SlicePerson> { list(.creators) }
  var contributors: SliceList<SlicePerson> { list(.contributors) }
  var byline: TextSlice? { text(.byline) }
  var dateline: TextSlice? { text(.dateline) }
  var located: [Concept] { concepts(.located) }
  var created: NewsDate? { index.pointee.date(.created) }
  var published: NewsDate? { index.pointee.date(.published) }
  var modified: NewsDate? { index.pointee.date(.modified) }
  var embargoed: NewsDate? { index.pointee.date(.embargoed) }
  var expires: NewsDate? { index.pointee.date(.expires) }
  var summaries: SliceList<SliceRoleText> { list(.summaries) }
  var editorialNotes: SliceList<SliceRoleText> { list(.editorialNotes) }
  var keywords: SliceList<SliceKeyword> { list(.keywords) }
  var subjects: [Concept] { concepts(.subjects) }
  var genres: [Concept] { concepts(.genres) }
  var urgency: Int? { text(.urgency)?.integer }
  var status: PublicationStatus? {
    text(.status).flatMap { PublicationStatus(rawValue: $0.string) }
  }
  var provider: SliceParty? { (list(.provider) as SliceList<SliceParty>).first }
  var sources: SliceList<SliceSource> { list(.sources) }
  var creditLine: TextSlice? { text(.creditLine) }
  var copyrightHolder: SliceParty? { (list(.copyrightHolder) as SliceList<SliceParty>).first }
  var copyrightNotice: TextSlice? { text(.copyrightNotice) }
  var usageTerms: TextSlice? { text(.usageTerms) }
  var dataMining: TextSlice? { text(.dataMining) }
  var digitalSourceType: TextSlice? { text(.digitalSourceType) }
  var media: SliceList<SliceAsset> { list(.media) }
  var related: SliceList<SliceRelation> { list(.related) }

  var shownDirection: TextDirection {
    .shown(
      stated: direction, language: language, headline: headline?.string ?? "", plainText: plainText)
  }

  private var plainText: String {
    var buffer = ByteBuffer()
    buffer.append(plainTextOf: index.pointee)
    return String(decoding: buffer.bytes, as: UTF8.self)
  }

  var hasBody: Bool { index.pointee.has(.body) }
  var bodyCount: TextCount { index.pointee.bodyCount }

  func writeXHTML(to xml: inout XMLWriter, context: inout ConversionContext) {
    // Only bodies that are blocks have media.
    var body = XHTMLBody(media: index.pointee.blocks.isEmpty ? [] : media.map(\.asset))
    body.write(index.pointee, to: &xml, context: &context)
  }

  var asArticle: Article? {
    index.pointee.wantsToLeave = true
    return nil
  }

  func extraValue(_ name: String) -> ExtraValue? {
    let isThere = index.pointee.extraNames.contains { text in
      name.withUTF8Bytes { $0.elementsEqual(text.bytes) }
    }
    if isThere { index.pointee.wantsToLeave = true }
    return nil
  }

  func made(_ text: String) -> TextSlice {
    do throws(LeavesLane) {
      return try index.pointee.make(text)
    } catch {
      index.pointee.wantsToLeave = true
      return .absent
    }
  }
}

extension TextSlice: StoryText {
  func appendJSON(to buffer: inout ByteBuffer) { buffer.append(json: self) }
}

// MARK: - Parts

/// A part of a story that is a few texts in a row.
protocol SlicePart {
  init(_ texts: UnsafePointer<TextSlice>)
}

/// Parts of one kind, one after the other.
struct SliceList<Part: SlicePart>: RandomAccessCollection {
  private let texts: UnsafePointer<TextSlice>?
  private let stride: Int
  let endIndex: Int

  init(_ texts: UnsafePointer<TextSlice>?, stride: Int, count: Int) {
    self.texts = texts
    self.stride = stride
    endIndex = texts == nil ? 0 : count
  }

  var startIndex: Int { 0 }

  subscript(position: Int) -> Part {
    guard let texts else { preconditionFailure("an empty list has no parts") }
    return Part(texts + position * stride)
  }
}

// The places are those of the members in `PartShape`.

struct SliceRoleText: SlicePart, StoryRoleText {
  private let texts: UnsafePointer<TextSlice>
  init(_ texts: UnsafePointer<TextSlice>) { self.texts = texts }
  var role: String { texts[0].string }
  var text: TextSlice { texts[1] }
}

struct SlicePerson: SlicePart, StoryPerson {
  private let texts: UnsafePointer<TextSlice>
  init(_ texts: UnsafePointer<TextSlice>) { self.texts = texts }
  var name: TextSlice { texts[0] }
  var role: String? { texts[1].optional?.string }
  var jobTitle: TextSlice? { texts[2].optional }
  var organization: TextSlice? { texts[3].optional }
  var identifiers: UnsafeBufferPointer<TextSlice> {
    UnsafeBufferPointer(start: texts + 4, count: texts[4].isPresent ? 1 : 0)
  }
}

struct SliceSource: SlicePart, StorySource {
  private let texts: UnsafePointer<TextSlice>
  init(_ texts: UnsafePointer<TextSlice>) { self.texts = texts }
  var name: TextSlice { texts[0] }
  var role: String? { texts[1].optional?.string }
  var url: TextSlice? { texts[2].optional }
  var iri: TextSlice? { texts[3].optional }
}

struct SliceParty: SlicePart, StoryParty {
  private let texts: UnsafePointer<TextSlice>
  init(_ texts: UnsafePointer<TextSlice>) { self.texts = texts }
  var name: TextSlice { texts[0] }
  var iri: TextSlice? { texts[1].optional }
}

struct SliceKeyword: SlicePart, StoryKeyword {
  let text: TextSlice
  init(_ texts: UnsafePointer<TextSlice>) { text = texts[0] }
  var confidence: Double? { nil }
}

private struct SliceConcept: SlicePart {
  private let texts: UnsafePointer<TextSlice>
  init(_ texts: UnsafePointer<TextSlice>) { self.texts = texts }

  var concept: Concept {
    var concept = Concept(kind: texts[0].optional.flatMap { Concept.Kind(rawValue: $0.string) })
    concept.names = texts[1].optional.map { [Concept.Name($0.string)] } ?? []
    concept.scheme = texts[2].optional?.string
    concept.code = texts[3].optional?.string
    concept.iri = texts[4].optional?.string
    concept.rank = texts[5].optional?.integer
    concept.confidence = texts[6].optional?.integer
    return concept
  }
}

struct SliceAsset: SlicePart, StoryAsset {
  private let texts: UnsafePointer<TextSlice>
  init(_ texts: UnsafePointer<TextSlice>) { self.texts = texts }
  var id: TextSlice { texts[0] }
  var kind: Asset.Kind? { texts[1].optional.flatMap { Asset.Kind(rawValue: $0.string) } }
  var caption: TextSlice? { texts[2].optional }
  var altText: TextSlice? { texts[3].optional }
  var credit: TextSlice? { texts[4].optional }
  var renditions: SliceList<SliceRendition> {
    let hasOne = (5..<11).contains { texts[$0].isPresent }
    return SliceList(texts + 5, stride: 6, count: hasOne ? 1 : 0)
  }
}

extension SliceAsset {
  fileprivate var asset: Asset {
    Asset(
      id: id.string, kind: kind, renditions: renditions.map(\.rendition),
      caption: caption?.string, altText: altText?.string, credit: credit?.string)
  }
}

extension SliceRendition {
  fileprivate var rendition: Asset.Rendition {
    Asset.Rendition(
      href: href?.string, mediaType: mediaType?.string, role: role, width: width, height: height,
      sizeInBytes: sizeInBytes)
  }
}

struct SliceRendition: SlicePart, StoryRendition {
  private let texts: UnsafePointer<TextSlice>
  init(_ texts: UnsafePointer<TextSlice>) { self.texts = texts }
  var href: TextSlice? { texts[0].optional }
  var mediaType: TextSlice? { texts[1].optional }
  var role: String? { texts[2].optional?.string }
  var width: Int? { texts[3].optional?.integer }
  var height: Int? { texts[4].optional?.integer }
  var sizeInBytes: Int? { texts[5].optional?.integer }
  var duration: Double? { nil }
}

struct SliceRelation: SlicePart, StoryRelation {
  private let texts: UnsafePointer<TextSlice>
  init(_ texts: UnsafePointer<TextSlice>) { self.texts = texts }
  var relation: String { texts[0].string }
  var title: TextSlice? { texts[1].optional }
  var url: TextSlice? { texts[2].optional }
  var id: TextSlice? { texts[3].optional }
  var label: TextSlice? { texts[4].optional }
  var displayTitle: TextSlice? { title }
  var address: TextSlice? { url }
  var identifier: TextSlice? { id }
  var article: Article? { nil }
}
