internal import WarraqModel

// Blocks and inlines in the canonical form, their members in any order.
extension JSONCursor {
  static func blocks(_ cursor: inout JSONCursor) throws(JSONError) -> [Block] {
    try cursor.descend()
    var blocks: [Block] = []
    try cursor.beginArray()
    while try cursor.nextElement() {
      if blocks.isEmpty { blocks.reserveCapacity(8) }
      if cursor.forgives {
        if let block = try cursor.forgiven({ cursor throws(JSONError) in try cursor.block() }) {
          blocks.append(block)
        }
      } else {
        blocks.append(try cursor.block())
      }
    }
    cursor.ascend()
    return blocks
  }

  mutating func block() throws(JSONError) -> Block {
    try beginObject()
    var members = BlockMembers()
    while let key = try nextKey() {
      switch key {
      case "type":
        let type = try text()
        members.type = BlockMembers.Kind(type)
        if members.type == nil { throw wrongShape() }
      case "text": members.text = try string()
      case "content": members.content = try Self.inlines(&self)
      case "level": members.level = try integer()
      case "blocks": members.blocks = try Self.blocks(&self)
      case "attribution": members.attribution = try Self.textOrInlines(&self)
      case "caption": members.caption = try Self.textOrInlines(&self)
      case "role": members.role = try optional(Self.string)
      case "id": members.rare.id = try string()
      case "media":
        if try peek() == UInt8(ascii: "[") {
          members.rare.mediaLinks = try list(Self.string)
        } else {
          members.rare.media = try string()
        }
      case "ordered": members.rare.isOrdered = try boolean()
      case "reversed": members.rare.isReversed = try boolean()
      case "numbering":
        guard let numbering = ListBlock.Numbering(rawValue: try string()) else {
          throw wrongShape()
        }
        members.rare.numbering = numbering
      case "start":
        if members.rare.start != 1 { warn(.duplicateName(key.string), at: position) }
        members.rare.start = try integer()
      case "items": members.rare.items = try list(Self.listItem)
      case "rows": members.rare.rows = try list(Self.row)
      case "provider": members.rare.provider = try optional(Self.string)
      case "url": members.rare.url = try optional(Self.string)
      case "author": members.rare.author = try optional(Self.string)
      case "date": members.rare.date = try optional(Self.isoDate)
      case "dateDetails": members.rare.dateDetails = try optional(Self.embedDateDetails)
      case "html": members.rare.html = try optional(Self.string)
      default: try passMember()
      }
    }
    guard let block = members.block else { throw wrongShape() }
    return block
  }

  /// Blocks, or a string for one paragraph of plain text.
  private static func listItem(_ cursor: inout JSONCursor) throws(JSONError) -> [Block] {
    if try cursor.peek() == UInt8(ascii: "\"") {
      return [.paragraph([.text(try cursor.string())])]
    }
    return try blocks(&cursor)
  }

  private static func row(_ cursor: inout JSONCursor) throws(JSONError) -> [Table.Cell] {
    guard try !cursor.skipNull() else { throw cursor.wrongShape() }
    return try cursor.list(cell)
  }

  private static func cell(_ cursor: inout JSONCursor) throws(JSONError) -> Table.Cell {
    var cell = Table.Cell([])
    var hasContent = false
    try cursor.beginObject()
    while let key = try cursor.nextKey() {
      switch key {
      case "text":
        cell.content = [.paragraph([.text(try cursor.string())])]
        hasContent = true
      case "blocks":
        cell.content = try blocks(&cursor)
        hasContent = true
      case "header": cell.isHeader = try cursor.boolean()
      case "columnSpan":
        if cell.columnSpan != 1 { cursor.warn(.duplicateName(key.string), at: cursor.position) }
        cell.columnSpan = try cursor.integer()
      case "rowSpan":
        if cell.rowSpan != 1 { cursor.warn(.duplicateName(key.string), at: cursor.position) }
        cell.rowSpan = try cursor.integer()
      default: try cursor.passMember()
      }
    }
    guard hasContent else { throw cursor.wrongShape() }
    return cell
  }

  private static func embedDateDetails(
    _ cursor: inout JSONCursor
  ) throws(JSONError) -> DateDetails {
    var details = DateDetails()
    try cursor.beginObject()
    while let key = try cursor.nextKey() {
      switch key {
      case "date": details = try dateDetails(&cursor)
      default: try cursor.passMember()
      }
    }
    return details
  }

  // MARK: Inlines

  private static func inlines(_ cursor: inout JSONCursor) throws(JSONError) -> [Inline] {
    try cursor.descend()
    var inlines: [Inline] = []
    try cursor.beginArray()
    while try cursor.nextElement() {
      if try cursor.peek() == UInt8(ascii: "\"") {
        inlines.append(.text(try cursor.string()))
      } else if cursor.forgives {
        if let inline = try cursor.forgiven({ cursor throws(JSONError) in try cursor.inline() }) {
          inlines.append(inline)
        }
      } else {
        inlines.append(try cursor.inline())
      }
    }
    cursor.ascend()
    return inlines
  }

  private static func textOrInlines(_ cursor: inout JSONCursor) throws(JSONError) -> [Inline] {
    try cursor.peek() == UInt8(ascii: "\"")
      ? [.text(try cursor.string())] : try inlines(&cursor)
  }

  private mutating func inline() throws(JSONError) -> Inline {
    try beginObject()
    var type: String?
    var plain: String?
    var content: [Inline] = []
    var href: String?
    var id: String?
    var title: String?
    var language: String?
    var direction: TextDirection?
    while let key = try nextKey() {
      switch key {
      // Never shortened, as texts that are not wanted are.
      case "type": type = try text().string
      case "text": plain = try string()
      case "content": content = try Self.inlines(&self)
      case "href": href = try string()
      case "id": id = try string()
      case "title": title = try optional(Self.string)
      case "language": language = try optional(Self.string)
      case "direction": direction = try optional(Self.direction)
      default: try passMember()
      }
    }
    if let plain { content = [.text(plain)] }
    switch type {
    case "emphasis": return .emphasis(content)
    case "strong": return .strong(content)
    case "link":
      guard let href else { throw wrongShape() }
      return .link(content, href: href, title: title)
    case "code": return .code(plain ?? "")
    case "lineBreak": return .lineBreak
    case "superscript": return .superscript(content)
    case "subscript": return .subscript(content)
    case "deletion": return .deletion(content)
    case "insertion": return .insertion(content)
    case "span": return .span(content, language: language, direction: direction)
    case "footnoteReference":
      guard let id else { throw wrongShape() }
      return .footnoteReference(id)
    default: throw wrongShape()
    }
  }
}

/// What the members of a block say, until all are known.
private struct BlockMembers {
  enum Kind {
    case paragraph
    case heading
    case quote
    case list
    case table
    case figure
    case embed
    case preformatted
    case divider
    case aside
    case footnote

    init?(_ name: JSONText) {
      switch name {
      case "paragraph": self = .paragraph
      case "heading": self = .heading
      case "quote": self = .quote
      case "list": self = .list
      case "table": self = .table
      case "figure": self = .figure
      case "embed": self = .embed
      case "preformatted": self = .preformatted
      case "divider": self = .divider
      case "aside": self = .aside
      case "footnote": self = .footnote
      default: return nil
      }
    }
  }

  /// Members that paragraphs do not have, apart so that these stay cheap.
  final class Rare {
    var id: String?
    var media: String?
    var mediaLinks: [String] = []
    var isOrdered = false
    var start = 1
    var isReversed = false
    var numbering = ListBlock.Numbering.decimal
    var items: [[Block]] = []
    var rows: [[Table.Cell]] = []
    var provider: String?
    var url: String?
    var author: String?
    var date: NewsDate?
    var dateDetails: DateDetails?
    var html: String?
  }

  var type: Kind?
  var text: String?
  var content: [Inline] = []
  var level = 2
  var blocks: [Block] = []
  var attribution: [Inline] = []
  var caption: [Inline] = []
  var role: String?
  lazy var rare = Rare()

  var block: Block? {
    mutating get {
      guard let type else { return nil }
      switch type {
      case .paragraph: return .paragraph(text.map { [.text($0)] } ?? content)
      case .heading: return .heading(level: level, text.map { [.text($0)] } ?? content)
      case .quote: return .quote(blocks, attribution: attribution)
      case .list:
        return .list(
          ListBlock(
            isOrdered: rare.isOrdered, start: rare.start, isReversed: rare.isReversed,
            numbering: rare.numbering, items: rare.items))
      case .table: return .table(Table(caption: caption, rows: rare.rows))
      case .figure: return rare.media.map { .figure(Figure(media: $0, caption: caption)) }
      case .embed:
        return .embed(
          Embed(
            provider: rare.provider, url: rare.url, text: text, author: rare.author,
            date: rare.dateDetails?.restore(rare.date) ?? rare.date, media: rare.mediaLinks,
            html: rare.html))
      case .preformatted: return .preformatted(text ?? "")
      case .divider: return .divider
      case .aside: return .aside(blocks, role: role)
      case .footnote: return rare.id.map { .footnote(id: $0, blocks) }
      }
    }
  }
}
