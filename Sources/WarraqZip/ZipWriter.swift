internal import CLibZip
package import WarraqCore
package import WarraqModel

/// Makes a ZIP archive whose bytes depend on nothing but what is put in.
///
/// ```swift
/// let zip = try ZipWriter()
/// try zip.add("mimetype", mimetype, .stored)
/// try zip.add("EPUB/package.opf", package, .deflated)
/// try zip.add("EPUB/a00001.xhtml", deflated: { chapter })
/// try zip.finish(to: sink, timestamp: date)
/// ```
///
/// Entries keep their order. They carry no extra fields, no data descriptors and one time, written
/// in UTC, so neither the clock nor the zone of the machine shows (EPUB 3.3, 4.2.3,
/// https://www.w3.org/TR/epub-33/#sec-zip-container-mime). Archives of more than 65,535 entries or
/// 4 GiB become ZIP64, others do not.
///
/// libzip before 1.8 takes the time through the local zone and back. A program whose zone is not UTC
/// gets another time where it lies in the hour that the zone leaves out in spring.
///
/// What is deflated is deflated here or before, and libzip copies it as it is. An entry that is made
/// by a closure is in memory only while it is written, and so is what was written of the archive
/// since the entry began.
package final class ZipWriter {
  /// How an entry is put into the archive.
  package enum Compression: Sendable {
    /// As it is: for what is compressed already.
    case stored
    /// Deflated.
    case deflated
  }

  // A regular file that its owner writes and all read, as UNIX puts it in the upper half.
  private static let attributes: UInt32 = 0o100644 << 16

  private var archive: OpaquePointer?
  private let target = ZipTarget()
  private let deflater: Deflater
  private var sources: [ZipSource] = []

  /// Starts an archive.
  ///
  /// - Parameter deflater: what deflates entries that are given as bytes.
  /// - Throws: `ConversionError` `zip.unwritable`.
  package init(deflater: Deflater = Deflater()) throws(ConversionError) {
    self.deflater = deflater
    var error = zip_error_t()
    zip_error_init(&error)
    defer { zip_error_fini(&error) }
    guard let source = target.makeSource(&error) else {
      throw ConversionError(.unwritable(String(cString: zip_error_strerror(&error))))
    }
    guard let archive = zip_open_from_source(source, ZIP_TRUNCATE, &error) else {
      zip_source_free(source)
      throw ConversionError(.unwritable(String(cString: zip_error_strerror(&error))))
    }
    self.archive = archive
  }

  deinit {
    if let archive { zip_discard(archive) }
  }

  /// Adds an entry after those that are there.
  ///
  /// - Parameters:
  ///   - name: the path inside the archive, with `/` between folders.
  ///   - bytes: what it holds, not compressed.
  ///   - compression: how it is put in.
  /// - Throws: `ConversionError` `zip.unwritable`, also when the name is taken.
  package func add(
    _ name: String, _ bytes: [UInt8], _ compression: Compression
  ) throws(ConversionError) {
    switch compression {
    case .stored: try add(name, stored: .bytes(bytes))
    case .deflated: try add(name, deflating: { bytes })
    }
  }

  /// Adds an entry after those that are there, which is made and deflated when the archive is
  /// finished.
  ///
  /// - Throws: `ConversionError` `zip.unwritable`, also when the name is taken.
  package func add(
    _ name: String, deflating bytes: @escaping () -> [UInt8]
  ) throws(ConversionError) {
    try add(
      name,
      deflated: { [deflater] () throws(ConversionError) in
        var packed = bytes()
        let deflated = try deflater.deflate(&packed, from: 0)
        return ZipContent(deflated, packed)
      })
  }

  /// Adds an entry after those that are there, as it is.
  ///
  /// - Throws: `ConversionError` `zip.unwritable`, also when the name is taken.
  package func add(_ name: String, stored piece: ZipContent.Piece) throws(ConversionError) {
    let content = ZipContent(stored: piece)
    try add(name, ZIP_CM_STORE) { content }
  }

  /// Adds a deflated entry after those that are there, which is made when the archive is finished.
  ///
  /// - Throws: `ConversionError` `zip.unwritable`, also when the name is taken.
  package func add(
    _ name: String, deflated content: @escaping () throws(ConversionError) -> ZipContent
  ) throws(ConversionError) {
    // What comes deflated stays so by default.
    try add(name, ZIP_CM_DEFAULT, content)
  }

  private func add(
    _ name: String, _ method: Int32,
    _ content: @escaping () throws(ConversionError) -> ZipContent
  ) throws(ConversionError) {
    guard let archive else { preconditionFailure("an entry is added after finish") }
    let source = ZipSource(content)
    guard let pointer = source.makeSource(nil) else {
      throw ConversionError(.unwritable("no memory for '\(name)'"))
    }
    let index = zip_file_add(archive, name, pointer, zip_flags_t(ZIP_FL_ENC_UTF_8))
    guard index >= 0 else {
      zip_source_free(pointer)
      throw failure("'\(name)': ")
    }
    sources.append(source)
    let isDone =
      zip_set_file_compression(archive, zip_uint64_t(index), method, 0) == 0
      && zip_file_set_external_attributes(
        archive, zip_uint64_t(index), 0, zip_uint8_t(ZIP_OPSYS_UNIX), Self.attributes) == 0
    if !isDone { throw failure("'\(name)': ") }
  }

  /// Ends the archive and writes it; nothing can be added after it.
  ///
  /// - Parameters:
  ///   - sink: where the archive goes.
  ///   - timestamp: the time that all entries get, to two seconds, between 1980 and 2107; where it
  ///     has a zone it is brought to UTC.
  /// - Throws: `ConversionError` `zip.unwritable`, also for an archive without entries; what the
  ///   closures of the entries and the sink throw.
  package func finish(
    to sink: any ByteSink, timestamp: NewsDate
  ) throws(ConversionError) {
    guard let archive else { preconditionFailure("an archive is finished twice") }
    guard !sources.isEmpty else { throw ConversionError(.unwritable("nothing is in it")) }
    let (date, time) = Self.dosTime(of: timestamp)
    for index in 0..<zip_uint64_t(sources.count) {
      // Not zip_file_set_mtime: it goes through the local zone of the machine.
      guard zip_file_set_dostime(archive, index, time, date, 0) == 0 else { throw failure("") }
    }
    target.sink = sink
    guard zip_close(archive) == 0 else {
      if let error = target.failure ?? sources.lazy.compactMap(\.failure).first { throw error }
      throw failure("")
    }
    self.archive = nil
    try target.finish()
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
}

extension Diagnostic.Message {
  fileprivate static func unwritable(_ reason: String) -> Self {
    Self(id: "zip.unwritable", text: "cannot make the archive: \(reason)")
  }
}
