public import WarraqCore
public import WarraqModel

/// Writes the canonical JSON form, which keeps everything: an array of articles, or one a line.
///
/// ```swift
/// let bytes = try JSONWriter().document(of: articles, context: &context)
/// ```
public struct JSONWriter: ArticleWriter {
  /// How articles stand in the output.
  public enum Layout: Hashable, Sendable {
    /// One array.
    case array
    /// JSON Lines: one article a line, <https://jsonlines.org>.
    case lines
  }

  /// How to write.
  public struct Options: Hashable, Sendable {
    /// Whether members and elements stand on lines of their own, indented by two spaces; in an
    /// array only.
    public var pretty = false

    /// Makes the default options.
    public init() {}

    static let settings: [Setting<Options>] = [
      .flag(
        "pretty", \.pretty,
        help: "Put each member on a line of its own, indented; off by default.")
    ]
  }

  private let layout: Layout
  private let isPretty: Bool

  /// Makes a writer.
  public init(_ layout: Layout = .array, _ options: Options = .init()) {
    self.layout = layout
    isPretty = options.pretty && layout == .array
  }

  /// What stands between two articles.
  public var separator: [UInt8] {
    switch layout {
    case .array: Array(",\n".utf8)
    case .lines: Array("\n".utf8)
    }
  }

  /// Lines, not arrays.
  public var joinsOutputs: Bool { layout == .lines }

  /// Everything is kept.
  public func treatment(of feature: Loss.Feature) -> Loss.Treatment { .kept }

  /// Appends one article as an object.
  public func encode(
    _ article: Article, to buffer: inout ByteBuffer, context: inout ConversionContext
  ) throws(ConversionError) -> (any Sendable)? {
    guard isPretty else {
      CanonicalJSON.append(article, to: &buffer)
      return nil
    }
    var compact = ByteBuffer()
    CanonicalJSON.append(article, to: &compact)
    buffer.append(indentedJSON: compact.bytes, level: 1)
    return nil
  }

  /// Makes the sequential half.
  public func makeOutput() -> any ArticleOutput {
    switch layout {
    case .array: JSONArrayOutput(separator: separator)
    case .lines: JSONLinesOutput()
    }
  }
}

extension JSONWriter: SliceWriter {
  /// Unless lines are indented.
  package var writesSlices: Bool { !isPretty }

  /// Appends a story that is in slices as an object.
  package func encode(
    _ story: inout RecordIndex, to buffer: inout ByteBuffer, context: inout ConversionContext
  ) throws(LeavesLane) -> (any Sendable)? {
    CanonicalJSON.append(story, to: &buffer)
    return nil
  }
}

/// The brackets of an array around encoded articles.
private struct JSONArrayOutput: ArticleOutput {
  let separator: [UInt8]
  private var isEmpty = true

  init(separator: [UInt8]) { self.separator = separator }

  mutating func begin(
    _ sink: any ByteSink, context: inout ConversionContext
  ) throws(ConversionError) {
    try sink.write([UInt8(ascii: "[")])
  }

  mutating func append(
    _ batch: EncodedBatch, to sink: any ByteSink, context: inout ConversionContext
  ) throws(ConversionError) {
    guard !batch.parts.isEmpty else { return }
    try sink.write(isEmpty ? [UInt8(ascii: "\n")] : separator)
    isEmpty = false
    try sink.write(batch.buffer.bytes)
  }

  mutating func finish(
    _ sink: any ByteSink, context: inout ConversionContext
  ) throws(ConversionError) {
    try sink.write(Array((isEmpty ? "]\n" : "\n]\n").utf8))
  }

  var resumptionState: [UInt8]? { [isEmpty ? 0 : 1] }

  mutating func resume(from state: [UInt8]) { isEmpty = state != [1] }
}

/// A line end after each article, and nothing at all for none.
private struct JSONLinesOutput: ArticleOutput {
  mutating func begin(
    _ sink: any ByteSink, context: inout ConversionContext
  ) throws(ConversionError) {}

  mutating func append(
    _ batch: EncodedBatch, to sink: any ByteSink, context: inout ConversionContext
  ) throws(ConversionError) {
    guard !batch.parts.isEmpty else { return }
    try sink.write(batch.buffer.bytes)
    try sink.write([UInt8(ascii: "\n")])
  }

  mutating func finish(
    _ sink: any ByteSink, context: inout ConversionContext
  ) throws(ConversionError) {}

  var resumptionState: [UInt8]? { [] }
}

extension ArticleWriter where Self == JSONWriter {
  /// Writes an array of articles in the canonical JSON form.
  public static func json(_ options: JSONWriter.Options = .init()) -> JSONWriter {
    JSONWriter(.array, options)
  }

  /// Writes JSON Lines: one article in the canonical form a line.
  public static func jsonl() -> JSONWriter { JSONWriter(.lines) }
}

extension ByteBuffer {
  /// Appends compact JSON with each member and element on a line of its own.
  ///
  /// - Parameters:
  ///   - json: JSON without white space between its tokens.
  ///   - level: how many times two spaces stand before it.
  fileprivate mutating func append(indentedJSON json: [UInt8], level: Int) {
    var level = level
    var isInString = false
    func breakLine(_ buffer: inout ByteBuffer) {
      buffer.append(UInt8(ascii: "\n"))
      for _ in 0..<level { buffer.append("  ") }
    }
    for _ in 0..<level { append("  ") }
    var index = 0
    while index < json.count {
      let byte = json[index]
      if isInString {
        append(byte)
        if byte == UInt8(ascii: "\\") {
          index += 1
          append(json[index])
        } else if byte == UInt8(ascii: "\"") {
          isInString = false
        }
      } else {
        switch byte {
        case UInt8(ascii: "{"), UInt8(ascii: "["):
          append(byte)
          // Brackets with nothing inside stay together; the closing one is 2 after in ASCII.
          if json[index + 1] == byte + 2 {
            index += 1
            append(byte + 2)
          } else {
            level += 1
            breakLine(&self)
          }
        case UInt8(ascii: "}"), UInt8(ascii: "]"):
          level -= 1
          breakLine(&self)
          append(byte)
        case UInt8(ascii: ","):
          append(byte)
          breakLine(&self)
        case UInt8(ascii: ":"): append(": ")
        default:
          append(byte)
          isInString = byte == UInt8(ascii: "\"")
        }
      }
      index += 1
    }
  }
}
