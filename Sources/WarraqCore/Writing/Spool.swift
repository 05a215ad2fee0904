#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// Bytes that are kept for later without filling the memory.
///
/// ```swift
/// let spool = Spool(folder: "/tmp")
/// let place = try spool.append(chapter)
/// ...
/// let bytes = try spool.bytes(in: place)
/// ```
///
/// The last of them stay in memory; the others are in a file that has no name, so that nothing is
/// left behind however the program ends. A small spool makes no file at all.
///
/// Any number of threads may read at once when nothing is written any more, which is why it can be
/// handed to them.
package final class Spool: @unchecked Sendable {
  /// How many bytes stay in memory at most.
  package static let memoryBytes = 1 << 20

  /// How many bytes there are.
  package var count: Int { fileBytes + tail.count }

  private let folder: String
  private var descriptor: Int32 = -1
  private var fileBytes = 0
  private var tail: [UInt8] = []

  /// Makes an empty spool, whose file will lie in `folder`.
  package init(folder: String) { self.folder = folder }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  /// Appends bytes; returns where they are.
  ///
  /// - Throws: `ConversionError` `output.unwritable`.
  @discardableResult
  package func append(_ bytes: UnsafeRawBufferPointer) throws(ConversionError) -> Range<Int> {
    let start = count
    if tail.count + bytes.count > Self.memoryBytes { try flush() }
    if bytes.count > Self.memoryBytes {
      try write(bytes)
    } else {
      tail.append(contentsOf: bytes)
    }
    return start..<count
  }

  /// Appends bytes; returns where they are.
  ///
  /// - Throws: `ConversionError` `output.unwritable`.
  @discardableResult
  package func append(_ bytes: ArraySlice<UInt8>) throws(ConversionError) -> Range<Int> {
    let result = bytes.withUnsafeBytes { bytes in
      Result { () throws(ConversionError) in try append(bytes) }
    }
    return try result.get()
  }

  /// Puts bytes in the place of those from `position` on; they may reach beyond the end.
  ///
  /// - Throws: `ConversionError` `output.unwritable`.
  package func write(
    _ bytes: UnsafeRawBufferPointer, at position: Int
  ) throws(ConversionError) {
    precondition(position <= count, "a spool has no holes")
    guard position < count else {
      try append(bytes)
      return
    }
    let replaced = min(bytes.count, count - position)
    if position >= fileBytes {
      tail.withUnsafeMutableBytes { tail in
        UnsafeMutableRawBufferPointer(rebasing: tail[(position - fileBytes)...])
          .copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[..<replaced]))
      }
    } else {
      try flush()
      var done = 0
      while done < replaced {
        let written = pwrite(
          descriptor, bytes.baseAddress.map { $0 + done }, replaced - done, off_t(position + done))
        guard written >= 0 || errno == EINTR else {
          throw .unwritable(folder, SystemCalls.lastError)
        }
        done += max(written, 0)
      }
    }
    if replaced < bytes.count {
      try append(UnsafeRawBufferPointer(rebasing: bytes[replaced...]))
    }
  }

  /// Copies the bytes from `position` on; returns how many there were, fewer than asked for at
  /// the end.
  ///
  /// - Throws: `ConversionError` `input.unreadable`.
  package func read(
    into target: UnsafeMutableRawBufferPointer, at position: Int
  ) throws(ConversionError) -> Int {
    let wanted = min(target.count, count - position)
    guard wanted > 0, let base = target.baseAddress else { return 0 }
    var done = 0
    while done < wanted, position + done < fileBytes {
      let length = min(wanted - done, fileBytes - position - done)
      let taken = pread(descriptor, base + done, length, off_t(position + done))
      guard taken > 0 || taken < 0 && errno == EINTR else {
        throw .unreadable(folder, taken == 0 ? SystemError(number: EIO) : SystemCalls.lastError)
      }
      done += max(taken, 0)
    }
    if done < wanted {
      tail.withUnsafeBytes { tail in
        let start = position + done - fileBytes
        UnsafeMutableRawBufferPointer(rebasing: target[done..<wanted])
          .copyMemory(from: UnsafeRawBufferPointer(rebasing: tail[start..<start + wanted - done]))
      }
    }
    return wanted
  }

  /// The bytes in a range.
  ///
  /// - Throws: `ConversionError` `input.unreadable`.
  package func bytes(in range: Range<Int>) throws(ConversionError) -> [UInt8] {
    var result: Result<Int, ConversionError> = .success(0)
    let bytes = [UInt8](unsafeUninitializedCapacity: range.count) { target, initialized in
      result = Result { () throws(ConversionError) in
        try read(into: UnsafeMutableRawBufferPointer(target), at: range.lowerBound)
      }
      if case .success(let count) = result { initialized = count }
    }
    _ = try result.get()
    return bytes
  }

  private func flush() throws(ConversionError) {
    guard !tail.isEmpty else { return }
    let result = tail.withUnsafeBytes { bytes in
      Result { () throws(ConversionError) in try write(bytes) }
    }
    try result.get()
    tail.removeAll(keepingCapacity: true)
  }

  /// Writes at the end of the file.
  private func write(_ bytes: UnsafeRawBufferPointer) throws(ConversionError) {
    if descriptor < 0 { descriptor = try Self.unnamedFile(in: folder) }
    if case .failure(let error) = SystemCalls.write(descriptor, bytes) {
      throw .unwritable(folder, error)
    }
    fileBytes += bytes.count
  }

  private static func unnamedFile(in folder: String) throws(ConversionError) -> Int32 {
    let path = folder.isEmpty ? "." : folder
    if let descriptor = UnnamedFile.open(in: folder, mode: 0o600) { return descriptor }
    var name = Array("\(path)/.warraq-XXXXXX".utf8CString)
    let descriptor = mkstemp(&name)
    guard descriptor >= 0 else { throw .unwritable(path, SystemCalls.lastError) }
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    unlink(name)
    return descriptor
  }
}

extension ByteSource {
  /// Takes all bytes that are left and keeps them, so that they can be read in any order.
  ///
  /// - Throws: `ConversionError` `input.unreadable`; `input.record-too-large` beyond `limit` bytes;
  ///   `output.unwritable` when there is no room in the folder.
  package func spooled(in folder: String, limit: Int) throws(ConversionError) -> sending Spool {
    let spool = Spool(folder: folder)
    var buffer: [UInt8] = []
    while try read(into: &buffer, upTo: 256 << 10) > 0 {
      try spool.append(buffer[...])
      buffer.removeAll(keepingCapacity: true)
      guard spool.count <= limit else {
        throw ConversionError(.recordTooLarge(limit: limit), at: SourceLocation(file: name))
      }
    }
    return spool
  }
}
