#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// The bytes of one input, read front to back.
public final class ByteSource {
  /// The path as the user gave it; `<stdin>` for standard input.
  public let name: String
  /// The size in bytes where the system knows it.
  public let expectedBytes: Int?
  /// How many bytes were taken from the input so far, packed ones where it is compressed.
  public private(set) var bytesRead = 0
  private let descriptor: Int32
  private let closesDescriptor: Bool
  // What was read ahead to look at, and how much of it was handed on.
  private var prefix: [UInt8]
  private var prefixPosition = 0
  private var isAtEnd: Bool
  private var unpacked: UnpackedInput?
  private var transcoder: Transcoder?
  private var legacy: LegacyEncoding?
  /// Tells an encoding of which nothing is said, for readers of formats that say theirs.
  package var likelyEncoding: (@Sendable (ArraySlice<UInt8>) -> LegacyEncoding?)?
  private var mendsControls = false

  /// Opens a file.
  ///
  /// - Throws: `ConversionError` `input.unreadable` when it cannot be opened or is a directory.
  public init(path: String) throws(ConversionError) {
    name = path
    switch SystemCalls.open(path, SystemCalls.readingWithoutWaiting) {
    case .success(let descriptor): self.descriptor = descriptor
    case .failure(let error): throw .unreadable(path, error)
    }
    closesDescriptor = true
    prefix = []
    isAtEnd = false
    var status = stat()
    if fstat(descriptor, &status) == 0 {
      if status.st_mode & S_IFMT == S_IFDIR {
        close(descriptor)
        throw .unreadable(path, SystemError(number: EISDIR))
      }
      expectedBytes = status.st_mode & S_IFMT == S_IFREG ? Int(status.st_size) : nil
      // A pipe that nobody writes yet is waited for here, where the wait can be cancelled.
      let isPipe = status.st_mode & S_IFMT == S_IFIFO
      if expectedBytes == nil, SystemCalls.readingWithoutWaiting != O_RDONLY {
        if isPipe, !SystemCalls.waitForInput(descriptor) {
          close(descriptor)
          throw .unreadable(path, SystemError(number: EINTR))
        }
        _ = fcntl(descriptor, F_SETFL, O_RDONLY)
      }
    } else {
      expectedBytes = nil
    }
  }

  /// Reads from standard input.
  public init(standardInput name: String = "<stdin>") {
    self.name = name
    descriptor = STDIN_FILENO
    closesDescriptor = false
    expectedBytes = nil
    prefix = []
    isAtEnd = false
  }

  /// Reads bytes in memory.
  public init(name: String, bytes: [UInt8]) {
    self.name = name
    descriptor = -1
    closesDescriptor = false
    expectedBytes = bytes.count
    prefix = bytes
    isAtEnd = true
  }

  deinit {
    if closesDescriptor { close(descriptor) }
  }

  /// The next `count` bytes, fewer at the end of the input, without taking them.
  ///
  /// - Throws: `ConversionError` `input.unreadable`.
  public func peek(_ count: Int) throws(ConversionError) -> ArraySlice<UInt8> {
    while prefix.count - prefixPosition < count, !isAtEnd {
      do throws(ConversionError) {
        if try fill(&prefix, upTo: max(count, 4096)) == 0 { isAtEnd = true }
      } catch {
        // What was unpacked before a damage is still good; taking it leads to the error again.
        guard unpacked != nil, prefix.count > prefixPosition else { throw error }
        break
      }
    }
    return prefix[prefixPosition..<min(prefixPosition + count, prefix.count)]
  }

  /// Takes up to about `count` bytes and appends them to `buffer`; returns how many, 0 at the end.
  ///
  /// - Throws: `ConversionError` `input.unreadable`.
  public func read(
    into buffer: inout [UInt8], upTo count: Int
  ) throws(ConversionError) -> Int {
    Self.makeRoom(in: &buffer, for: count)
    guard transcoder != nil || legacy != nil else {
      guard mendsControls else { return try take(into: &buffer, upTo: count) }
      return try takeMending(into: &buffer, upTo: count)
    }
    let start = buffer.count
    while buffer.count == start {
      var raw: [UInt8] = []
      guard try take(into: &raw, upTo: count) > 0 else {
        transcoder?.finish(into: &buffer)
        legacy?.finish(into: &buffer)
        break
      }
      raw.withUnsafeBufferPointer { transcoder?.append($0, to: &buffer) }
      legacy?.append(raw, to: &buffer)
    }
    return buffer.count - start
  }

  /// Takes bytes of UTF-8 and reads controls above ASCII as the letters that they stand for.
  private func takeMending(
    into buffer: inout [UInt8], upTo count: Int
  ) throws(ConversionError) -> Int {
    let start = buffer.count
    guard try take(into: &buffer, upTo: count) > 0 else { return 0 }
    // The second byte of a control says which it is.
    if buffer.last == 0xC2 { _ = try take(into: &buffer, upTo: 1) }
    controlLetters += ControlLetters.replace(in: &buffer, from: start)
    return buffer.count - start
  }

  /// Has a buffer that holds one enormous record grow in few large steps.
  ///
  /// A buffer that doubles is there twice while it is copied, and half empty after that. Memory that is
  /// asked for and not written to costs nothing, so a step may be large.
  private static func makeRoom(in buffer: inout [UInt8], for count: Int) {
    let capacity = buffer.capacity
    guard capacity >= 4 << 20, capacity - buffer.count < count else { return }
    buffer.reserveCapacity(max(buffer.count + count, min(16 * capacity, capacity + 1 << 30)))
  }

  /// Unpacks what is read from now on.
  ///
  /// - Throws: `ConversionError` when there is no memory to unpack it.
  package func unpack(_ codec: Codec, limits: Limits) throws(ConversionError) {
    let packed = Array(prefix[prefixPosition...])
    unpacked = try UnpackedInput(codec, first: packed, limits: limits)
    bytesRead += packed.count
    prefix = []
    prefixPosition = 0
    isAtEnd = false
  }

  /// Where the compressed member begins in the file whose content begins at an offset of what is read;
  /// `nil` where none does.
  package func packedOffset(ofMemberAt offset: Int) -> Int? {
    unpacked?.packedOffset(ofMemberAt: offset)
  }

  /// Goes to where a compressed member may begin after a damage, which was thrown; returns whether
  /// there is such a place.
  ///
  /// - Throws: `ConversionError` `input.unreadable`.
  package func skipDamage() throws(ConversionError) -> Bool {
    try unpacked?.skipDamage { packed throws(ConversionError) in
      let read = try fillFromDescriptor(&packed, upTo: Self.packedBlockBytes)
      bytesRead += read
      return read
    } ?? false
  }

  /// Whether it is compressed, and does not unpack from some place on that was looked at.
  package var isDamaged: Bool { unpacked?.isDamaged ?? false }

  /// Whether it is compressed.
  package var isPacked: Bool { unpacked != nil }

  /// Turns what is read from now on into UTF-8.
  package func transcode(from encoding: TextEncoding) {
    transcoder = Transcoder(from: encoding)
  }

  /// Turns what is read from now on from an encoding that it seems to be in into UTF-8.
  package func decode(from encoding: LegacyEncoding) {
    legacy = encoding
  }

  /// Reads controls above ASCII, U+0080 to U+009F, as letters of windows-1252 from now on.
  package func mendControls() {
    mendsControls = true
  }

  /// How many controls were read as letters so far.
  package private(set) var controlLetters = 0

  /// How many characters could not be turned into UTF-8 so far.
  package var replacements: Int { transcoder?.replacements ?? 0 }

  /// Passes a UTF-8 byte order mark at the start; returns how many bytes that were, 3 or 0.
  ///
  /// - Throws: `ConversionError` `input.unreadable`.
  package func skipByteOrderMark() throws(ConversionError) -> Int {
    guard try peek(3).elementsEqual([0xEF, 0xBB, 0xBF]) else { return 0 }
    var mark: [UInt8] = []
    while mark.count < 3 { _ = try read(into: &mark, upTo: 3 - mark.count) }
    return 3
  }

  /// How many bytes are taken at once at most, so that tests can cut an input anywhere.
  package var maximumBlockBytes = Int.max

  /// Is given every byte as it lies in the input, when it is taken.
  package var observer: ((UnsafeBufferPointer<UInt8>) -> Void)?

  private func take(
    into buffer: inout [UInt8], upTo count: Int
  ) throws(ConversionError) -> Int {
    let start = buffer.count
    let taken = try takeUnseen(into: &buffer, upTo: min(count, maximumBlockBytes))
    if let observer, taken > 0 {
      buffer.withUnsafeBufferPointer { observer(UnsafeBufferPointer(rebasing: $0[start...])) }
    }
    return taken
  }

  private func takeUnseen(
    into buffer: inout [UInt8], upTo count: Int
  ) throws(ConversionError) -> Int {
    if prefixPosition < prefix.count {
      let taken = min(count, prefix.count - prefixPosition)
      buffer.append(contentsOf: prefix[prefixPosition..<prefixPosition + taken])
      prefixPosition += taken
      if prefixPosition == prefix.count {
        prefix = []
        prefixPosition = 0
      }
      if unpacked == nil { bytesRead += taken }
      return taken
    }
    guard !isAtEnd else { return 0 }
    let taken = try fill(&buffer, upTo: count)
    if taken == 0 { isAtEnd = true }
    if unpacked == nil { bytesRead += taken }
    return taken
  }

  private func fill(_ buffer: inout [UInt8], upTo count: Int) throws(ConversionError) -> Int {
    guard unpacked != nil else { return try fillFromDescriptor(&buffer, upTo: count) }
    return try unpacked?.read(into: &buffer, upTo: count, name: name) {
      packed throws(ConversionError) in
      let read = try fillFromDescriptor(&packed, upTo: Self.packedBlockBytes)
      bytesRead += read
      return read
    } ?? 0
  }

  private static let packedBlockBytes = 256 << 10

  private func fillFromDescriptor(
    _ buffer: inout [UInt8], upTo count: Int
  ) throws(ConversionError) -> Int {
    // Bytes in memory were all there from the start.
    guard descriptor >= 0 else { return 0 }
    // A terminal or a pipe may never have more, and a read of it cannot be cancelled.
    if expectedBytes == nil, !SystemCalls.waitForInput(descriptor) {
      throw .unreadable(name, SystemError(number: EINTR))
    }
    var result: Result<Int, SystemError> = .success(0)
    let start = buffer.count
    buffer.append(addingCapacity: count) { span in
      span.withUnsafeMutableBufferPointer { target, initialized in
        guard let base = target.baseAddress else { return }
        result = SystemCalls.read(descriptor, base + initialized, count)
        if case .success(let length) = result { initialized += length }
      }
    }
    if case .failure(let error) = result { throw .unreadable(name, error) }
    return buffer.count - start
  }
}

extension ByteSource {
  /// All bytes that are left.
  ///
  /// - Throws: `ConversionError` `input.too-large` where there are more than `maximum`, which a
  ///   device that never ends has too; `input.…` where it cannot be read.
  package func wholeContents(maximum: Int) throws(ConversionError) -> [UInt8] {
    var bytes: [UInt8] = []
    while try read(into: &bytes, upTo: 1 << 20) > 0 {
      guard bytes.count <= maximum else {
        throw ConversionError(.tooLarge(maximum), at: SourceLocation(file: name))
      }
    }
    return bytes
  }
}

extension Diagnostic.Message {
  fileprivate static func tooLarge(_ maximum: Int) -> Self {
    Self(id: "input.too-large", text: "larger than \(maximum >> 20) MB, which is all that is read")
  }
}

extension ConversionError {
  /// Whether it is the end of a wait that was cancelled, and no failure.
  package var isInterruption: Bool { (underlying as? SystemError)?.number == EINTR }

  /// An input cannot be read.
  package static func unreadable(_ path: String, _ error: SystemError) -> ConversionError {
    ConversionError(
      error.number == EINTR
        ? .interruptedInput
        : Diagnostic.Message(id: "input.unreadable", text: "cannot read: \(error)"),
      at: SourceLocation(file: path), underlying: error)
  }
}

extension Diagnostic.Message {
  /// What is read may go on; nobody is told of it.
  static let interruptedInput = Self(id: "input.interrupted", text: "reading was interrupted")
}
