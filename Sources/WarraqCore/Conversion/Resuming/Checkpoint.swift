#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// Where a conversion is among its inputs.
struct InputPosition: Hashable, Sendable {
  /// How many inputs are done.
  var inputs = 0
  /// How many records of the next one are done.
  var records = 0
  /// How many bytes the inputs that are done had.
  var bytes = 0
}

/// How far a conversion is.
struct Checkpoint: Sendable {
  /// What tells the conversion from others.
  var identity = ""
  /// Where it is among its inputs.
  var position = InputPosition()
  /// How many bytes of what is written besides are right.
  var companionBytes = 0
  /// Articles written.
  var articles = 0
  /// Inputs that could not be read to their end.
  var failedInputs = 0
  /// Records that could not be decoded or encoded.
  var failedRecords = 0
  /// Warnings about inputs and records.
  var warnings = 0
  /// What was lost.
  var losses = LossCount()
  /// The seconds since 1970 of the moment that stories without a date get.
  var undated: Int?
  /// The seconds since 1970 of the moment from which dates are counted.
  var moment: Int?
  /// Whether nothing is left to do but to give the output its name.
  var isComplete = false
  /// The outputs, in their order.
  var outputs: [Output] = []

  /// How far one output is.
  struct Output: Sendable {
    /// How many of its bytes are right.
    var bytes = 0
    /// What its writer has to know to go on.
    var state: [UInt8] = []
    /// What waits to be compressed.
    var pending: [UInt8] = []
  }
}

/// The file of the last checkpoint: one line of JSON, then of each output the state and what waits to
/// be compressed.
struct CheckpointFile {
  let path: String

  private static let version = 2

  /// The checkpoint; `nil` when there is none.
  ///
  /// - Throws: `ConversionError` `resume.damaged`.
  func read() throws(ConversionError) -> Checkpoint? {
    guard FileStatus.of(path) != nil else { return nil }
    let source = try ByteSource(path: path)
    var bytes: [UInt8] = []
    while try source.read(into: &bytes, upTo: 1 << 20) > 0 {}
    guard let end = bytes.firstIndex(of: UInt8(ascii: "\n")),
      let (parsed, lengths) = try? bytes[..<end].withUnsafeBufferPointer({
        line throws(JSONError) in try Self.parse(line)
      })
    else { throw ConversionError(.damagedCheckpoint, at: SourceLocation(file: path)) }
    var checkpoint = parsed
    var rest = bytes[(end + 1)...]
    for length in lengths {
      guard length.bytes >= 0, 0...rest.count ~= length.state,
        0...(rest.count - length.state) ~= length.pending
      else { throw ConversionError(.damagedCheckpoint, at: SourceLocation(file: path)) }
      checkpoint.outputs.append(
        Checkpoint.Output(
          bytes: length.bytes, state: Array(rest.prefix(length.state)),
          pending: Array(rest.dropFirst(length.state).prefix(length.pending))))
      rest = rest.dropFirst(length.state + length.pending)
    }
    return checkpoint
  }

  /// Puts a checkpoint in the place of the last; the file is always the old one or the new one.
  func write(_ checkpoint: Checkpoint) throws(ConversionError) {
    var buffer = ByteBuffer()
    Self.append(checkpoint, to: &buffer)
    for output in checkpoint.outputs {
      buffer.append(contentsOf: output.state)
      buffer.append(contentsOf: output.pending)
    }
    let new = try ResumableFile(path: newPath)
    try new.truncate(to: 0)
    try new.write(buffer.bytes)
    try new.rename(to: path)
  }

  /// Removes the file.
  func remove() {
    // The new one is of a process that was killed between writing it and giving it its name.
    for path in [path, newPath] { SystemPath.withName(of: path) { _ = unlink($0) } }
  }

  private var newPath: String { path + "-new" }

  private static func append(_ checkpoint: Checkpoint, to buffer: inout ByteBuffer) {
    buffer.append("{")
    buffer.append(spacedName: "version", version)
    buffer.append(spacedName: "identity", checkpoint.identity)
    let numbers = [
      ("inputs", checkpoint.position.inputs), ("records", checkpoint.position.records),
      ("bytesRead", checkpoint.position.bytes),
      ("companionBytes", checkpoint.companionBytes), ("articles", checkpoint.articles),
      ("failedInputs", checkpoint.failedInputs), ("failedRecords", checkpoint.failedRecords),
      ("warnings", checkpoint.warnings),
      ("isComplete", checkpoint.isComplete ? 1 : 0),
    ]
    for (name, number) in numbers { buffer.append(spacedName: name, number) }
    if let undated = checkpoint.undated { buffer.append(spacedName: "undated", undated) }
    if let moment = checkpoint.moment { buffer.append(spacedName: "moment", moment) }
    buffer.append(spacedName: "outputs")
    buffer.append("[")
    for output in checkpoint.outputs {
      buffer.append(buffer.bytes.last == UInt8(ascii: "[") ? "{" : ",{")
      buffer.append(spacedName: "bytes", output.bytes)
      buffer.append(spacedName: "state", output.state.count)
      buffer.append(spacedName: "pending", output.pending.count)
      buffer.append("}")
    }
    buffer.append("]")
    buffer.append(spacedName: "losses")
    buffer.append("{")
    for (kind, count) in checkpoint.losses.entries {
      let output = kind.output.map { " \($0)" } ?? ""
      buffer.append(
        spacedName: "\(kind.feature.rawValue) \(kind.treatment.rawValue)\(output)", count)
    }
    buffer.append("}}\n")
  }

  private static func parse(
    _ line: UnsafeBufferPointer<UInt8>
  ) throws(JSONError) -> (checkpoint: Checkpoint, lengths: [OutputLengths])? {
    var checkpoint = Checkpoint()
    var lengths: [OutputLengths] = []
    var cursor = try JSONCursor(line, maximumDepth: 4)
    var isKnownVersion = false
    try cursor.beginObject()
    while let key = try cursor.nextKey() {
      switch key.string {
      case "version": isKnownVersion = try cursor.integer() == version
      case "identity": checkpoint.identity = try cursor.string()
      case "inputs": checkpoint.position.inputs = try cursor.integer()
      case "records": checkpoint.position.records = try cursor.integer()
      case "bytesRead": checkpoint.position.bytes = try cursor.integer()
      case "companionBytes": checkpoint.companionBytes = try cursor.integer()
      case "articles": checkpoint.articles = try cursor.integer()
      case "failedInputs": checkpoint.failedInputs = try cursor.integer()
      case "failedRecords": checkpoint.failedRecords = try cursor.integer()
      case "warnings": checkpoint.warnings = try cursor.integer()
      case "undated": checkpoint.undated = try cursor.integer()
      case "moment": checkpoint.moment = try cursor.integer()
      case "outputs":
        try cursor.beginArray()
        while try cursor.nextElement() { lengths.append(try OutputLengths(&cursor)) }
      case "isComplete": checkpoint.isComplete = try cursor.integer() == 1
      case "losses":
        try cursor.beginObject()
        while let name = try cursor.nextKey() {
          let words = name.string.split(separator: " ").map(String.init)
          let count = try cursor.integer()
          guard words.count > 1, let feature = Loss.Feature(rawValue: words[0]),
            let treatment = Loss.Treatment(rawValue: words[1])
          else { return nil }
          checkpoint.losses.add(
            count, feature, treatment, output: words.count > 2 ? Int(words[2]) : nil)
        }
      default: try cursor.skipValue()
      }
    }
    try cursor.finish()
    return isKnownVersion ? (checkpoint, lengths) : nil
  }
}

/// How many bytes there are of an output, and of what a checkpoint holds of it.
private struct OutputLengths {
  private(set) var bytes = 0
  private(set) var state = 0
  private(set) var pending = 0

  init(_ cursor: inout JSONCursor) throws(JSONError) {
    try cursor.beginObject()
    while let key = try cursor.nextKey() {
      switch key.string {
      case "bytes": bytes = try cursor.integer()
      case "state": state = try cursor.integer()
      case "pending": pending = try cursor.integer()
      default: try cursor.skipValue()
      }
    }
  }
}
