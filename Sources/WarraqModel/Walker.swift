/// Visits every block and every inline of a body, outermost first, in reading order.
///
/// Conform to it and implement what you care about; the default of each method does nothing and
/// goes on. Return `false` to skip what is inside.
public protocol BodyVisitor {
  /// Meets a block; returns whether to go inside.
  mutating func enter(_ block: Block) -> Bool
  /// Leaves a block that was entered.
  mutating func leave(_ block: Block)
  /// Meets an inline; returns whether to go inside.
  mutating func enter(_ inline: Inline) -> Bool
  /// Leaves an inline that was entered.
  mutating func leave(_ inline: Inline)
}

extension BodyVisitor {
  /// Goes inside.
  public mutating func enter(_ block: Block) -> Bool { true }
  /// Does nothing.
  public mutating func leave(_ block: Block) {}
  /// Goes inside.
  public mutating func enter(_ inline: Inline) -> Bool { true }
  /// Does nothing.
  public mutating func leave(_ inline: Inline) {}

  /// Visits blocks and all they hold.
  public mutating func walk(_ blocks: [Block]) {
    for block in blocks { walk(block) }
  }

  /// Visits one block and all it holds.
  public mutating func walk(_ block: Block) {
    guard enter(block) else { return }
    switch block {
    case .paragraph(let content), .heading(_, let content): walk(content)
    case .quote(let blocks, let attribution):
      walk(blocks)
      walk(attribution)
    case .list(let list): for item in list.items { walk(item) }
    case .table(let table):
      walk(table.caption)
      for row in table.rows { for cell in row { walk(cell.content) } }
    case .figure(let figure): walk(figure.caption)
    case .aside(let blocks, _), .footnote(_, let blocks): walk(blocks)
    case .embed, .preformatted, .divider: break
    }
    leave(block)
  }

  /// Visits inlines and all they hold.
  public mutating func walk(_ inlines: [Inline]) {
    for inline in inlines {
      guard enter(inline) else { continue }
      switch inline {
      case .emphasis(let content), .strong(let content), .link(let content, _, _),
        .superscript(let content), .subscript(let content), .deletion(let content),
        .insertion(let content), .span(let content, _, _):
        walk(content)
      case .text, .code, .lineBreak, .footnoteReference: break
      }
      leave(inline)
    }
  }
}

extension [Block] {
  /// The same blocks after `change` has seen each of them, innermost first.
  ///
  /// `change` returns what stands in the block's place: the block itself, others, or nothing.
  public func mapBlocks(_ change: (Block) -> [Block]) -> [Block] {
    flatMap { block in
      switch block {
      case .quote(let blocks, let attribution):
        change(.quote(blocks.mapBlocks(change), attribution: attribution))
      case .list(var list):
        {
          list.items = list.items.map { $0.mapBlocks(change) }
          return change(.list(list))
        }()
      case .table(var table):
        {
          table.rows = table.rows.map { row in
            row.map { cell in
              var cell = cell
              cell.content = cell.content.mapBlocks(change)
              return cell
            }
          }
          return change(.table(table))
        }()
      case .aside(let blocks, let role): change(.aside(blocks.mapBlocks(change), role: role))
      case .footnote(let id, let blocks): change(.footnote(id: id, blocks.mapBlocks(change)))
      case .paragraph, .heading, .figure, .embed, .preformatted, .divider: change(block)
      }
    }
  }
}
