import Foundation
import Testing
import Warraq
import WarraqZip

/// A book opened again, to look into.
struct OpenBook {
  let bytes: [UInt8]
  private let zip: ZipReader

  /// Makes a book of the articles and opens it.
  init(
    _ articles: [Article], options: EPUBWriter.Options = .init(),
    context: ConversionContext = .fixed
  ) throws {
    var context = context
    try self.init(bytes: EPUBWriter(options).document(of: articles, context: &context))
  }

  /// Opens a book.
  init(bytes: [UInt8]) throws {
    self.bytes = bytes
    zip = try ZipReader(bytes[...], name: "book.epub", limits: Limits())
  }

  var names: [String] { zip.entries.map(\.name) }

  /// Whether an entry lies there as it is, not compressed.
  func isStored(_ name: String) -> Bool { zip.entry(named: name)?.isStored ?? false }

  /// The bytes of an entry.
  func file(_ name: String) throws -> [UInt8] { try zip.read(name) }

  /// The text of a file beside the chapters.
  func text(_ path: String) throws -> String {
    String(decoding: try file("EPUB/\(path)"), as: UTF8.self)
  }

  var package: String { get throws { try text("package.opf") } }

  /// The values of an element or attribute, in order: what stands between `start` and `end`.
  func values(from start: String, to end: String, in path: String) throws -> [String] {
    try text(path).components(separatedBy: start).dropFirst().map {
      $0.components(separatedBy: end)[0]
    }
  }

  /// The archive with the text of one of its entries changed.
  func edited(_ path: String, _ change: (String) -> String) throws -> [UInt8] {
    let writer = try ZipWriter()
    for entry in zip.entries {
      var content = try zip.read(entry)
      if entry.name == "EPUB/\(path)" {
        content = Array(change(String(decoding: content, as: UTF8.self)).utf8)
      }
      try writer.add(entry.name, content, entry.isStored ? .stored : .deflated)
    }
    let sink = MemorySink()
    try writer.finish(to: sink, timestamp: #require(NewsDate(year: 2024)))
    return sink.bytes
  }
}
