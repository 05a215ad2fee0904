/// How a conversion is made so that it can go on where it was stopped, even by `kill -9` or a fault
/// of the power.
///
/// The output grows in a file beside its target, and now and then a *checkpoint* says how far it is.
/// The same conversion, started again, reads the checkpoint, cuts off what was written after it, passes over
/// the records that are done, and goes on: no story is missing or written twice, and the output is
/// that of a conversion that nothing stopped.
public struct Resumption: Sendable {
  /// What tells this conversion from others: a digest of inputs and options.
  public var identity: String
  /// Whether it is time for a checkpoint. It is asked after every batch.
  public var isDue: @Sendable () -> Bool
  /// Makes durable what is written besides the output, and returns how many bytes of it there are.
  public var save: @Sendable () throws(ConversionError) -> Int
  /// Goes back to that many bytes of what is written besides the output.
  public var restore: @Sendable (Int) throws(ConversionError) -> Void

  /// Makes a way to resume.
  public init(
    identity: String, isDue: @escaping @Sendable () -> Bool,
    save: @escaping @Sendable () throws(ConversionError) -> Int = { 0 },
    restore: @escaping @Sendable (Int) throws(ConversionError) -> Void = { _ in }
  ) {
    self.identity = identity
    self.isDue = isDue
    self.save = save
    self.restore = restore
  }
}

/// The files of a conversion that can be resumed, and what the last checkpoint says.
final class ResumableOutput {
  /// What is written: the output itself, or for a split output the paths of its files, one a line.
  let part: ResumableFile
  /// How far the conversion had come when it was stopped; `nil` at its first start.
  let checkpoint: Checkpoint?
  private let checkpoints: CheckpointFile
  private let resumption: Resumption
  /// Where the part goes when it is complete; `nil` for a split output.
  private let target: String?
  // Files of a split output that may not be on the disk.
  private var files: [String] = []

  /// Opens the files that were left, or makes new ones.
  ///
  /// - Throws: `ConversionError` `resume.other-run`, `resume.damaged`, `resume.locked`,
  ///   `output.unwritable`.
  init?(_ resumption: Resumption, plan: OutputPlan) throws(ConversionError) {
    let stem: String
    switch plan {
    case .file(let path):
      let target = FileSink.target(of: path)
      self.target = target
      stem = target
    case .split(let template):
      target = nil
      if !template.folder.isEmpty { try Folders.create(template.folder) }
      stem = template.folder + "split"
    case .standardOutput, .sink: return nil
    }
    let unfinished = UnfinishedFile(target: stem)
    self.resumption = resumption
    checkpoints = CheckpointFile(path: unfinished.path(ending: "resume"))
    part = try ResumableFile(path: unfinished.path(ending: "part"))
    let checkpoint = try checkpoints.read()
    if let checkpoint, checkpoint.identity != resumption.identity {
      throw ConversionError(
        .otherRun, at: SourceLocation(file: checkpoints.path))
    }
    self.checkpoint = checkpoint
    if let checkpoint, !checkpoint.isComplete, part.count < checkpoint.outputBytes {
      throw ConversionError(.damagedCheckpoint, at: SourceLocation(file: checkpoints.path))
    }
    if checkpoint?.isComplete != true { try part.truncate(to: checkpoint?.outputBytes ?? 0) }
    try resumption.restore(checkpoint?.companionBytes ?? 0)
  }

  /// Notes a file of a split output.
  func note(_ path: String) throws(ConversionError) {
    try part.write(Array("\(path)\n".utf8))
    files.append(path)
  }

  /// Whether it is time for a checkpoint.
  var isDue: Bool { resumption.isDue() }

  /// Says how far the conversion is; what it says is on the disk when this returns.
  func save(_ checkpoint: Checkpoint) throws(ConversionError) {
    var checkpoint = checkpoint
    checkpoint.identity = resumption.identity
    checkpoint.outputBytes = part.count
    checkpoint.companionBytes = try resumption.save()
    for path in files { try ResumableFile.synchronize(path) }
    files = []
    try part.synchronize()
    try checkpoints.write(checkpoint)
  }

  /// Gives the part its name and removes what would be needed to go on.
  func commit(_ checkpoint: Checkpoint) throws(ConversionError) {
    var checkpoint = checkpoint
    checkpoint.isComplete = true
    try save(checkpoint)
    try finishCommit()
  }

  /// What is left to do when a conversion was stopped between its last byte and its end.
  func finishCommit() throws(ConversionError) {
    if let target { try part.rename(to: target) } else { part.remove() }
    checkpoints.remove()
  }

  /// Removes everything: there is nothing to resume.
  func cancel() {
    part.remove()
    checkpoints.remove()
  }
}

extension Diagnostic.Message {
  static let otherRun = Self(
    id: "resume.other-run",
    text: "this checkpoint belongs to a run with other inputs or options; "
      + "repeat that run, or delete the file"
  )

  static let damagedCheckpoint = Self(
    id: "resume.damaged", text: "cannot resume from this checkpoint; delete it to start over")

  static let locked = Self(
    id: "resume.locked", text: "another run is writing this output; wait for it to end")

  static func startsOver(_ reason: String) -> Self {
    Self(id: "resume.starts-over", text: "cannot resume where the run stopped: \(reason)")
  }
}
