public import WarraqModel

/// A choice among articles that depends on those before.
///
/// It has two halves, as readers and writers have: the mark of an article is made by any task,
/// a stage sees the marks in the order of the input on one task. The articles themselves are
/// encoded by then, so the stage moves bytes and the output is the same for any number of jobs.
public protocol OrderedTransform: Sendable {
  /// What the stage has to know of an article; `nil` when it has no such thing.
  func mark(of article: Article) -> [UInt8]?

  /// Makes the sequential half for one conversion.
  ///
  /// - Parameter temporaryFolder: where what does not fit into memory may lie for that long.
  func makeStage(temporaryFolder: String) -> any OrderedStage
}

/// An ordered transform that can take its mark from where the texts of a story lie.
package protocol SliceMarker: OrderedTransform {
  /// The mark that ``OrderedTransform/mark(of:)`` makes of the same story.
  func mark(of story: borrowing RecordIndex) -> [UInt8]?
}

/// The sequential half of an ``OrderedTransform``.
public protocol OrderedStage {
  /// Leaves in `batch` the stories that go on.
  ///
  /// - Parameters:
  ///   - batch: the stories; those that do not go on are taken out.
  ///   - marks: the marks that the transform made, one a story.
  /// - Throws: `ConversionError` when what is held back cannot be kept.
  mutating func pass(_ batch: inout StoryBatch, marks: [[UInt8]?]) throws(ConversionError)

  /// The next stories of those that were held back until the input ended; `nil` after the last.
  ///
  /// - Throws: `ConversionError` when they cannot be had back.
  mutating func drain() throws(ConversionError) -> StoryBatch?

  /// Whether no further story can go on, so that nothing more has to be read.
  var isSatisfied: Bool { get }
}

extension OrderedStage {
  /// Nothing is held back.
  public mutating func drain() -> StoryBatch? { nil }
  /// Never.
  public var isSatisfied: Bool { false }
}

/// Encoded articles on their way through ordered stages to the output.
public struct StoryBatch: Sendable {
  /// What is known of one of them.
  struct Story: Sendable {
    /// The mark for each ordered transform.
    var marks: [[UInt8]?]
    /// What the writer could not hold.
    var losses: Loss.FeatureSet
    /// What was said of it, as places in the log of its batch.
    var diagnostics: Range<Int>
  }

  /// Their bytes.
  private(set) var encoded: EncodedBatch
  /// What is known of them, in the order of the parts of ``encoded``.
  private(set) var stories: [Story]
  /// What was said of stories that were left out.
  private(set) var silenced: [Range<Int>] = []
  private let separator: [UInt8]

  init(_ encoded: EncodedBatch = EncodedBatch(), _ stories: [Story] = [], separator: [UInt8]) {
    self.encoded = encoded
    self.stories = stories
    self.separator = separator
  }

  /// How many stories there are.
  public var count: Int { stories.count }

  /// How many bytes they have.
  public var byteCount: Int { encoded.buffer.count }

  /// The marks of the stories for the transform that stands at `index` among the ordered ones.
  func marks(at index: Int) -> [[UInt8]?] { stories.map { $0.marks[index] } }

  /// Leaves out the stories for which `isKept` is `false`; it is asked in order.
  public mutating func keep(where isKept: (Int) -> Bool) {
    let kept = stories.indices.map(isKept)
    guard kept.contains(false) else { return }
    let all = self
    removeAll()
    for index in kept.indices {
      if kept[index] {
        append(storyAt: index, of: all)
      } else {
        silenced.append(all.stories[index].diagnostics)
      }
    }
  }

  /// Takes all stories out; what was said of them stays said.
  public mutating func removeAll() {
    encoded = EncodedBatch()
    stories = []
  }

  /// Appends a story of another batch.
  public mutating func append(storyAt index: Int, of other: StoryBatch) {
    let part = other.encoded.parts[index]
    append(other.stories[index], part, bytes: other.encoded.buffer.bytes[part.range])
  }

  /// Appends a story that lies elsewhere; the range of its part does not count.
  mutating func append(_ story: Story, _ part: EncodedPart, bytes: ArraySlice<UInt8>) {
    if !stories.isEmpty { encoded.buffer.append(contentsOf: separator) }
    var part = part
    part.range = encoded.buffer.count..<encoded.buffer.count + bytes.count
    encoded.buffer.append(contentsOf: bytes)
    encoded.parts.append(part)
    stories.append(story)
  }

  /// A batch of one story without any bytes.
  package static var ofOne: StoryBatch {
    var encoded = EncodedBatch()
    encoded.parts = [EncodedPart(range: 0..<0)]
    return StoryBatch(
      encoded, [Story(marks: [], losses: [], diagnostics: 0..<0)], separator: [])
  }

  /// An empty batch for the same output.
  public var empty: StoryBatch { StoryBatch(separator: separator) }
}
