/// A reader that can tell where the texts of a record lie, so that no article has to be made of
/// them.
package protocol IndexedReader: ArticleReader {
  /// What values without a place in the model are in the format.
  var kindOfKept: ReadingCount.Kind { get }

  /// The reader of the records of one batch; `nil` where they are all unusual.
  ///
  /// - Parameter preamble: what the scanner knows about them.
  func indexing(_ preamble: (any Sendable)?) -> (any IndexedReader)?

  /// Finds the texts of a record.
  ///
  /// - Throws: `LeavesLane` for a record that holds anything unusual: one that
  ///   ``ArticleReader/decode(_:into:context:)`` would say something about, of which it would make
  ///   none or several articles, or whose article has values that the index has no place for.
  func index(
    _ record: UnsafeBufferPointer<UInt8>, into story: inout RecordIndex
  ) throws(LeavesLane)
}

extension IndexedReader {
  /// Members.
  package var kindOfKept: ReadingCount.Kind { .member }

  /// Itself.
  package func indexing(_ preamble: (any Sendable)?) -> (any IndexedReader)? { self }
}

/// A writer that can copy texts from where they lie.
package protocol SliceWriter: ArticleWriter {
  /// Whether it can under its options.
  var writesSlices: Bool { get }

  /// Appends the bytes that ``ArticleWriter/encode(_:to:context:)`` appends for the same story, says
  /// what that says, and returns what that returns.
  ///
  /// - Throws: `LeavesLane` where it needs an article; what was appended is then forgotten.
  func encode(
    _ story: inout RecordIndex, to buffer: inout ByteBuffer, context: inout ConversionContext
  ) throws(LeavesLane) -> (any Sendable)?
}

/// The way from records to the output on which no articles are made.
///
/// It is there when nothing looks at a story but a reader and a writer that both know it. This is the
/// one place that decides so.
struct Lane: Sendable {
  let writer: any SliceWriter
  /// Those of the further outputs.
  let others: [any SliceWriter]
  /// What has to know a mark of each story.
  let markers: [any SliceMarker]
  /// Stories with one of these leave the lane, so that the guard sees them.
  let guarded: Loss.FeatureSet
  let limits: Limits

  /// The lane of a conversion, `nil` when something in it needs articles.
  init?(_ converter: Converter, template: PathTemplate?) {
    let guards = converter.transforms.compactMap { $0 as? EmbargoGuard }
    guard converter.usesLane, converter.provenance == nil, template == nil,
      guards.count == converter.transforms.count,
      converter.lastTransforms.isEmpty,
      converter.limits.maximumDepth >= RecordIndex.maximumDepth,
      let writer = converter.writer as? any SliceWriter, writer.writesSlices
    else { return nil }
    let others = converter.furtherOutputs.compactMap { $0.writer as? any SliceWriter }
    guard others.count == converter.furtherOutputs.count, others.allSatisfy(\.writesSlices)
    else { return nil }
    let markers = converter.orderedTransforms.compactMap { $0 as? any SliceMarker }
    guard markers.count == converter.orderedTransforms.count else { return nil }
    self.writer = writer
    self.others = others
    self.markers = markers
    guarded = guards.reduce([]) { $0.union($1.features) }
    limits = converter.limits
  }
}

/// The records of one batch on the lane.
struct LaneRun: ~Copyable {
  private let reader: any IndexedReader
  private let writer: any SliceWriter
  private let others: [any SliceWriter]
  private let markers: [any SliceMarker]
  private let guarded: Loss.FeatureSet
  private var index: RecordIndex
  // Its log is that of one story.
  private var context: ConversionContext
  /// What was kept in `extra`.
  private(set) var reading = ReadingCount()
  /// Records that were converted.
  private(set) var inLane = 0
  /// Records that were not.
  private(set) var leftLane = 0
  // Where this many at the start of a batch leave, all are likely to; trying them would cost time.
  private static let patience = 8

  /// `nil` when the reader of the batch does not know the lane.
  init?(_ lane: Lane, _ work: Work, _ context: ConversionContext) {
    guard
      let reader = (work.reader as? any IndexedReader)?.indexing(work.batch.preamble)
    else { return nil }
    self.reader = reader
    writer = lane.writer
    // A list of its own, which no other task counts references of.
    others = lane.others.map { $0 }
    markers = lane.markers.map { $0 }
    guarded = lane.guarded
    index = RecordIndex(limits: lane.limits)
    self.context = context
    self.context.log = DiagnosticLog()
  }

  /// Converts a record; returns `false` when it has to go the ordinary way.
  ///
  /// - Parameters:
  ///   - record: the bytes of the record.
  ///   - place: makes the record, where there is something to say about it.
  ///   - said: the context in whose log that is noted, as writers do without its place.
  mutating func convert(
    _ record: UnsafeBufferPointer<UInt8>, at place: () -> Record, to encoded: inout EncodedBatch,
    _ stories: inout [StoryBatch.Story], separator: [UInt8], losses: inout LossTally,
    said: inout ConversionContext
  ) -> Bool {
    guard inLane > 0 || leftLane < Self.patience else {
      leftLane += 1
      return false
    }
    var features: Loss.FeatureSet = []
    var marks: [[UInt8]?] = []
    let first = said.log.diagnostics.count
    do throws(LeavesLane) {
      try reader.index(record, into: &index)
      features = index.features
      guard features.isDisjoint(with: guarded) else { throw LeavesLane() }
      for marker in markers { marks.append(marker.mark(of: index)) }
      try encoded.append(
        &index, with: writer, and: others, separator: separator, context: &context)
    } catch {
      leftLane += 1
      context.log = DiagnosticLog()
      return false
    }
    if !index.warnings.isEmpty { said.emit(index.warnings, in: place()) }
    said.log.take(&context.log)
    if markers.isEmpty {
      losses.add(features)
    } else {
      stories.append(
        StoryBatch.Story(
          marks: marks, losses: losses.losses(among: features),
          diagnostics: first..<said.log.diagnostics.count))
    }
    for name in index.extraNames { reading.add(reader.kindOfKept, name.string, .kept) }
    inLane += 1
    return true
  }
}
