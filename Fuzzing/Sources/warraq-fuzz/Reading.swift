import Foundation
import Warraq

/// Reads inputs as the command does, under limits that keep one execution short.
enum Reading {
  static let limits: Limits = {
    var limits = Limits()
    limits.maximumRecordBytes = 1 << 20
    limits.maximumUnpackedBytes = 4 << 20
    limits.maximumEntries = 1000
    return limits
  }()

  /// The articles that can be read; bad input gives fewer, never a trap.
  static func articles(in bytes: [UInt8], format name: String) -> [Article] {
    guard let reader = try? FormatRegistry.standard.requireFormat(named: name).reader?.make()
    else { fatalError("no reader of \(name)") }
    var context = ConversionContext.fixed
    context.limits = limits
    return (try? reader.articles(in: bytes, name: "input", context: &context)) ?? []
  }

  /// The output of a conversion; `nil` when it failed.
  static func convert(_ bytes: [UInt8], to name: String, jobs: Int) async -> [UInt8]? {
    guard let writer = try? FormatRegistry.standard.requireFormat(named: name).writer?.make()
    else { fatalError("no writer of \(name)") }
    var converter = Converter(registry: .standard, writer: writer)
    converter.sourceFormat = FormatRegistry.standard.format(named: "jsonl")
    converter.limits = limits
    converter.jobs = jobs
    let path = "\(NSTemporaryDirectory())/warraq-fuzz-\(getpid()).\(name)"
    defer { unlink(path) }
    do {
      _ = try await converter.convert([.memory(bytes, name: "input")], to: .file(path))
    } catch { return nil }
    return FileManager.default.contents(atPath: path).map(Array.init)
  }
}
