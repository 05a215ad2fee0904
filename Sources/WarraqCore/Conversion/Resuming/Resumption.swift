internal import WarraqModel

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

/// One of the outputs of a conversion that can be resumed.
struct ResumablePart {
  /// What is written: the output itself, or for a split output the paths of its files, one a line.
  let file: ResumableFile
  /// Where the file goes when it is complete; `nil` for a split output.
  fileprivate let target: String?
  /// Notes a file of a split output.
  let note: (String) throws(ConversionError) -> Void
}

/// The files of a conversion that can be resumed, and what the last checkpoint says.
final class ResumableOutput {
  /// The outputs, in their order.
  private(set) var parts: [ResumablePart] = []
  /// How far the conversion had come when it was stopped; `nil` at its first start.
  let checkpoint: Checkpoint?
  private let checkpoints: CheckpointFile
  private let resumption: Resumption
  // Files of a split output that may not be on the disk.
  private let files = UnsynchronizedFiles()

  /// Opens the files that were left, or makes new ones.
  ///
  /// - Throws: `ConversionError` `resume.other-run`, `resume.damaged`, `resume.locked`,
  ///   `output.unwritable`.
  init?(_ resumption: Resumption, plans: [OutputPlan]) throws(ConversionError) {
    self.resumption = resumption
    var checkpoints: CheckpointFile?
    for plan in plans {
      guard let unfinished = Self.unfinishedFile(of: plan) else { return nil }
      var target: String?
      switch plan {
      case .file(let path): target = FileSink.target(of: path)
      case .split(let template):
        if !template.folder.isEmpty { try Folders.create(template.folder) }
      case .standardOutput, .sink: break
      }
      let file = try ResumableFile(path: unfinished.path(ending: "part"))
      parts.append(
        ResumablePart(file: file, target: target) { [files] path throws(ConversionError) in
          try file.write(Array("\(path)\n".utf8))
          files.paths.append(path)
        })
      // Beside the first output, for all of them: they are all as far as it says.
      checkpoints = checkpoints ?? CheckpointFile(path: unfinished.path(ending: "resume"))
    }
    guard let checkpoints else { return nil }
    self.checkpoints = checkpoints
    checkpoint = try checkpoints.read()
    try restore()
  }

  /// What lies beside an output until it is complete; `nil` for one that is no file.
  private static func unfinishedFile(of plan: OutputPlan) -> UnfinishedFile? {
    switch plan {
    case .file(let path): UnfinishedFile(target: FileSink.target(of: path))
    case .split(let template): UnfinishedFile(target: template.folder + "split")
    case .standardOutput, .sink: nil
    }
  }

  /// The moment from which the run that was stopped counted dates; `nil` where there is none.
  static func moment(besides plan: OutputPlan) -> NewsDate? {
    guard let path = unfinishedFile(of: plan)?.path(ending: "resume"),
      let checkpoint = try? CheckpointFile(path: path).read()
    else { return nil }
    return checkpoint.moment.flatMap { NewsDate(secondsSince1970: $0) }
  }

  /// Cuts off what was written after the checkpoint.
  private func restore() throws(ConversionError) {
    if let checkpoint {
      guard checkpoint.identity == resumption.identity else {
        throw ConversionError(.otherRun, at: SourceLocation(file: checkpoints.path))
      }
      let isWhole =
        checkpoint.outputs.count == parts.count
        && zip(parts, checkpoint.outputs).allSatisfy { $0.file.count >= $1.bytes }
      // What was given its name is there under it.
      let isNamed =
        checkpoint.isComplete && checkpoint.outputs.count == parts.count
        && zip(parts, checkpoint.outputs).allSatisfy { part, output in
          part.file.count >= output.bytes || part.target.map { Input.file($0).size } == output.bytes
        }
      guard isWhole || isNamed else {
        throw ConversionError(.damagedCheckpoint, at: SourceLocation(file: checkpoints.path))
      }
    }
    if checkpoint?.isComplete != true {
      for (index, part) in parts.enumerated() {
        try part.file.truncate(to: checkpoint?.outputs[index].bytes ?? 0)
      }
    }
    try resumption.restore(checkpoint?.companionBytes ?? 0)
  }

  /// Whether it is time for a checkpoint.
  var isDue: Bool { resumption.isDue() }

  /// Says how far the conversion is; what it says is on the disk when this returns.
  func save(_ checkpoint: Checkpoint) throws(ConversionError) {
    var checkpoint = checkpoint
    checkpoint.identity = resumption.identity
    for (index, part) in parts.enumerated() {
      if index == checkpoint.outputs.count { checkpoint.outputs.append(Checkpoint.Output()) }
      checkpoint.outputs[index].bytes = part.file.count
    }
    checkpoint.companionBytes = try resumption.save()
    try files.synchronize()
    for part in parts { try part.file.synchronize() }
    try checkpoints.write(checkpoint)
  }

  /// Gives the parts their names and removes what would be needed to go on.
  func commit(_ checkpoint: Checkpoint) throws(ConversionError) {
    var checkpoint = checkpoint
    checkpoint.isComplete = true
    try save(checkpoint)
    for part in parts { try finish(part) }
    checkpoints.remove()
  }

  /// What is left to do when a conversion was stopped between its last byte and its end.
  func finishCommit() throws(ConversionError) {
    for (index, part) in parts.enumerated() {
      // A part that was given its name is not there, and was made anew when it was opened.
      if let outputs = checkpoint?.outputs, index < outputs.count,
        part.file.count < outputs[index].bytes
      {
        part.file.remove()
      } else {
        try finish(part)
      }
    }
    checkpoints.remove()
  }

  private func finish(_ part: ResumablePart) throws(ConversionError) {
    if let target = part.target { try part.file.rename(to: target) } else { part.file.remove() }
  }

  /// Removes everything: there is nothing to resume.
  func cancel() {
    for part in parts { part.file.remove() }
    checkpoints.remove()
  }
}

/// Files that may not be on the disk.
private final class UnsynchronizedFiles {
  var paths: [String] = []

  func synchronize() throws(ConversionError) {
    for path in paths { try ResumableFile.synchronize(path) }
    paths = []
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

  static let fileIsGone = Self(
    id: "resume.file-is-gone",
    text: "the run that was stopped wrote this file and it is not there; delete the checkpoint "
      + "'.split.warraq-resume' in the folder of the files to start over")

  static let locked = Self(
    id: "resume.locked", text: "another run is writing this output; wait for it to end")

  static func startsOver(_ reason: String) -> Self {
    Self(id: "resume.starts-over", text: "cannot resume where the run stopped: \(reason)")
  }
}
