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
  /// Whether the numbers count down.
  public var isReversed: Bool
  /// How the numbers are written.
  public var numbering: Numbering
  /// The items.
  public var items: [[Block]]

  /// Makes a list.
  public init(
    isOrdered: Bool = false, start: Int = 1, isReversed: Bool = false,
    numbering: Numbering = .decimal, items: [[Block]]
  ) {
    self.isOrdered = isOrdered
    self.start = start
    self.isReversed = isReversed
    self.numbering = numbering
    self.items = items
  }

  /// How the numbers of an ordered list are written.
  @nonexhaustive
  public enum Numbering: String, Hashable, Sendable, CaseIterable {
    /// 1, 2, 3.
    case decimal
    /// a, b, c.
    case lowerAlpha = "lower-alpha"
    /// A, B, C.
    case upperAlpha = "upper-alpha"
    /// i, ii, iii.
    case lowerRoman = "lower-roman"
    /// I, II, III.
    case upperRoman = "upper-roman"
  }

  /// The number of an item.
  package func number(ofItem index: Int) -> Int {
    isReversed ? start &- index : start &+ index
  }

  /// The number of an item as it is printed, without what stands behind it.
  package func label(ofItem index: Int) -> String {
    let number = number(ofItem: index)
    switch numbering {
    case .decimal: return String(number)
    case .lowerAlpha: return Self.letters(number) ?? String(number)
    case .upperAlpha: return Self.letters(number)?.uppercased() ?? String(number)
    case .lowerRoman: return Self.roman(number) ?? String(number)
    case .upperRoman: return Self.roman(number)?.uppercased() ?? String(number)
    }
  }

  /// 1 is `a`, 26 `z`, 27 `aa`.
  private static func letters(_ number: Int) -> String? {
    guard number > 0 else { return nil }
    var letters: [UInt8] = []
    var rest = number
    while rest > 0 {
      letters.append(UInt8(ascii: "a") + UInt8((rest - 1) % 26))
      rest = (rest - 1) / 26
    }
    return String(decoding: letters.reversed(), as: UTF8.self)
  }

  private static func roman(_ number: Int) -> String? {
    guard 1..<4000 ~= number else { return nil }
    let signs = [
      (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
      (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
    ]
    var text = ""
    var rest = number
    for (value, sign) in signs {
      while rest >= value {
        text += sign
        rest -= value
      }
    }
    return text
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
