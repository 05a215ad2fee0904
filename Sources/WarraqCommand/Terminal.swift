internal import Synchronization
internal import Warraq

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// Standard error, as one place where lines and the progress bar meet.
final class Terminal: Sendable {
  /// How many diagnostics of one kind are printed before the rest is only counted.
  static func repetitions(_ severity: Diagnostic.Severity) -> Int { severity == .error ? 20 : 3 }

  private struct State {
    var seen: [String: Int] = [:]
    var hidden: [String: Int] = [:]
    var hasBar = false
    var lastDrawn: ContinuousClock.Instant?
  }

  private let state = Mutex(State())
  private let coloring: Coloring
  private let minimum: Diagnostic.Severity
  private let isInteractive: Bool
  private let start = ContinuousClock.now
  private let expectedBytes: Int?

  /// - Parameter expectedBytes: how much there is to read; asked for only where a bar is drawn.
  init(
    level: LogLevel = .warning, showsProgress: Bool = false,
    expectedBytes: @autoclosure () -> Int? = nil, color: ColorChoice = .auto
  ) {
    coloring = Coloring(color, descriptor: STDERR_FILENO)
    minimum = level.severity
    isInteractive = showsProgress && level < .error && isatty(STDERR_FILENO) == 1
    self.expectedBytes = isInteractive ? expectedBytes() : nil
  }

  /// Prints a diagnostic, unless its kind has been printed often enough.
  func show(_ diagnostic: Diagnostic) {
    guard diagnostic.severity >= minimum else { return }
    state.withLock { state in
      state.seen[diagnostic.message.id, default: 0] += 1
      guard
        state.seen[diagnostic.message.id, default: 0] <= Self.repetitions(diagnostic.severity)
      else {
        state.hidden[diagnostic.message.id, default: 0] += 1
        return
      }
      clearBar(&state)
      let name = diagnostic.location == nil ? "warraq: " : ""
      write("\(name)\(coloring.text(of: diagnostic))\n")
    }
  }

  /// Prints a text as it is.
  func show(_ text: String) { state.withLock { _ in write(text) } }

  /// Prints a line of the command's own.
  func say(_ text: String) {
    state.withLock { state in
      clearBar(&state)
      write("warraq: \(text)\n")
    }
  }

  /// Prints what is wrong with the arguments, with the file that it is in where there is one.
  func complain(_ error: ConversionError) {
    let place = error.location.map { "\($0): " } ?? ""
    say("\(place)\(error.message)")
  }

  /// Removes the bar and says how many diagnostics were only counted.
  func close() {
    state.withLock { state in
      clearBar(&state)
      for (id, count) in state.hidden.sorted(by: { $0.key < $1.key }) {
        write("warraq: \(count) more of [\(id)]; --report FILE keeps them all\n")
      }
      state.hidden = [:]
    }
  }

  /// Says in one line what a run did.
  ///
  /// - Parameters:
  ///   - report: what was converted and what failed.
  ///   - failedWords: words of the command line that name no input.
  ///   - skipped: files of folders that are no inputs.
  func sum(_ report: ConversionReport, failedWords: Int, skipped: Int) {
    let failed = report.failedInputs + report.failedRecords + failedWords
    // One input that went well, or that failed and says so itself, needs no sum.
    guard
      report.inputs > 1 || skipped > 0 || report.isStoppedByErrors
        || failed > 0 && report.articles > 0
    else { return }
    let elapsed = start.duration(to: .now).components
    let tenths = Int(elapsed.seconds) * 10 + Int(elapsed.attoseconds / 100_000_000_000_000_000)
    say(
      "\(report.articles) \(report.articles == 1 ? "story" : "stories") from \(report.inputs) "
        + "\(report.inputs == 1 ? "input" : "inputs"), \(failed) failed, \(skipped) skipped, "
        + "\(tenths / 10).\(tenths % 10) s")
  }

  /// Draws the progress bar at most ten times a second, from half a second on.
  func draw(_ progress: ConversionProgress) {
    guard isInteractive else { return }
    state.withLock { state in
      let now = ContinuousClock.now
      let elapsed = start.duration(to: now)
      guard elapsed > .milliseconds(500) else { return }
      if let last = state.lastDrawn, last.duration(to: now) < .milliseconds(100) { return }
      state.lastDrawn = now
      state.hasBar = true
      write("\r\u{1B}[K" + Self.bar(progress, elapsed: elapsed, expectedBytes: expectedBytes))
    }
  }

  /// One line: how much is done, how fast, how long it still takes.
  static func bar(
    _ progress: ConversionProgress, elapsed: Duration, expectedBytes: Int?
  ) -> String {
    let seconds =
      Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18
    guard seconds > 0 else { return "" }
    let rate = Double(progress.bytesRead - progress.bytesReadBefore) / seconds
    var line = ""
    if let expectedBytes, expectedBytes > 0 {
      let share = min(1, Double(progress.bytesRead) / Double(expectedBytes))
      let full = Int(share * 24)
      line += "[" + String(repeating: "#", count: full) + String(repeating: ".", count: 24 - full)
      line += "] \(Int(share * 100)) %  "
    }
    let articles = progress.articles - progress.articlesBefore
    line += "\(progress.articles) stories  \(Int(Double(articles) / seconds))/s  "
    line += "\(Int(rate / 1e6)) MB/s"
    if let expectedBytes, rate > 0 {
      let left = Int(Double(max(0, expectedBytes - progress.bytesRead)) / rate)
      line += "  \(left / 60):\(left % 60 < 10 ? "0" : "")\(left % 60) left"
    }
    return line
  }

  private func clearBar(_ state: inout State) {
    guard state.hasBar else { return }
    write("\r\u{1B}[K")
    state.hasBar = false
  }

  private func write(_ text: String) {
    // Nobody is left to tell when standard error itself cannot be written.
    _ = Array(text.utf8).withUnsafeBytes { SystemCalls.write(STDERR_FILENO, $0) }
  }
}

/// What the command takes from its surroundings.
enum Surroundings {
  /// The words that the command was called with; a byte that is no UTF-8 stays what it is.
  static var arguments: [String] {
    (1..<max(1, Int(CommandLine.argc))).compactMap { index in
      CommandLine.unsafeArgv[index].map { SystemPath.text(of: $0) }
    }
  }

  /// Has the descriptors of standard input, output and error be taken where they are closed, by what
  /// can neither be read nor written.
  ///
  /// The next file that is opened would get their numbers otherwise: an output would be read as
  /// standard input, or hold the messages.
  static func keepStandardDescriptors() {
    let ways = [(STDIN_FILENO, O_WRONLY), (STDOUT_FILENO, O_RDONLY), (STDERR_FILENO, O_RDONLY)]
    for (descriptor, way) in ways where fcntl(descriptor, F_GETFD) < 0 {
      _ = SystemCalls.open("/dev/null", way)
    }
  }

  /// Whether standard input is a pipe or a file, and no terminal or device.
  static var hasPipedInput: Bool {
    var status = stat()
    guard fstat(STDIN_FILENO, &status) == 0 else { return false }
    return [S_IFIFO, S_IFSOCK, S_IFREG].contains(status.st_mode & S_IFMT)
  }

  /// Whether standard output is a terminal.
  static var printsToTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

  /// Whether a path such as `/dev/stdout` leads to where standard output goes; `/dev/null` keeps
  /// nothing and may be named again.
  static func isStandardOutput(_ path: String) -> Bool {
    var (own, other) = (stat(), stat())
    guard fstat(STDOUT_FILENO, &own) == 0,
      SystemPath.withName(of: path, { stat($0, &other) }) == 0
    else { return false }
    return own.st_dev == other.st_dev && own.st_ino == other.st_ino
      && LocalFile.canonicalPath(path) != "/dev/null"
  }

  /// The number of processors that are on.
  static var processors: Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }

  /// The moment that `SOURCE_DATE_EPOCH` names (https://reproducible-builds.org/specs/source-date-epoch/).
  ///
  /// - Throws: `ConversionError` `usage.source-date` when it is not a number of seconds.
  static func sourceDate() throws(ConversionError) -> NewsDate? {
    guard let pointer = getenv("SOURCE_DATE_EPOCH") else { return nil }
    let text = String(cString: pointer)
    guard let seconds = Int(text), let date = NewsDate(secondsSince1970: seconds) else {
      throw ConversionError(.badSourceDate(text))
    }
    return date
  }

  /// The moment that the clock shows.
  static var now: NewsDate? { NewsDate(secondsSince1970: Int(time(nil))) }

  /// Where temporary files go.
  static var temporaryFolder: String {
    getenv("TMPDIR").map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
  }

  /// The folder that `WARRAQ_SCHEMAS` names, `nil` for none.
  static var schemaFolder: String? {
    guard let pointer = getenv("WARRAQ_SCHEMAS") else { return nil }
    let path = String(cString: pointer)
    return path.isEmpty ? nil : path
  }

  /// A variable of the environment.
  static func variable(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }

  /// Size and times of a file, which change when it does.
  ///
  /// The time of its last change of state is among them: programs can set that of its contents back.
  static func fingerprint(of path: String) -> String {
    var status = stat()
    guard SystemPath.withName(of: path, { stat($0, &status) }) == 0 else { return "" }
    #if canImport(Darwin)
      let times = [status.st_mtimespec, status.st_ctimespec]
    #else
      let times = [status.st_mtim, status.st_ctim]
    #endif
    return times.reduce("\(status.st_size)") { "\($0) \($1.tv_sec).\($1.tv_nsec)" }
  }

  /// A reader of our output that goes away, and a file that may not grow any further (`ulimit -f`), are
  /// errors of `write`, not the end of the process.
  static func ignoreOutputSignals() {
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
  }

  /// Prints what a command was asked for, or says what was wrong in the question and exits.
  static func answer(_ text: () throws(ConversionError) -> String) throws {
    ignoreOutputSignals()
    let answer: String
    do throws(ConversionError) {
      answer = try text()
    } catch {
      Terminal().complain(error)
      throw ExitStatus.usage.code
    }
    do throws(ConversionError) {
      try print(answer)
    } catch {
      Terminal().show(error.diagnostic)
      throw ExitStatus.failed.code
    }
  }

  /// Writes to standard output; a reader that has gone is no failure.
  static func print(_ text: String) throws(ConversionError) {
    do throws(ConversionError) {
      try DescriptorSink.standardOutput().write(Array(text.utf8))
    } catch {
      guard error.isClosedOutput else { throw error }
    }
  }
}

extension Diagnostic.Message {
  static func badSourceDate(_ text: String) -> Self {
    Self(
      id: "usage.source-date",
      text: "SOURCE_DATE_EPOCH is '\(text)'; expected seconds since 1970 as digits")
  }
}
