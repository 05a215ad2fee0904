#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// The few calls of the operating system that sources and sinks need, with interruptions retried.
package enum SystemCalls {
  /// Opens a path; returns the descriptor, or the error number as a failure.
  package static func open(_ path: String, _ flags: Int32, mode: UInt32 = 0o666) -> Result<
    Int32, SystemError
  > {
    SystemPath.withName(of: path) { name in
      retrying { openat(AT_FDCWD, name, flags | O_CLOEXEC, mode_t(mode)) }
    }
  }

  /// How to open a file for reading so that a pipe does not wait for who writes it.
  ///
  /// Elsewhere such a pipe would be at its end until somebody does.
  static var readingWithoutWaiting: Int32 {
    #if os(Linux)
      O_RDONLY | O_NONBLOCK
    #else
      O_RDONLY
    #endif
  }

  /// Opens a pipe that has a name for writing, once somebody reads it; fails with `EINTR` when the task
  /// is cancelled before.
  static func openPipe(_ path: String) -> Result<Int32, SystemError> {
    while true {
      let result = open(path, O_WRONLY | O_NONBLOCK)
      switch result {
      case .success(let descriptor):
        _ = fcntl(descriptor, F_SETFL, O_WRONLY)
        return result
      case .failure(let error):
        guard error.number == ENXIO else { return result }
        guard !Task.isCancelled else { return .failure(SystemError(number: EINTR)) }
        usleep(10_000)
      }
    }
  }

  /// Waits until a read does not block; returns `false` when the task is cancelled before.
  package static func waitForInput(_ descriptor: Int32) -> Bool {
    var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    while !Task.isCancelled {
      let ready = poll(&request, 1, 100)
      // What is wrong with the descriptor is for the read to find out.
      if ready > 0 || ready < 0 && errno != EINTR { return true }
    }
    return false
  }

  /// Reads up to `count` bytes; 0 at the end.
  package static func read(
    _ descriptor: Int32, _ pointer: UnsafeMutableRawPointer, _ count: Int
  ) -> Result<Int, SystemError> {
    #if canImport(Darwin)
      retrying { Darwin.read(descriptor, pointer, count) }
    #elseif canImport(Glibc)
      retrying { Glibc.read(descriptor, pointer, count) }
    #else
      retrying { Musl.read(descriptor, pointer, count) }
    #endif
  }

  /// Writes all bytes.
  package static func write(
    _ descriptor: Int32, _ bytes: UnsafeRawBufferPointer
  ) -> Result<Void, SystemError> {
    var done = 0
    while done < bytes.count {
      let rest = UnsafeRawBufferPointer(rebasing: bytes[done...])
      #if canImport(Darwin)
        let result = retrying { Darwin.write(descriptor, rest.baseAddress, rest.count) }
      #elseif canImport(Glibc)
        let result = retrying { Glibc.write(descriptor, rest.baseAddress, rest.count) }
      #else
        let result = retrying { Musl.write(descriptor, rest.baseAddress, rest.count) }
      #endif
      switch result {
      case .success(let count): done += count
      case .failure(let error): return .failure(error)
      }
    }
    return .success(())
  }

  /// Has a pipe hold as much as one may without privileges, where that can be said; does nothing to
  /// other descriptors.
  static func widenPipe(_ descriptor: Int32) {
    #if os(Linux)
      // F_SETPIPE_SZ, which the C library declares for GNU sources only.
      let setPipeSize: Int32 = 1031
      _ = fcntl(descriptor, setPipeSize, Int32(1 << 20))
    #endif
  }

  private static func retrying<Value: SignedInteger>(
    _ call: () -> Value
  ) -> Result<Value, SystemError> {
    while true {
      let result = call()
      if result >= 0 { return .success(result) }
      let number = errno
      if number != EINTR { return .failure(SystemError(number: number)) }
    }
  }

  /// The error of the last call that failed.
  package static var lastError: SystemError { SystemError(number: errno) }
}

/// An error of the operating system.
public struct SystemError: Error, Hashable, CustomStringConvertible {
  /// The `errno` value.
  public let number: Int32

  /// Whether the reader of a pipe has gone.
  public var isBrokenPipe: Bool { number == EPIPE }

  /// Whether there is no room for more: the disk is full, or as much is written as may be.
  var isNoRoom: Bool { [ENOSPC, EDQUOT, EFBIG].contains(number) }

  /// The system's own words, such as "No such file or directory".
  public var description: String { String(cString: strerror(number)) }
}
