/// What the elements of feeds and of the vocabularies in them have to look like, as far as their
/// specifications say so in a way that a table can hold.
///
/// A row of the table is: the elements around, `|`, the elements, `|`, what holds for them. `*`
/// stands for any element around. What may hold is:
///
/// | token | meaning |
/// |---|---|
/// | `1` | at most one in the element around it |
/// | `=KIND` | its text is of that ``FeedValue`` |
/// | `@name`, `@name!` | it may have, it must have that attribute |
/// | `@name=KIND`, `@name!=KIND` | the same with a value of that kind |
/// | `+name` | it has that child |
/// | `only` | no text stands between its children |
/// | `leaf` | it has no children |
/// | `closed` | it has no children of the feed's own vocabulary but those of the table |
///
/// A kind that is a list of words, `a/b/c`, is one of them.
struct FeedElementTable {
  struct Row {
    var isOnce = false
    var kind: String?
    var attributes: [(name: String, isRequired: Bool, kind: String?)] = []
    var children: [String] = []
    var isOnly = false
    var isLeaf = false
    var isClosed = false
  }

  static let standard = FeedElementTable(text)

  private var rows: [String: Row] = [:]

  private init(_ text: String) {
    for line in text.split(separator: "\n") {
      let parts = line.split(separator: "|", omittingEmptySubsequences: false).map {
        $0.split(separator: " ").map(String.init)
      }
      guard parts.count == 3 else { continue }
      let row = Row(parts[2])
      for context in parts[0] {
        for name in parts[1] { rows[context + " " + name] = row }
      }
    }
  }

  /// What holds for an element in another one, by their names with the prefixes of ``prefixes``.
  func row(_ name: String, in context: String) -> Row? {
    rows[context + " " + name] ?? rows["* " + name]
  }

  /// The usual prefixes of vocabularies.
  static let prefixes: [String: String] = [
    FeedVocabulary.atomIRI: "atom", FeedVocabulary.dublinCoreIRI: "dc",
    FeedVocabulary.mediaIRI: "media", "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
    "http://www.w3.org/2003/01/geo/wgs84_pos#": "geo", "http://geourl.org/rss/module/": "geourl",
    "http://postneo.com/icbm": "icbm", "http://purl.org/rss/1.0/modules/slash/": "slash",
    "http://feedsync.org/2007/feedsync": "sx", FeedVocabulary.xhtmlIRI: "xhtml",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner",
    "http://purl.org/syndication/thread/1.0": "thr",
    "http://purl.org/syndication/history/1.0": "fh",
    "http://a9.com/-/spec/opensearch/1.1/": "opensearch",
    "http://conversationsnetwork.org/rssNamespace-1.0/": "conversationsNetwork",
    "http://backend.userland.com/creativeCommonsRssModule": "creativeCommons",
    "http://madskills.com/public/xml/rss/module/trackback/": "trackback",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf",
  ]

  private static let text = """
    root | channel | 1 only closed
    channel | title description copyright generator rating pubDate lastBuildDate | 1
    channel | link docs | 1 =iri
    channel | language | 1
    channel | managingEditor webMaster | 1 =contact
    channel | category item |
    channel | cloud | 1 @domain! @port!=positive @path! @registerProcedure! @protocol!
    channel | ttl | 1 =positive
    channel | image | 1 only closed +url +title +link
    channel | textInput | 1 only closed +title +description +name +link
    channel | skipHours | 1 only closed +hour
    channel | skipDays | 1 only closed +day
    image | title description | 1
    image | url link | 1 =iri
    image | width | 1 =width
    image | height | 1 =height
    textInput | title description | 1
    textInput | name | 1 =form
    textInput | link | 1 =iri
    skipHours | hour | =hour
    skipDays | day | =Monday/Tuesday/Wednesday/Thursday/Friday/Saturday/Sunday
    channel | item | closed
    item | title link description pubDate comments | 1
    item | comments | 1 =iri
    item | guid | 1 @isPermaLink=true/false @isPermalink=never
    item | author | 1 =contact
    item | category |
    item | enclosure | @url!=iri @length!=count @type!=mime
    item | source | 1 @url!=iri
    root | rdf:channel | only closed +items
    rdf:channel | title link description items image textinput | 1
    root | rdf:item | closed +title +link
    rdf:item | title link | 1
    rdf:item | description | 1 leaf
    root | feed | only closed
    feed source | id | 1 =iri
    feed source | title subtitle rights | 1 @type=text/html/xhtml
    feed source | updated | 1 =rfc3339
    feed source | icon logo | 1 =ref
    feed source | generator | 1 leaf @uri=ref
    feed source entry | author contributor | only closed +name
    feed source entry | category | @term! @scheme=iri
    feed source entry | link | @href!=ref @type=mime @hreflang=language @length=count \
    @thr:count=count @thr:updated=rfc3339 @thr:when=never
    feed | entry |
    root | entry | only closed
    entry | id | 1 =iri
    entry | title summary rights | 1 @type=text/html/xhtml
    entry | updated published | 1 =rfc3339
    entry | content | 1 @src=ref
    entry | source | 1 only closed
    author contributor | name | 1
    author contributor | uri | 1 =ref
    author contributor | email | 1 =mail
    channel rdf:channel | dc:language | =language
    * | dc:date | =w3cdtf
    * | geo:lat geourl:latitude icbm:latitude | =latitude
    * | geo:long geourl:longitude icbm:longitude | =longitude
    * | slash:hit_parade | =integers
    * | creativeCommons:license | =iri
    item entry | trackback:ping trackback:about | =iri
    rdf:item | trackback:ping trackback:about | @rdf:resource!=iri
    * | xhtml:meta | @name!=robots @content!=robots
    channel item | itunes:explicit | 1 =yes/no/clean/true/false/explicit
    channel item | itunes:block | 1 =yes/no/Yes/No
    channel item | itunes:image | @href!=iri
    channel item | itunes:author itunes:title | 1
    channel item | itunes:keywords itunes:subtitle | 1 =length-255
    channel item | itunes:summary | 1 =length-4000
    channel item | itunes:category | @text!=podcast
    channel | itunes:owner | 1 +itunes:email
    channel | itunes:new-feed-url | 1 =iri
    channel | itunes:complete itunes:pubDate itunes:link itunes:description itunes:name |
    channel | itunes:type | 1 =episodic/serial
    item | itunes:duration | 1 =duration
    item | itunes:episode itunes:season | 1 =positive
    item | itunes:episodeType | 1 =full/trailer/bonus
    item | itunes:isClosedCaptioned itunes:order itunes:pubDate itunes:link itunes:owner |
    itunes:owner | itunes:name | 1
    itunes:owner | itunes:email | 1 =mail
    itunes:category | itunes:category | @text!=podcast
    * | media:content | @url=iri @fileSize=count @type=mime \
    @medium=image/audio/video/document/executable @isDefault=true/false \
    @expression=sample/full/nonstop @bitrate=number @framerate=number @samplingrate=number \
    @channels=count @duration=number @height=count @width=count @lang=language
    * | media:group |
    * | media:title media:description | 1 @type=plain/html
    * | media:text | @type=plain/html @lang=language @start=npt @end=npt
    * | media:thumbnail | @url!=ref @height=count @width=count @time=npt
    * | media:player | @url!=iri @height=count @width=count
    * | media:copyright | 1 @url=iri
    * | media:category | @scheme=iri
    * | media:credit | @role=lower @scheme=iri
    * | media:rating | @scheme=iri
    * | media:restriction | @relationship!=allow/deny @type=country/uri/sharing
    * | media:hash | @algo=md5/sha-1
    * | feedburner:awareness feedburner:origLink feedburner:origEnclosureLink | 1 =iri
    * | feedburner:feedburnerHostname | 1 =iri
    * | feedburner:browserFriendly feedburner:emailServiceId | 1
    * | feedburner:feedFlare | @href=iri @src=iri
    feed source entry | thr:in-reply-to | @ref!=iri @href=ref @type=mime @source=ref
    entry | thr:total | =count
    * | opensearch:totalResults opensearch:itemsPerPage | 1 =count
    * | opensearch:startIndex | 1 =integer
    * | opensearch:Query | @role!=role @title=length-256 @totalResults=count @count=count \
    @startIndex=integer @startPage=integer @language=language @inputEncoding=charset \
    @outputEncoding=charset @searchTerms=encoded
    * | conversationsNetwork:image | =iri
    * | conversationsNetwork:introMilliseconds conversationsNetwork:ratingCount | =count
    * | conversationsNetwork:ratingAverage | =number
    * | conversationsNetwork:ratingIndividual | =positive
    * | conversationsNetwork:ratingTimestamp | =w3cdtf
    * | sx:sharing | @since=rfc3339 @until=rfc3339 @expires=rfc3339
    * | sx:related | @link!=uri @type!=complete/aggregated
    * | sx:sync | 1 @id!=name @updates!=positive @deleted=true/false @noconflicts=true/false \
    +sx:history
    * | sx:history | @sequence!=positive @when=rfc3339 @by=name
    """
}

extension FeedElementTable.Row {
  fileprivate init(_ tokens: [String]) {
    for token in tokens {
      switch token.first {
      case "1": isOnce = true
      case "=": kind = String(token.dropFirst())
      case "+": children.append(String(token.dropFirst()))
      case "@":
        let parts = token.dropFirst().split(separator: "=", maxSplits: 1)
        let isRequired = parts[0].hasSuffix("!")
        attributes.append(
          (
            String(isRequired ? parts[0].dropLast() : parts[0]), isRequired,
            parts.count > 1 ? String(parts[1]) : nil
          ))
      default:
        isOnly = isOnly || token == "only"
        isLeaf = isLeaf || token == "leaf"
        isClosed = isClosed || token == "closed"
      }
    }
  }
}
