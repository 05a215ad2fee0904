internal import CLibZip
import WarraqCore

/// The bytes of one entry as libzip asks for them (zip_source_function(3)).
///
/// They are made when libzip first asks how many there are, and released when it has read them.
final class ZipSource {
  private let make: () throws(ConversionError) -> ZipContent
  private var content: ZipContent?
  private var description: zip_stat_t?
  private var position = 0
  /// Why the bytes could not be had.
  private(set) var failure: ConversionError?

  init(_ make: @escaping () throws(ConversionError) -> ZipContent) {
    self.make = make
  }

  /// A source for libzip, which keeps this object until it frees the source.
  func makeSource(_ error: UnsafeMutablePointer<zip_error_t>?) -> OpaquePointer? {
    let box = Unmanaged.passRetained(self)
    let source = zip_source_function_create(
      { context, data, length, command in
        guard let context else { return -1 }
        let box = Unmanaged<ZipSource>.fromOpaque(context)
        if command == ZIP_SOURCE_FREE {
          box.release()
          return 0
        }
        return box.takeUnretainedValue().answer(command, data, Int(length))
      }, box.toOpaque(), error)
    if source == nil { box.release() }
    return source
  }

  private func answer(
    _ command: zip_source_cmd_t, _ data: UnsafeMutableRawPointer?, _ length: Int
  ) -> zip_int64_t {
    do throws(ConversionError) {
      switch command {
      case ZIP_SOURCE_OPEN:
        _ = try loaded()
        position = 0
        return 0
      case ZIP_SOURCE_READ:
        return try zip_int64_t(read(UnsafeMutableRawBufferPointer(start: data, count: length)))
      case ZIP_SOURCE_CLOSE:
        content = nil
        return 0
      case ZIP_SOURCE_STAT:
        guard let data else { return -1 }
        data.storeBytes(of: try describe(), as: zip_stat_t.self)
        return zip_int64_t(MemoryLayout<zip_stat_t>.size)
      case ZIP_SOURCE_ERROR: return storeError(ZIP_ER_READ, data)
      case ZIP_SOURCE_SUPPORTS: return warraq_zip_readable()
      default: return -1
      }
    } catch {
      failure = error
      return -1
    }
  }

  private func loaded() throws(ConversionError) -> ZipContent {
    if let content { return content }
    let made = try make()
    content = made
    return made
  }

  private func describe() throws(ConversionError) -> zip_stat_t {
    if let description { return description }
    let content = try loaded()
    var status = zip_stat_t()
    zip_stat_init(&status)
    status.size = zip_uint64_t(content.size)
    status.comp_size = zip_uint64_t(content.piece.count)
    status.comp_method = zip_uint16_t(content.isStored ? ZIP_CM_STORE : ZIP_CM_DEFLATE)
    status.valid = zip_uint64_t(ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_COMP_METHOD)
    if let checksum = content.checksum {
      status.crc = checksum
      status.valid |= zip_uint64_t(ZIP_STAT_CRC)
    }
    description = status
    return status
  }

  private func read(
    _ target: UnsafeMutableRawBufferPointer
  ) throws(ConversionError) -> Int {
    guard let piece = content?.piece else { return 0 }
    let wanted = UnsafeMutableRawBufferPointer(
      rebasing: target.prefix(piece.count - position))
    let count: Int
    switch piece {
    case .bytes(let bytes):
      count = wanted.count
      bytes[position..<position + count].withUnsafeBytes { wanted.copyMemory(from: $0) }
    case .spooled(let spool, let range):
      count = try spool.read(into: wanted, at: range.lowerBound + position)
    }
    position += count
    return count
  }
}

/// Answers ZIP_SOURCE_ERROR: two integers, the second an error number of the system.
private func storeError(_ code: Int32, _ data: UnsafeMutableRawPointer?) -> zip_int64_t {
  guard let data else { return -1 }
  data.storeBytes(of: code, as: CInt.self)
  data.storeBytes(of: 0, toByteOffset: MemoryLayout<CInt>.size, as: CInt.self)
  return zip_int64_t(2 * MemoryLayout<CInt>.size)
}

/// The archive in the making as libzip writes it.
///
/// libzip goes back to the header of an entry when it has written the entry, and no further. It asks
/// where it is before it starts one, so what lies before that place can go; once it is back at the
/// end the entry is done.
final class ZipTarget {
  /// Where the archive goes; it is known when the archive is finished.
  var sink: (any ByteSink)?
  // What did not go to the sink yet, and how much did.
  private var pending: [UInt8] = []
  private var sentBytes = 0
  private var position = 0
  private var entryStart: Int?
  /// Why the bytes could not be written.
  private(set) var failure: ConversionError?

  private static let chunkBytes = 256 << 10

  /// A source for libzip, which keeps this object until it frees the source.
  func makeSource(_ error: UnsafeMutablePointer<zip_error_t>?) -> OpaquePointer? {
    let box = Unmanaged.passRetained(self)
    let source = zip_source_function_create(
      { context, data, length, command in
        guard let context else { return -1 }
        let box = Unmanaged<ZipTarget>.fromOpaque(context)
        if command == ZIP_SOURCE_FREE {
          box.release()
          return 0
        }
        return box.takeUnretainedValue().answer(command, data, length)
      }, box.toOpaque(), error)
    if source == nil { box.release() }
    return source
  }

  /// Writes what is left.
  ///
  /// - Throws: what the sink throws.
  func finish() throws(ConversionError) {
    guard !pending.isEmpty else { return }
    try sink?.write(pending)
    pending = []
  }

  private var end: Int { sentBytes + pending.count }

  private func answer(
    _ command: zip_source_cmd_t, _ data: UnsafeMutableRawPointer?, _ length: zip_uint64_t
  ) -> zip_int64_t {
    switch command {
    // Nothing is there to be read: the archive is new.
    case ZIP_SOURCE_OPEN, ZIP_SOURCE_READ, ZIP_SOURCE_CLOSE, ZIP_SOURCE_SEEK, ZIP_SOURCE_TELL,
      ZIP_SOURCE_BEGIN_WRITE, ZIP_SOURCE_COMMIT_WRITE, ZIP_SOURCE_ROLLBACK_WRITE, ZIP_SOURCE_REMOVE:
      return 0
    case ZIP_SOURCE_STAT:
      guard let data else { return -1 }
      var status = zip_stat_t()
      zip_stat_init(&status)
      status.valid = zip_uint64_t(ZIP_STAT_SIZE)
      data.storeBytes(of: status, as: zip_stat_t.self)
      return zip_int64_t(MemoryLayout<zip_stat_t>.size)
    case ZIP_SOURCE_TELL_WRITE:
      if entryStart == nil { entryStart = position }
      return zip_int64_t(position)
    case ZIP_SOURCE_SEEK_WRITE:
      guard let data else { return -1 }
      var error = zip_error_t()
      let offset = zip_source_seek_compute_offset(
        zip_uint64_t(position), zip_uint64_t(end), data, length, &error)
      guard offset >= sentBytes, offset <= end else { return -1 }
      position = Int(offset)
      if position == end { entryStart = nil }
      return 0
    case ZIP_SOURCE_WRITE:
      do throws(ConversionError) {
        try write(UnsafeRawBufferPointer(start: data, count: Int(length)))
        return zip_int64_t(length)
      } catch {
        failure = error
        return -1
      }
    case ZIP_SOURCE_ERROR: return storeError(ZIP_ER_WRITE, data)
    case ZIP_SOURCE_SUPPORTS: return warraq_zip_writable()
    default: return -1
    }
  }

  private func write(_ bytes: UnsafeRawBufferPointer) throws(ConversionError) {
    let start = position - sentBytes
    position += bytes.count
    guard start == pending.count else {
      pending.replaceSubrange(start..<min(start + bytes.count, pending.count), with: bytes)
      return
    }
    pending.append(contentsOf: bytes)
    guard pending.count >= Self.chunkBytes, let entryStart, entryStart > sentBytes else { return }
    try sink?.write(Array(pending[..<(entryStart - sentBytes)]))
    pending.removeSubrange(..<(entryStart - sentBytes))
    sentBytes = entryStart
  }
}

/// The bytes of an archive as libzip reads them.
final class ZipInput {
  private let spool: Spool
  private var position = 0

  init(_ spool: Spool) { self.spool = spool }

  /// A source for libzip, which keeps this object until it frees the source.
  func makeSource(_ error: UnsafeMutablePointer<zip_error_t>?) -> OpaquePointer? {
    let box = Unmanaged.passRetained(self)
    let source = zip_source_function_create(
      { context, data, length, command in
        guard let context else { return -1 }
        let box = Unmanaged<ZipInput>.fromOpaque(context)
        if command == ZIP_SOURCE_FREE {
          box.release()
          return 0
        }
        return box.takeUnretainedValue().answer(command, data, length)
      }, box.toOpaque(), error)
    if source == nil { box.release() }
    return source
  }

  private func answer(
    _ command: zip_source_cmd_t, _ data: UnsafeMutableRawPointer?, _ length: zip_uint64_t
  ) -> zip_int64_t {
    switch command {
    case ZIP_SOURCE_OPEN:
      position = 0
      return 0
    case ZIP_SOURCE_READ:
      let target = UnsafeMutableRawBufferPointer(start: data, count: Int(length))
      // libzip says that the archive cannot be read, which is what our caller says of it.
      guard let count = try? spool.read(into: target, at: position) else { return -1 }
      position += count
      return zip_int64_t(count)
    case ZIP_SOURCE_CLOSE: return 0
    case ZIP_SOURCE_STAT:
      guard let data else { return -1 }
      var status = zip_stat_t()
      zip_stat_init(&status)
      status.size = zip_uint64_t(spool.count)
      status.valid = zip_uint64_t(ZIP_STAT_SIZE)
      data.storeBytes(of: status, as: zip_stat_t.self)
      return zip_int64_t(MemoryLayout<zip_stat_t>.size)
    case ZIP_SOURCE_TELL: return zip_int64_t(position)
    case ZIP_SOURCE_SEEK:
      guard let data else { return -1 }
      var error = zip_error_t()
      let offset = zip_source_seek_compute_offset(
        zip_uint64_t(position), zip_uint64_t(spool.count), data, length, &error)
      guard offset >= 0, offset <= spool.count else { return -1 }
      position = Int(offset)
      return 0
    case ZIP_SOURCE_ERROR: return storeError(ZIP_ER_READ, data)
    case ZIP_SOURCE_SUPPORTS: return warraq_zip_seekable()
    default: return -1
    }
  }
}
