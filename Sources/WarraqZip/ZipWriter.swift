internal import CLibZip
package import WarraqCore
package import WarraqModel

/// Makes a ZIP archive whose bytes depend on nothing but what is put in.
///
/// ```swift
/// let zip = try ZipWriter()
/// try zip.add("mimetype", mimetype[...], .stored)
/// try zip.add("EPUB/package.opf", package[...], .deflated)
/// try zip.finish(to: sink, timestamp: date)
/// ```
///
/// Entries keep their order. They carry no extra fields, no data descriptors and one time, written
/// in UTC, so neither the clock nor the zone of the machine shows (EPUB 3.3, 4.2.3,
/// https://www.w3.org/TR/epub-33/#sec-zip-container-mime). Archives of more than 65,535 entries or
/// 4 GiB become ZIP64, others do not.
///
/// The entries and the archive stay in memory until ``finish(to:timestamp:)`` returns.
package final class ZipWriter {
  /// How an entry is put into the archive.
  package enum Compression: Sendable {
    /// As it is: for what is compressed already.
    case stored
    /// Deflated by the archive, at level 6.
    case deflated
  }

  // The level of `gzip` and `zip`: higher ones cost twice the time for one part in a hundred.
  private static let level: UInt32 = 6
  // A regular file that its owner writes and all read, as UNIX puts it in the upper half.
  private static let attributes: UInt32 = 0o100644 << 16

  private var archive: OpaquePointer?
  private let target: OpaquePointer
  private let chunkBytes = 256 << 10

  /// Starts an archive.
  ///
  /// - Throws: `ConversionError` `zip.unwritable`.
  package init() throws(ConversionError) {
    var error = zip_error_t()
    zip_error_init(&error)
    defer { zip_error_fini(&error) }
    guard let target = zip_source_buffer_create(nil, 0, 0, &error) else {
      throw ConversionError(.unwritable(String(cString: zip_error_strerror(&error))))
    }
    guard let archive = zip_open_from_source(target, ZIP_TRUNCATE, &error) else {
      zip_source_free(target)
      throw ConversionError(.unwritable(String(cString: zip_error_strerror(&error))))
    }
    // The archive releases the source when it closes; the bytes are read from it after that.
    zip_source_keep(target)
    self.target = target
    self.archive = archive
  }

  deinit {
    if let archive { zip_discard(archive) }
    zip_source_free(target)
  }

  /// Adds an entry after those that are there.
  ///
  /// - Parameters:
  ///   - name: the path inside the archive, with `/` between folders.
  ///   - bytes: what it holds, not compressed.
  ///   - compression: how it is put in.
  /// - Throws: `ConversionError` `zip.unwritable`, also when the name is taken.
  package func add(
    _ name: String, _ bytes: ArraySlice<UInt8>, _ compression: Compression
  ) throws(ConversionError) {
    guard let archive else { preconditionFailure("an entry is added after finish") }
    let source = bytes.withUnsafeBytes { warraq_zip_source_copy($0.baseAddress, $0.count, nil) }
    guard let source else { throw ConversionError(.unwritable("no memory for '\(name)'")) }
    let index = zip_file_add(archive, name, source, zip_flags_t(ZIP_FL_ENC_UTF_8))
    guard index >= 0 else {
      zip_source_free(source)
      throw failure("'\(name)': ")
    }
    let entry = zip_uint64_t(index)
    let method =
      switch compression {
      case .stored: ZIP_CM_STORE
      case .deflated: ZIP_CM_DEFLATE
      }
    let isDone =
      zip_set_file_compression(archive, entry, method, Self.level) == 0
      && zip_file_set_external_attributes(
        archive, entry, 0, zip_uint8_t(ZIP_OPSYS_UNIX), Self.attributes) == 0
    if !isDone { throw failure("'\(name)': ") }
  }

  /// Ends the archive and writes it; nothing can be added after it.
  ///
  /// - Parameters:
  ///   - sink: where the archive goes.
  ///   - timestamp: the time that all entries get, to two seconds, between 1980 and 2107; where it
  ///     has a zone it is brought to UTC.
  /// - Throws: `ConversionError` `zip.unwritable`, also for an archive without entries; what the
  ///   sink throws.
  package func finish(
    to sink: any ByteSink, timestamp: NewsDate
  ) throws(ConversionError) {
    guard let archive else { preconditionFailure("an archive is finished twice") }
    let (date, time) = Self.dosTime(of: timestamp)
    for index in 0..<zip_uint64_t(max(zip_get_num_entries(archive, 0), 0)) {
      // Not zip_file_set_mtime: it goes through the local zone of the machine.
      guard zip_file_set_dostime(archive, index, time, date, 0) == 0 else { throw failure("") }
    }
    guard zip_close(archive) == 0 else { throw failure("") }
    self.archive = nil
    guard zip_source_open(target) == 0 else { throw targetFailure }
    defer { zip_source_close(target) }
    while true {
      var count = 0
      let chunk = [UInt8](unsafeUninitializedCapacity: chunkBytes) { bytes, initialized in
        guard let base = bytes.baseAddress else { return }
        count = Int(zip_source_read(target, base, zip_uint64_t(bytes.count)))
        initialized = max(count, 0)
      }
      guard count >= 0 else { throw targetFailure }
      guard count > 0 else { return }
      try sink.write(chunk)
    }
  }

  /// A moment as MS-DOS and ZIP write it (APPNOTE 4.4.6).
  private static func dosTime(of timestamp: NewsDate) -> (date: UInt16, time: UInt16) {
    let utc = timestamp.inUTC
    guard 1980...2107 ~= utc.year else {
      return (utc.year > 2107 ? 127 << 9 | 12 << 5 | 31 : 1 << 5 | 1, 0)
    }
    return (
      UInt16((utc.year - 1980) << 9 | max(utc.month, 1) << 5 | max(utc.day, 1)),
      UInt16(utc.hour << 11 | utc.minute << 5 | utc.second / 2)
    )
  }

  private func failure(_ prefix: String) -> ConversionError {
    let reason = archive.map { String(cString: zip_error_strerror(zip_get_error($0))) } ?? ""
    return ConversionError(.unwritable(prefix + reason))
  }

  private var targetFailure: ConversionError {
    ConversionError(.unwritable(String(cString: zip_error_strerror(zip_source_error(target)))))
  }
}

extension Diagnostic.Message {
  fileprivate static func unwritable(_ reason: String) -> Self {
    Self(id: "zip.unwritable", text: "cannot make the archive: \(reason)")
  }
}
