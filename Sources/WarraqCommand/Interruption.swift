internal import Dispatch

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// Ctrl-C, the end that `kill` asks for and the end of the terminal as the cancellation of a task,
/// so that unfinished files are removed.
enum Interruption {
  /// Runs the work; SIGINT, SIGTERM and SIGHUP cancel it, and the second of them ends the process
  /// at once, as a call of the system may block for ever.
  ///
  /// A signal that is ignored at the start, as SIGHUP is under `nohup`, stays ignored. None is lost
  /// between the start and the first look at them: a handler writes each into a pipe.
  static func canceling<Value: Sendable>(
    _ work: @escaping @Sendable () async -> Value
  ) async -> Value {
    let (reader, writer) = signals
    guard reader >= 0, writer >= 0 else { return await work() }
    for number in [SIGINT, SIGTERM, SIGHUP] where number != SIGHUP || !isIgnored(number) {
      signal(number) { _ in Interruption.record() }
    }
    let task = Task { await work() }
    let source = DispatchSource.makeReadSource(
      fileDescriptor: reader, queue: DispatchQueue(label: "warraq.interruption"))
    source.setEventHandler {
      var bytes: UInt16 = 0
      let count = read(reader, &bytes, 2)
      guard count > 0 else { return }
      if task.isCancelled || count > 1 { _exit(ExitStatus.interrupted.rawValue) }
      task.cancel()
    }
    source.resume()
    defer { source.cancel() }
    return await task.value
  }

  /// The two ends of the pipe that signals are written into, -1 where the system gives none.
  private static let signals: (reader: Int32, writer: Int32) = {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return (-1, -1) }
    for end in ends {
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
    }
    return (ends[0], ends[1])
  }()

  /// Writes one byte, as a handler of signals may, and leaves the error of the interrupted call.
  private static func record() {
    let interrupted = errno
    var byte: UInt8 = 0
    _ = write(signals.writer, &byte, 1)
    errno = interrupted
  }

  private static func isIgnored(_ number: Int32) -> Bool {
    var action = sigaction()
    guard sigaction(number, nil, &action) == 0 else { return false }
    #if canImport(Darwin)
      let handler = action.__sigaction_u.__sa_handler
    #else
      let handler = action.__sigaction_handler.sa_handler
    #endif
    return unsafeBitCast(handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
  }
}
