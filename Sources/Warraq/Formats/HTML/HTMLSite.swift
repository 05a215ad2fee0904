import WarraqCore
import WarraqMarkup
import WarraqModel

/// Where the files of a site lie.
enum HTMLSitePath {
  static let front = "index.html"
  static let style = "style.css"
  static let feed = "feed.xml"

  /// The page of the story at `index` of the input.
  static func story(_ index: Int) -> String {
    let number = String(index + 1)
    return "a" + String(repeating: "0", count: max(5 - number.count, 0)) + number + ".html"
  }

  /// The first page of a section, which every story knows by the name alone.
  static func section(_ name: String, page: Int = 0) -> String {
    let name = "s-" + SHA1.hexadecimal(of: Array(name.lowercased().utf8)).prefix(8)
    return page == 0 ? name + ".html" : "\(name)-\(page + 1).html"
  }
}

/// A picture that a story carries.
struct HTMLSitePicture: Sendable {
  let path: String
  let bytes: [UInt8]

  /// The largest file that is taken.
  private static let maximumBytes = 10 << 20

  /// Gives the pictures that an article carries addresses beside its page; what is no picture that
  /// browsers show keeps the address it has.
  ///
  /// - Parameter folder: where the files lie that relative addresses name; `nil` to read none.
  static func take(from article: inout Article, folder: String?) -> [HTMLSitePicture] {
    var pictures: [HTMLSitePicture] = []
    for asset in article.media.indices {
      for index in article.media[asset].renditions.indices {
        let rendition = article.media[asset].renditions[index]
        article.media[asset].renditions[index].data = nil
        guard let bytes = rendition.data ?? file(of: rendition, in: folder),
          let image = RasterImage(bytes)
        else { continue }
        let path = "images/\(SHA1.hexadecimal(of: bytes)).\(image.fileExtension)"
        pictures.append(HTMLSitePicture(path: path, bytes: bytes))
        article.media[asset].renditions[index].href = path
        article.media[asset].renditions[index].mediaType = image.mediaType
        article.media[asset].renditions[index].width = image.width
        article.media[asset].renditions[index].height = image.height
      }
    }
    return pictures
  }

  private static func file(of rendition: Asset.Rendition, in folder: String?) -> [UInt8]? {
    guard let folder, let href = rendition.href?.visible, !URIText.isAbsolute(href),
      !href.hasPrefix("//")
    else { return nil }
    // The address of a page is encoded; the name of a file is not.
    for name in [href, URIText.decodedSegment(href)] {
      let outcome = LocalFile.read(name, below: folder, maximumBytes: maximumBytes)
      if case .bytes(let bytes) = outcome { return bytes }
    }
    return nil
  }
}

/// What the pages that list stories have to know of one.
struct HTMLSiteStory: Sendable {
  let id: String
  let title: String
  let deck: String?
  let section: String?
  let byline: String?
  let publisher: String?
  let published: NewsDate?
  /// The newest of its dates, in seconds since 1970.
  let changed: Int?
  let urgency: Int
  let language: PageLanguage
  /// The picture for lists: its address and the words in its place.
  let picture: (path: String, text: String)?
  /// Those that its page needs; the output takes them.
  var pictures: [HTMLSitePicture]

  /// How long the texts for lists may be, in characters.
  private static let maximumTitle = 250
  private static let maximumDeck = 300

  init(_ article: Article, pictures: [HTMLSitePicture]) {
    language = PageLanguage(of: article)
    id = article.id
    title =
      (article.printedTitle ?? language.labels.untitled).shortened(to: Self.maximumTitle)
    deck = (article.deck ?? article.firstParagraph)?.shortened(to: Self.maximumDeck)
    section = article.section?.visible?.shortened(to: Self.maximumTitle)
    byline = article.byline?.visible?.shortened(to: Self.maximumTitle)
    publisher =
      (article.provider?.name
      ?? article.sources.first { $0.role == SourceRole.publisher }?.name)?.visible
    published = article.published
    changed = [article.modified, article.published, article.created]
      .compactMap { $0?.secondsSince1970() }.max()
    urgency = article.urgency.map { min(max($0, 1), 9) } ?? 5
    let own = Set(pictures.map(\.path))
    picture =
      article.media.lazy.compactMap { asset -> (String, String)? in
        asset.renditions.lazy.compactMap(\.href).first(where: own.contains)
          .map { ($0, asset.altText?.visible ?? "") }
      }.first
    self.pictures = pictures
  }
}

/// A site in the making: pages of stories are written as they come, pages that list them at the end.
struct HTMLSiteOutput: ArticleOutput {
  private let options: HTMLWriter.Options
  private var stories: [HTMLSiteStory] = []
  private var pictures: Set<String> = []

  init(options: HTMLWriter.Options) { self.options = options }

  mutating func begin(
    _ sink: any ByteSink, context: inout ConversionContext
  ) throws(ConversionError) {
    _ = try Self.folder(sink)
  }

  private static func folder(_ sink: any ByteSink) throws(ConversionError) -> any FolderSink {
    guard let folder = sink as? any FolderSink else { throw ConversionError(.siteIsFolder) }
    return folder
  }

  mutating func append(
    _ batch: EncodedBatch, to sink: any ByteSink, context: inout ConversionContext
  ) throws(ConversionError) {
    let folder = try Self.folder(sink)
    for part in batch.parts {
      guard var story = part.info as? HTMLSiteStory else {
        preconditionFailure("a part of a site comes from HTMLWriter.encode")
      }
      for picture in story.pictures where pictures.insert(picture.path).inserted {
        try folder.write(picture.bytes, to: picture.path)
      }
      story.pictures = []
      try folder.write(
        Array(batch.buffer.bytes[part.range]), to: HTMLSitePath.story(stories.count))
      stories.append(story)
    }
  }

  mutating func finish(
    _ sink: any ByteSink, context: inout ConversionContext
  ) throws(ConversionError) {
    guard !stories.isEmpty else { throw ConversionError(.noSiteStories) }
    let folder = try Self.folder(sink)
    let pages = HTMLSitePages(stories, title: options.title, sourceDate: context.sourceDate)
    for page in pages.lists { try folder.write(page.bytes(), to: page.path) }
    try folder.write(pages.feed(), to: HTMLSitePath.feed)
    try folder.write(HTMLStyle.sheet(css: options.css), to: HTMLSitePath.style)
    // The front page last: it is there when all that it leads to is.
    try folder.write(pages.front(), to: HTMLSitePath.front)
  }
}

extension Diagnostic.Message {
  fileprivate static let siteIsFolder = Self(
    id: "html.site-folder", text: "a site is a folder of pages; name the folder with -o")

  fileprivate static let noSiteStories = Self(
    id: "html.no-stories", text: "a site needs one story or more; there is none to write")
}
