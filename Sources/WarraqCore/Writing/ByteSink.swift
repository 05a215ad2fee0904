/// Where the bytes of one output go.
public protocol ByteSink: AnyObject {
  /// The folder in which the output will lie, where it is a file: what has to wait on disk until
  /// the output is whole fits there if anywhere. `nil` for other outputs.
  var folder: String? { get }

  /// Writes all the bytes.
  ///
  /// - Throws: `ConversionError` `output.unwritable`; `output.closed` when a pipe's reader has gone.
  func write(_ bytes: [UInt8]) throws(ConversionError)

  /// Makes the output visible under its name; nothing may be written after it.
  ///
  /// - Throws: `ConversionError` `output.unwritable`.
  func commit() throws(ConversionError)

  /// Throws away what was written, where that is possible.
  func cancel()
}

extension ByteSink {
  /// None.
  public var folder: String? { nil }
}

/// A folder, into which an output writes files.
public protocol FolderSink: ByteSink {
  /// Writes a whole file.
  ///
  /// - Parameter path: where it lies below the folder; parts are joined by `/`.
  /// - Throws: `ConversionError` `output.unwritable`.
  func write(_ bytes: [UInt8], to path: String) throws(ConversionError)
}

/// Collects the output in memory.
public final class MemorySink: ByteSink {
  /// What was written.
  public private(set) var bytes: [UInt8] = []

  /// Makes an empty sink.
  public init() {}

  /// Appends the bytes.
  public func write(_ bytes: [UInt8]) { self.bytes.append(contentsOf: bytes) }

  /// Does nothing.
  public func commit() {}

  /// Forgets what was written.
  public func cancel() { bytes = [] }
}
