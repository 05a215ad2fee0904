internal import CLibZip
internal import Synchronization
package import WarraqCore

/// Reads a ZIP archive that may have been made to do harm.
///
/// ```swift
/// let zip = try ZipReader(spool, name: "book.epub", limits: context.limits)
/// let package = try zip.read("EPUB/package.opf")
/// ```
///
/// Nothing is unpacked to disk. Names that lead out of the archive, two entries of one name,
/// encrypted entries and entries that unpack beyond the limits are errors.
///
/// Any task may read from it; they take turns.
package final class ZipReader: Sendable {
  /// What the archive says of an entry.
  package struct Entry: Hashable, Sendable {
    /// The path inside the archive.
    package let name: String
    /// How many bytes it unpacks to, as declared.
    package let size: Int
    /// How many bytes it takes in the archive.
    package let packedSize: Int
    /// Whether it lies there as it is, not compressed.
    package let isStored: Bool
    fileprivate let index: UInt64
  }

  /// The entries in the order of the archive's directory; folders are left out.
  package let entries: [Entry]
  private let indexByName: [String: Int]
  /// The entries by their names in lower case, once somebody asks for one.
  private let indexByFoldedName = Mutex<[String: Int]?>(nil)
  private let limits: Limits
  private let location: SourceLocation
  private let state: Mutex<State>

  /// What only the task whose turn it is may touch. libzip does not care which thread that is on.
  private struct State: ~Copyable, @unchecked Sendable {
    let archive: OpaquePointer
    var unpackedBytes = 0

    deinit { zip_discard(archive) }
  }

  // Runs of one byte shrink a thousandfold in honest files too; small ones do no harm.
  private static let smallestSuspect = 1 << 20

  /// Opens an archive.
  ///
  /// - Parameters:
  ///   - spool: the whole archive; only the reader may use it from now on.
  ///   - name: what to call the archive in errors.
  ///   - limits: entries, bytes in all, and expansion of one entry.
  /// - Throws: `ConversionError` `zip.unreadable`, `zip.too-many-entries`, `zip.unsafe-name`,
  ///   `zip.duplicate-name`.
  package init(
    _ spool: sending Spool, name: String, limits: Limits
  ) throws(ConversionError) {
    let location = SourceLocation(file: name)
    guard spool.count > 0 else { throw ConversionError(.unreadable("it is empty"), at: location) }
    var error = zip_error_t()
    zip_error_init(&error)
    defer { zip_error_fini(&error) }
    guard let source = ZipInput(spool).makeSource(&error) else {
      throw ConversionError(.unreadable(String(cString: zip_error_strerror(&error))), at: location)
    }
    guard let archive = zip_open_from_source(source, ZIP_RDONLY, &error) else {
      zip_source_free(source)
      throw ConversionError(.unreadable(String(cString: zip_error_strerror(&error))), at: location)
    }
    state = Mutex(State(archive: archive))
    (entries, indexByName) = try Self.directory(of: archive, limits: limits, at: location)
    self.limits = limits
    self.location = location
  }

  /// Opens an archive in memory.
  ///
  /// - Throws: as the other initializer does.
  package convenience init(
    _ bytes: ArraySlice<UInt8>, name: String, limits: Limits
  ) throws(ConversionError) {
    let spool = Spool(folder: "/tmp")
    try spool.append(bytes)
    try self.init(spool, name: name, limits: limits)
  }

  /// The entry of that name.
  package func entry(named name: String) -> Entry? { indexByName[name].map { entries[$0] } }

  /// The first entry whose name differs from that one in case only.
  package func entry(like name: String) -> Entry? {
    indexByFoldedName.withLock { known in
      let index =
        known
        ?? Dictionary(
          entries.enumerated().map { ($1.name.lowercased(), $0) },
          uniquingKeysWith: { first, _ in first })
      known = index
      return index[name.lowercased()].map { entries[$0] }
    }
  }

  /// The bytes of the entry of that name.
  ///
  /// - Throws: `ConversionError` `zip.missing-entry` and what ``read(_:)-(Entry)`` throws.
  package func read(_ name: String) throws(ConversionError) -> [UInt8] {
    guard let entry = entry(named: name) else {
      throw ConversionError(.missingEntry(name), at: location)
    }
    return try read(entry)
  }

  /// The bytes of an entry.
  ///
  /// - Throws: `ConversionError` `zip.damaged-entry` when it cannot be unpacked, is encrypted or does
  ///   not match its checksum; `zip.too-large` and `zip.expansion` beyond the limits.
  package func read(_ entry: Entry) throws(ConversionError) -> [UInt8] {
    try state.withLock { state throws(ConversionError) in
      let bytes = try unpack(entry, from: state.archive, after: state.unpackedBytes)
      state.unpackedBytes += bytes.count
      return bytes
    }
  }

  private func unpack(
    _ entry: Entry, from archive: OpaquePointer, after unpackedBytes: Int
  ) throws(ConversionError) -> [UInt8] {
    try check(entry, unpacked: entry.size, after: unpackedBytes)
    guard let file = zip_fopen_index(archive, entry.index, 0) else {
      throw ConversionError(
        .damagedEntry(entry.name, String(cString: zip_error_strerror(zip_get_error(archive)))),
        at: location)
    }
    defer { zip_fclose(file) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(min(entry.size, 16 << 20))
    var chunk = [UInt8](repeating: 0, count: min(max(entry.size, 1), 64 << 10))
    while true {
      let count = chunk.withUnsafeMutableBytes { bytes in
        bytes.baseAddress.map { Int(zip_fread(file, $0, zip_uint64_t(bytes.count))) } ?? 0
      }
      guard count >= 0 else {
        let reason = String(cString: zip_error_strerror(zip_file_get_error(file)))
        throw ConversionError(.damagedEntry(entry.name, reason), at: location)
      }
      guard count > 0 else { break }
      bytes.append(contentsOf: chunk[..<count])
      // The declared size may be a lie.
      try check(entry, unpacked: bytes.count, after: unpackedBytes)
    }
    return bytes
  }

  private func check(
    _ entry: Entry, unpacked size: Int, after unpackedBytes: Int
  ) throws(ConversionError) {
    guard size <= limits.maximumUnpackedBytes - unpackedBytes else {
      throw ConversionError(
        .tooLarge(entry.name, limit: limits.maximumUnpackedBytes), at: location)
    }
    guard
      size < Self.smallestSuspect || size / limits.maximumExpansion <= max(entry.packedSize, 1)
    else {
      throw ConversionError(.expansion(entry.name, limit: limits.maximumExpansion), at: location)
    }
  }

  private static func directory(
    of archive: OpaquePointer, limits: Limits, at location: SourceLocation
  ) throws(ConversionError) -> ([Entry], [String: Int]) {
    let count = Int(zip_get_num_entries(archive, 0))
    guard count <= limits.maximumEntries else {
      throw ConversionError(.tooManyEntries(limit: limits.maximumEntries), at: location)
    }
    var entries: [Entry] = []
    var indexByName: [String: Int] = [:]
    entries.reserveCapacity(count)
    for index in 0..<UInt64(count) {
      var status = zip_stat_t()
      guard zip_stat_index(archive, index, 0, &status) == 0, let pointer = status.name else {
        let reason = String(cString: zip_error_strerror(zip_get_error(archive)))
        throw ConversionError(.unreadable(reason), at: location)
      }
      let name = String(cString: pointer)
      guard isSafe(name) else { throw ConversionError(.unsafeName(name), at: location) }
      if name.hasSuffix("/") { continue }
      guard indexByName.updateValue(entries.count, forKey: name) == nil else {
        throw ConversionError(.duplicateName(name), at: location)
      }
      entries.append(
        Entry(
          name: name, size: Int(clamping: status.size), packedSize: Int(clamping: status.comp_size),
          isStored: status.comp_method == ZIP_CM_STORE, index: index))
    }
    return (entries, indexByName)
  }

  /// Whether a name stays inside the archive on every system: relative, no way up, no drive.
  private static func isSafe(_ name: String) -> Bool {
    guard !name.isEmpty, !name.utf8.contains(where: { $0 == UInt8(ascii: "\\") || $0 < 0x20 })
    else { return false }
    let bytes = Array(name.utf8.prefix(2))
    if bytes[0] == UInt8(ascii: "/") || (bytes.count > 1 && bytes[1] == UInt8(ascii: ":")) {
      return false
    }
    return !name.utf8.split(separator: UInt8(ascii: "/")).contains { $0.elementsEqual("..".utf8) }
  }
}

extension Diagnostic.Message {
  fileprivate static func unreadable(_ reason: String) -> Self {
    Self(id: "zip.unreadable", text: "not a ZIP archive that can be read: \(reason)")
  }

  fileprivate static func tooManyEntries(limit: Int) -> Self {
    Self(id: "zip.too-many-entries", text: "the archive has more than \(limit) entries")
  }

  fileprivate static func unsafeName(_ name: String) -> Self {
    Self(
      id: "zip.unsafe-name",
      text: "the entry '\(name)' has a name that leads out of the archive; make the archive anew")
  }

  fileprivate static func duplicateName(_ name: String) -> Self {
    Self(
      id: "zip.duplicate-name", text: "two entries are named '\(name)'; make the archive anew")
  }

  fileprivate static func missingEntry(_ name: String) -> Self {
    Self(id: "zip.missing-entry", text: "the archive has no entry '\(name)'")
  }

  fileprivate static func damagedEntry(_ name: String, _ reason: String) -> Self {
    Self(id: "zip.damaged-entry", text: "cannot unpack '\(name)': \(reason)")
  }

  fileprivate static func tooLarge(_ name: String, limit: Int) -> Self {
    Self(
      id: "zip.too-large", text: "'\(name)' brings the archive to more than \(limit) bytes unpacked"
    )
  }

  fileprivate static func expansion(_ name: String, limit: Int) -> Self {
    Self(
      id: "zip.expansion",
      text: "'\(name)' unpacks to more than \(limit) times its size, as a ZIP bomb does")
  }
}
