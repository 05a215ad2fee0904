internal import ArgumentParser
internal import Warraq

/// How much a command says on standard error.
enum LogLevel: String, CaseIterable, Comparable, ExpressibleByArgument {
  case note
  case warning
  case error

  /// The mildest diagnostics that are printed.
  var severity: Diagnostic.Severity {
    switch self {
    case .note: .note
    case .warning: .warning
    case .error: .error
    }
  }

  static func < (a: LogLevel, b: LogLevel) -> Bool { a.severity < b.severity }
}

/// The options that say how much a command prints on standard error.
struct LogOptions: ParsableArguments {
  @Flag(name: .shortAndLong, help: "Print errors only, and no sums.")
  var quiet = false

  @Flag(name: .shortAndLong, help: "Print notes too.")
  var verbose = false

  @Option(
    help: ArgumentHelp(
      "Print what is at least as bad: note, warning or error (default: warning).",
      valueName: "level"))
  var logLevel: LogLevel?

  var level: LogLevel { logLevel ?? (quiet ? .error : verbose ? .note : .warning) }
}

/// What becomes of stories without a date in formats that demand one.
enum UndatedStories: String, CaseIterable, ExpressibleByArgument {
  case refuse
  case now
}

/// What happens when a folder holds files that no format reads.
enum UnknownFiles: String, CaseIterable, ExpressibleByArgument {
  case skip
  case warn
  case error

  /// How bad it is.
  var severity: Diagnostic.Severity {
    switch self {
    case .skip: .note
    case .warn: .warning
    case .error: .error
    }
  }
}
