import Foundation
import TestSupport
import Testing

/// A file that holds what a test expects.
///
/// With `WARRAQ_RECORD=1` the file is rewritten and the test fails all the same, so that nobody
/// records without reading the difference.
struct GoldenFile {
  let path: String

  private var url: URL { SharedFolder.packageRoot.appending(path: path) }

  /// Expects the bytes of the file to be `actual`.
  func expect(_ actual: [UInt8], _ isEqual: ([UInt8], [UInt8]) throws -> Bool = { $0 == $1 }) throws
  {
    if ProcessInfo.processInfo.environment["WARRAQ_RECORD"] == "1" {
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(actual).write(to: url)
      Issue.record("recorded \(path); read the difference before committing it")
      return
    }
    guard let data = FileManager.default.contents(atPath: url.path) else {
      Issue.record("\(path) is missing; WARRAQ_RECORD=1 make golden writes it")
      return
    }
    let expected = Array(data)
    if try isEqual(expected, actual) { return }
    let (old, new) = (Self.lines(expected), Self.lines(actual))
    let line =
      zip(old, new).enumerated().first { $1.0 != $1.1 }?.offset ?? min(old.count, new.count)
    Issue.record(
      """
      \(path):\(line + 1) differs
      expected: \(line < old.count ? old[line] : "(end)")
      actual:   \(line < new.count ? new[line] : "(end)")
      """)
  }

  private static func lines(_ bytes: [UInt8]) -> [String] {
    bytes.split(separator: 10, omittingEmptySubsequences: false).map {
      String(decoding: $0.prefix(400), as: UTF8.self)
    }
  }
}
