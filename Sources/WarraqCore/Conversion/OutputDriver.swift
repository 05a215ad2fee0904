/// Hands encoded articles to one output, or to an output of their own each.
struct OutputDriver {
  private let plan: OutputPlan
  private let writer: any ArticleWriter
  private let replaceable: ReplaceableFiles
  /// What compresses the output.
  let codec: Codec?
  private let resumable: ResumablePart?
  private let beginsDocument: Bool
  private var single: (output: any ArticleOutput, sink: any ByteSink)?
  /// Paths that are taken, each with the number that the next story of that name tries first.
  private var paths: [String: Int] = [:]
  private var count = 0

  /// Makes a driver.
  ///
  /// - Parameters:
  ///   - resumable: where the output grows when it can be resumed.
  ///   - beginsDocument: whether an output starts with what its format starts with.
  init(
    _ output: ConversionOutput, replaceable: ReplaceableFiles, resumable: ResumablePart? = nil,
    beginsDocument: Bool = true
  ) {
    plan = output.plan
    writer = output.writer
    codec = output.codec
    self.replaceable = replaceable
    self.resumable = resumable
    self.beginsDocument = beginsDocument
  }

  /// Goes on with the output that a checkpoint describes, which was made of `articles`.
  mutating func resume(
    from state: Checkpoint.Output, articles: Int
  ) throws(ConversionError) {
    guard let resumable else { return }
    guard plan.template == nil else {
      count = articles
      let written = try resumable.file.contents()
      for bytes in written.split(separator: UInt8(ascii: "\n")) {
        let path = String(decoding: bytes, as: UTF8.self)
        guard FileStatus.of(path) != nil else {
          throw ConversionError(.fileIsGone, at: SourceLocation(file: path))
        }
        paths[path.lowercased()] = 2
      }
      return
    }
    let sink = compressed(resumable.file)
    try sink.write(state.pending)
    var output = writer.makeOutput()
    output.resume(from: state.state)
    single = (output, sink)
  }

  /// What a checkpoint has to know to go on; `nil` where that is not possible.
  var state: Checkpoint.Output? {
    guard let single else { return Checkpoint.Output() }
    guard let state = single.output.resumptionState else { return nil }
    return Checkpoint.Output(
      state: state, pending: (single.sink as? CompressedSink)?.pending ?? [])
  }

  /// The next block that any task may compress; compressed blocks go to ``append(packed:)``.
  mutating func takeBlock() -> [UInt8]? { (single?.sink as? CompressedSink)?.takeBlock() }

  /// Writes a compressed block; they come in the order in which they were taken.
  mutating func append(packed bytes: [UInt8]) throws(ConversionError) {
    try (single?.sink as? CompressedSink)?.append(packed: bytes)
  }

  /// Writes the articles of a batch.
  mutating func append(
    _ batch: EncodedBatch, context: inout ConversionContext
  ) throws(ConversionError) {
    guard !batch.parts.isEmpty else { return }
    guard plan.template == nil else {
      for index in batch.parts.indices { try writeAlone(batch.only(index), context: &context) }
      return
    }
    try begin(context: &context)
    guard let sink = single?.sink else { return }
    // In its place: an output that is copied copies all that it holds with the next change.
    try single?.output.append(batch, to: sink, context: &context)
  }

  /// Completes the output; returns how many files or streams were completed.
  mutating func finish(context: inout ConversionContext) throws(ConversionError) -> Int {
    guard plan.template == nil else { return count }
    try begin(context: &context)
    guard var current = single else { return 0 }
    try current.output.finish(current.sink, context: &context)
    try current.sink.commit()
    single = nil
    return 1
  }

  /// Throws away an output that is not complete. Files of a split output stay.
  mutating func cancel() {
    single?.sink.cancel()
    single = nil
  }

  private mutating func begin(context: inout ConversionContext) throws(ConversionError) {
    guard single == nil else { return }
    if case .file(let path) = plan { try replaceable.check(path) }
    let sink: any ByteSink =
      switch plan {
      case .standardOutput: DescriptorSink.standardOutput()
      case .file(let path):
        if writer.writesFolder {
          FileFolderSink(path: path)
        } else if let resumable {
          resumable.file
        } else {
          try FileSink(path: path)
        }
      case .sink(let make): make()
      case .split: MemorySink()
      }
    let target = compressed(sink)
    // Before the first byte, so that a sink which fails at it is cancelled too.
    single = (writer.makeOutput(), target)
    if beginsDocument { try single?.output.begin(target, context: &context) }
  }

  private func compressed(_ sink: any ByteSink) -> any ByteSink {
    guard let codec else { return sink }
    return CompressedSink(sink, codec: codec)
  }

  private mutating func writeAlone(
    _ batch: EncodedBatch, context: inout ConversionContext
  ) throws(ConversionError) {
    count += 1
    let path = unusedPath(for: batch.parts[0].path ?? "")
    if let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) {
      try Folders.create(String(path[..<slash]))
    }
    try replaceable.check(path)
    // What a process that was killed left has the same name and is replaced.
    let file =
      resumable == nil
      ? try FileSink(path: path) : try FileSink(path: path, suffix: "unfinished")
    let sink = compressed(file)
    var output = writer.makeOutput()
    try output.begin(sink, context: &context)
    try output.append(batch, to: sink, context: &context)
    try output.finish(sink, context: &context)
    try sink.commit()
    try resumable?.note(path)
  }

  private mutating func unusedPath(for template: String) -> String {
    var index = "\(count)"
    while index.utf8.count < 6 { index = "0" + index }
    var path = ""
    var rest = template[...]
    while let range = rest.firstRange(of: "{index}") {
      path += rest[..<range.lowerBound] + index
      rest = rest[range.upperBound...]
    }
    path = PathTemplate.shortened(path + rest)
    let name = path.utf8.lastIndex(of: UInt8(ascii: "/")).map { path.index(after: $0) }
    var stem = path[(name ?? path.startIndex)...]
    for fileExtension in codec?.extensions ?? [] where stem.hasSuffix(".\(fileExtension)") {
      stem = stem.dropLast(fileExtension.count + 1)
    }
    let dot = stem.lastIndex(of: ".") ?? stem.endIndex
    // Names that differ in case only are one file on some systems.
    let taken = path.lowercased()
    var candidate = path
    if var number = paths[taken] {
      repeat {
        candidate = "\(path[..<dot])-\(number)\(path[dot...])"
        number += 1
      } while paths[candidate.lowercased()] != nil
      paths[taken] = number
    }
    paths[candidate.lowercased()] = 2
    return candidate
  }
}

extension OutputPlan {
  /// The template of a split output.
  var template: PathTemplate? {
    if case .split(let template) = self { template } else { nil }
  }
}
