public import WarraqModel

/// Passes over the first articles, and ends the conversion after some more.
///
/// What comes after the last of them is not read. Needs no memory.
public struct Window: SliceMarker {
  private let skipped: Int
  private let maximumCount: Int?

  /// Makes a transform.
  ///
  /// - Parameters:
  ///   - skipped: how many articles to pass over, 0 or more.
  ///   - maximumCount: how many to let through after them, 0 or more; `nil` for all.
  public init(skipping skipped: Int = 0, atMost maximumCount: Int? = nil) {
    self.skipped = skipped
    self.maximumCount = maximumCount
  }

  /// Nothing has to be known.
  public func mark(of article: Article) -> [UInt8]? { nil }

  package func mark(of story: borrowing RecordIndex) -> [UInt8]? { nil }

  /// Makes the sequential half.
  public func makeStage(temporaryFolder: String) -> any OrderedStage {
    Stage(skipped: skipped, wanted: maximumCount)
  }

  private struct Stage: OrderedStage {
    var skipped: Int
    var wanted: Int?

    var isSatisfied: Bool { wanted == 0 }

    mutating func pass(_ batch: inout StoryBatch, marks: [[UInt8]?]) {
      batch.keep { _ in
        guard skipped == 0 else {
          skipped -= 1
          return false
        }
        guard let count = wanted else { return true }
        wanted = max(0, count - 1)
        return count > 0
      }
    }
  }
}
