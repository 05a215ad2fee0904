public import WarraqModel

/// Keeps of all articles with one identifier the newest version, at its own place.
///
/// The newest has the highest version, then the latest date of modification or publication, then the
/// last place in the input. Nothing is written before the last article is read; until then what does
/// not fit into memory waits on the disk, as with ``Sorting``. Besides, 60 bytes an article stay in memory.
public struct LatestVersions: OrderedTransform {
  /// Makes the transform.
  public init() {}

  /// What tells the article apart, and how new it is.
  public func mark(of article: Article) -> [UInt8]? {
    let date = article.modified ?? article.published ?? article.created
    return Array(SHA1.digest(of: Array(article.id.utf8)).prefix(16))
      + Sorting.bytes(article.version) + Sorting.bytes(date?.secondsSince1970() ?? .min)
      + Sorting.bytes(date?.nanosecond ?? 0)
  }

  /// Makes the sequential half.
  public func makeStage(temporaryFolder: String) -> any OrderedStage {
    Stage(held: Sorting.makeHoldingStage(temporaryFolder: temporaryFolder))
  }

  private struct Stage: OrderedStage {
    private struct Version {
      var number: Int
      var age: [UInt8]
    }

    var held: any OrderedStage
    private var latest: [[UInt8]: Version] = [:]
    private var isLatest: [Bool] = []
    private var drained = 0

    init(held: any OrderedStage) { self.held = held }

    mutating func pass(
      _ batch: inout StoryBatch, marks: [[UInt8]?]
    ) throws(ConversionError) {
      var places: [[UInt8]?] = []
      for mark in marks {
        let number = isLatest.count
        places.append(Sorting.bytes(number))
        isLatest.append(true)
        guard let mark else { continue }
        let (id, age) = (Array(mark.prefix(16)), Array(mark.dropFirst(16)))
        if let other = latest[id] {
          let isNewer = !age.lexicographicallyPrecedes(other.age)
          isLatest[isNewer ? other.number : number] = false
          guard isNewer else { continue }
        }
        latest[id] = Version(number: number, age: age)
      }
      try held.pass(&batch, marks: places)
    }

    mutating func drain() throws(ConversionError) -> StoryBatch? {
      while var batch = try held.drain() {
        let first = drained
        drained += batch.count
        batch.keep { isLatest[first + $0] }
        if batch.count > 0 { return batch }
      }
      return nil
    }
  }
}
