internal import ArgumentParser

/// The exit codes of the command.
enum ExitStatus: Int32 {
  /// Everything was converted.
  case done = 0
  /// Some input, or the output, failed.
  case failed = 1
  /// Something was lost under `--strict`.
  case lost = 2
  /// The arguments make no sense.
  case usage = 64
  /// A fault of the command itself.
  case bug = 70
  /// Stopped by ctrl-C.
  case interrupted = 130

  var code: ExitCode { ExitCode(rawValue) }
}
