/// One of several parts into which the records of all inputs are divided.
///
/// The parts are stretches of the inputs, one after the other and equal in bytes: a record belongs to the part in
/// which it begins. So the division depends on nothing but the inputs and their order, and the
/// outputs of the parts are stretches of the output of the whole. What is compressed, and what has
/// no size, is not divided: it belongs to the part in which it begins.
public struct Shard: Hashable, Sendable {
  /// Which part, 1 first.
  public let number: Int
  /// How many parts there are.
  public let count: Int

  /// Makes a part; `nil` when there is no such one.
  public init?(_ number: Int, of count: Int) {
    guard count >= 1, 1...count ~= number else { return nil }
    self.number = number
    self.count = count
  }

  /// Reads `I/N`.
  ///
  /// - Throws: `ConversionError` `usage.option-value`.
  public init(_ text: String) throws(ConversionError) {
    let numbers = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    guard numbers.count == 2, let number = numbers[0], let count = numbers[1],
      let shard = Shard(number, of: count)
    else {
      throw ConversionError(
        .badSetting("shard", text, expected: "I/N with I from 1 to N, such as 3/8"))
    }
    self = shard
  }

  /// Whether it is the first part.
  var isFirst: Bool { number == 1 }

  /// Its stretch of `total` bytes.
  func range(of total: Int) -> Range<Int> {
    func start(_ part: Int) -> Int { total / count * part + total % count * part / count }
    return start(number - 1)..<start(number)
  }
}

/// Which records of the inputs belong to a part.
struct ShardRange: Sendable {
  private let range: Range<Int>
  /// Where each input begins among the bytes of all, and where the last ends.
  private let starts: [Int]

  init(_ shard: Shard, inputs: [Input]) {
    var starts = [0]
    for input in inputs { starts.append(starts[starts.count - 1] + max(1, input.size ?? 1)) }
    range = shard.range(of: starts[starts.count - 1])
    self.starts = starts
  }

  /// Whether some record of the input may belong to the part.
  func overlaps(input index: Int) -> Bool {
    starts[index] < range.upperBound && starts[index + 1] > range.lowerBound
  }

  /// Whether the input begins in the part.
  func owns(input index: Int) -> Bool { range.contains(starts[index]) }

  /// Where a record lies; an input that is not divided counts as its first byte.
  func place(of offset: Int, input index: Int, isDivided: Bool) -> Place {
    let last = starts[index + 1] - starts[index] - 1
    let position = starts[index] + (isDivided ? min(max(0, offset), last) : 0)
    return position < range.lowerBound ? .before : position < range.upperBound ? .inside : .after
  }

  enum Place {
    case before
    case inside
    case after
  }
}

extension Diagnostic.Message {
  static let wholeDocuments = Self(
    id: "shard.whole-documents",
    text: "each part is a document of its own; only parts in jsonl, csv and tsv join into one")
}
