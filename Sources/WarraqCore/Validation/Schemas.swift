internal import Synchronization

/// The schemas that documents are checked against: one that was named, or those of a folder.
///
/// Each is read once.
public final class Schemas: Sendable {
  /// Where schemas are.
  public enum Source: Hashable, Sendable {
    /// Nowhere: only rules are checked.
    case none
    /// A file, for every document.
    case file(String)
    /// A folder, from which each document gets the one of its format and version.
    case folder(String)
  }

  /// A schema for a document.
  package struct Choice: Hashable, Sendable {
    /// Its file.
    package var path: String
    /// The version it is of, where it is of another than the document.
    package var otherVersion: String?
  }

  /// Where they are.
  public let source: Source
  private let cache = Mutex<[String: any Sendable]>([:])
  private let names = Mutex<[String]?>(nil)

  /// Makes schemas from a place.
  public init(_ source: Source = .none) {
    self.source = source
  }

  /// The schema that was named for every document, `nil` where none was.
  package var named: Choice? {
    if case .file(let path) = source { Choice(path: path) } else { nil }
  }

  /// The schema at a path, read by `make` when it is asked for the first time.
  package func schema<Schema: Sendable>(
    at path: String, make: (String) throws(ConversionError) -> Schema
  ) throws(ConversionError) -> Schema {
    let known = cache.withLock { $0[path] }
    if let schema = known as? Schema { return schema }
    if let failure = known as? ConversionError { throw failure }
    do throws(ConversionError) {
      let schema = try make(path)
      cache.withLock { $0[path] = schema }
      return schema
    } catch {
      cache.withLock { $0[path] = error }
      throw error
    }
  }

  /// The schema for a version of a format.
  ///
  /// A file is for the version that its name holds. Where there is none of the very version, it is
  /// the next newer one, for the standards only grow; else the newest.
  ///
  /// - Parameters:
  ///   - version: the version that the document states, `nil` for the newest.
  ///   - rank: how well a file suits by its name in lower case, `nil` for not at all; of two for one
  ///     version, the higher rank counts.
  package func choose(
    version: SchemaVersion?, rank: (String) -> Int?
  ) -> Choice? {
    switch source {
    case .none: return nil
    case .file(let path): return Choice(path: path)
    case .folder(let folder):
      let candidates = files(in: folder).compactMap { path -> (String, SchemaVersion, Int)? in
        let name = path.split(separator: "/").last.map { $0.lowercased() } ?? ""
        guard let rank = rank(name), let version = SchemaVersion(in: name) else { return nil }
        return (path, version, rank)
      }
      let newer = candidates.filter { candidate in version.map { candidate.1 >= $0 } ?? false }
      let wanted = newer.map(\.1).min() ?? candidates.map(\.1).max()
      let best = candidates.filter { $0.1 == wanted }.max { ($0.2, $1.0) < ($1.2, $0.0) }
      guard let best else { return nil }
      let isOther = version != nil && best.1 != version
      return Choice(path: best.0, otherVersion: isOther ? best.1.description : nil)
    }
  }

  private func files(in folder: String) -> [String] {
    if let known = names.withLock({ $0 }) { return known }
    let found = Folders.files(below: folder)
    names.withLock { $0 = found }
    return found
  }
}

/// A version as file names and documents have it: `2.35`, `3-6`.
package struct SchemaVersion: Hashable, Comparable, Sendable, CustomStringConvertible {
  package var major: Int
  package var minor: Int

  /// Makes a version.
  package init(_ major: Int, _ minor: Int) {
    self.major = major
    self.minor = minor
  }

  /// The first two numbers with a point, a hyphen or an underscore between them; a number right
  /// after a letter, as in `g2`, is none.
  package init?(in text: String) {
    let bytes = Array(text.utf8)
    var index = 0
    while index < bytes.count {
      let start = index
      while index < bytes.count, bytes[index] &- 0x30 < 10 { index += 1 }
      guard index > start else {
        index += 1
        continue
      }
      let isPartOfWord = start > 0 && (bytes[start - 1] | 0x20) &- 0x61 < 26
      guard !isPartOfWord, index + 1 < bytes.count, ".-_".utf8.contains(bytes[index]),
        bytes[index + 1] &- 0x30 < 10
      else { continue }
      let minorEnd = bytes[(index + 1)...].firstIndex { $0 &- 0x30 >= 10 } ?? bytes.count
      guard let major = Int(String(decoding: bytes[start..<index], as: UTF8.self)),
        let minor = Int(String(decoding: bytes[(index + 1)..<minorEnd], as: UTF8.self))
      else { return nil }
      self.init(major, minor)
      return
    }
    return nil
  }

  /// `2.35`.
  package var description: String { "\(major).\(minor)" }

  package static func < (a: SchemaVersion, b: SchemaVersion) -> Bool {
    (a.major, a.minor) < (b.major, b.minor)
  }
}

extension Folders {
  /// All files below a folder, in the order of their paths; none where it cannot be listed.
  static func files(below folder: String) -> [String] {
    // An empty folder is an error of `expand`, and no schemas are no error here.
    guard let inputs = try? Input.expand(folder, readsFiles: { _ in true }) else { return [] }
    return inputs.compactMap { input in
      if case .file(let path) = input { path } else { nil }
    }
  }
}

extension ByteSource {
  /// All bytes that are left.
  ///
  /// - Throws: `ConversionError` `input.unreadable`.
  func readAll() throws(ConversionError) -> [UInt8] {
    var bytes: [UInt8] = []
    while try read(into: &bytes, upTo: 1 << 20) > 0 {}
    return bytes
  }
}
