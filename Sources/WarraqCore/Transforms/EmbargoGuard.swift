public import WarraqModel

/// Looks after stories that are not to be published, or not yet, before they are written in a format
/// that cannot say so, or that is for readers: readers of a feed would take them for any other.
public struct EmbargoGuard: Transform {
  /// What becomes of such a story.
  public enum Choice: String, Hashable, Sendable, CaseIterable {
    /// It is left out, with a note.
    case skip
    /// It is written, with a warning.
    case keep
    /// It is an error.
    case error
  }

  private let choice: Choice
  private let now: NewsDate?
  private let losesEmbargo: Bool
  private let losesStatus: Bool

  /// Makes a guard before a writer, `nil` where the writer's format says all that is needed.
  ///
  /// - Parameters:
  ///   - choice: what becomes of such a story.
  ///   - writer: what writes the stories.
  ///   - now: the moment at which an embargo has ended or not; `nil` where none has ended.
  public init?(_ choice: Choice, before writer: any ArticleWriter, now: NewsDate?) {
    losesEmbargo = writer.publishes || writer.treatment(of: .embargoed) == .dropped
    losesStatus = writer.publishes || writer.treatment(of: .status) == .dropped
    guard losesEmbargo || losesStatus else { return nil }
    self.choice = choice
    self.now = now
  }

  /// The embargo and the status.
  public var projection: Projection { Projection([Article.Field]([.embargoed, .status])) }

  /// The features of stories that it looks after; it lets all others pass.
  var features: Loss.FeatureSet {
    var features: Loss.FeatureSet = []
    if losesEmbargo { features.insert(.embargoed) }
    if losesStatus { features.insert(.status) }
    return features
  }

  /// Says what the story is, and returns whether it goes on.
  ///
  /// - Throws: `ConversionError` `output.embargoed`.
  public func apply(
    to article: inout Article, context: inout ConversionContext
  ) throws(ConversionError) -> Bool {
    guard let reason = reason(article) else { return true }
    switch choice {
    case .skip: context.log.emit(.note, .leftOut(reason))
    case .keep: context.log.emit(.warning, .embargoed(reason))
    case .error: throw ConversionError(.embargoed(reason))
    }
    return choice == .keep
  }

  private func reason(_ article: Article) -> String? {
    if losesStatus, let status = article.status, status != .usable { return status.rawValue }
    guard losesEmbargo, let date = article.embargoed else { return nil }
    guard let end = date.secondsSince1970() else { return "embargoed without an end" }
    if let now = now?.secondsSince1970(), end <= now { return nil }
    return "embargoed until \(date)"
  }
}

extension Diagnostic.Message {
  fileprivate static func embargoed(_ reason: String) -> Self {
    Self(
      id: "output.embargoed",
      text: "the story is \(reason), and the output cannot say so; leave such stories out with "
        + "--embargoed skip")
  }

  fileprivate static func leftOut(_ reason: String) -> Self {
    Self(
      id: "output.embargoed-left-out",
      text: "the story is \(reason) and was left out")
  }
}
