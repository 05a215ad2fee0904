/// A block of a story's body.
@nonexhaustive
public enum Block: Hashable, Sendable {
  /// A paragraph.
  case paragraph([Inline])
  /// A heading inside the story, level 2 to 6 (the headline is level 1).
  case heading(level: Int, [Inline])
  /// A quotation set apart.
  case quote([Block], attribution: [Inline])
  /// A list.
  indirect case list(ListBlock)
  /// A table.
  indirect case table(Table)
  /// A picture, film or sound of ``Article/media`` in its place.
  indirect case figure(Figure)
  /// Something of another platform: a post, a film, a map.
  indirect case embed(Embed)
  /// Text whose line breaks and spaces matter.
  case preformatted(String)
  /// A change of scene.
  case divider
  /// Something beside the story; ``AsideRole`` names the common roles.
  case aside([Block], role: String?)
  /// A note to which ``Inline/footnoteReference(_:)`` refers by its identifier, where the source
  /// has it: often at the end of the story.
  case footnote(id: String, [Block])
}

/// A list of items, each of them blocks.
public struct ListBlock: Hashable, Sendable {
  /// Whether the items are numbered.
  public var isOrdered: Bool
  /// The number of the first item.
  public var start: Int
  /// The items.
  public var items: [[Block]]

  /// Makes a list.
  public init(isOrdered: Bool = false, start: Int = 1, items: [[Block]]) {
    self.isOrdered = isOrdered
    self.start = start
    self.items = items
  }
}

/// A table: rows of cells.
public struct Table: Hashable, Sendable {
  /// The caption; empty when there is none.
  public var caption: [Inline]
  /// The rows, first to last.
  public var rows: [[Cell]]

  /// Makes a table.
  public init(caption: [Inline] = [], rows: [[Cell]]) {
    self.caption = caption
    self.rows = rows
  }

  /// One cell of a table.
  public struct Cell: Hashable, Sendable {
    /// What it holds.
    public var content: [Block]
    /// Whether it heads its row or column.
    public var isHeader: Bool
    /// How many columns it spans, 1 or more.
    public var columnSpan: Int
    /// How many rows it spans, 1 or more.
    public var rowSpan: Int

    /// Makes a cell.
    public init(_ content: [Block], isHeader: Bool = false, columnSpan: Int = 1, rowSpan: Int = 1) {
      self.content = content
      self.isHeader = isHeader
      self.columnSpan = columnSpan
      self.rowSpan = rowSpan
    }
  }
}

/// A place in the body where an asset of the story stands.
public struct Figure: Hashable, Sendable {
  /// The ``Asset/id`` of the asset.
  public var media: String
  /// The caption at this place; empty to use the asset's own.
  public var caption: [Inline]

  /// Makes a figure.
  public init(media: String, caption: [Inline] = []) {
    self.media = media
    self.caption = caption
  }
}

/// A thing of another platform inside a story.
public struct Embed: Hashable, Sendable {
  /// The platform in lower case: `twitter`, `youtube`, `facebook`…
  public var provider: String?
  /// Where it lives.
  public var url: String?
  /// Its text, with line breaks.
  public var text: String?
  /// Who wrote it, as printed.
  public var author: String?
  /// When it was written.
  public var date: NewsDate?
  /// Links to its pictures and films.
  public var media: [String]
  /// The markup that the source gave for it, kept for formats that can carry it. Never trusted.
  public var html: String?

  /// Makes an embed.
  public init(
    provider: String? = nil, url: String? = nil, text: String? = nil, author: String? = nil,
    date: NewsDate? = nil, media: [String] = [], html: String? = nil
  ) {
    self.provider = provider
    self.url = url
    self.text = text
    self.author = author
    self.date = date
    self.media = media
    self.html = html
  }
}
