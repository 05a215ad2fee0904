import Foundation
import Synchronization
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

  /// The output of a conversion and what was said; `nil` when it failed.
  static func convert(
    _ bytes: [UInt8], from source: String = "jsonl", to name: String, jobs: Int,
    usesLane: Bool = true
  ) async -> [String]? {
    guard let writer = try? FormatRegistry.standard.requireFormat(named: name).writer?.make()
    else { fatalError("no writer of \(name)") }
    var converter = Converter(registry: .standard, writer: writer)
    converter.sourceFormat = FormatRegistry.standard.format(named: source)
    converter.limits = limits
    converter.jobs = jobs
    converter.usesLane = usesLane
    let path = "\(NSTemporaryDirectory())/warraq-fuzz-\(getpid()).\(name)"
    defer { unlink(path) }
    let said = Mutex<[String]>([])
    do {
      let report = try await converter.convert(
        [.memory(bytes, name: "input")], to: .file(path),
        onDiagnostic: { diagnostic in said.withLock { $0.append("\(diagnostic)") } })
      said.withLock { $0.append("\(report)") }
    } catch { return nil }
    let output = FileManager.default.contents(atPath: path) ?? Data()
    return said.withLock { $0 } + [String(decoding: output, as: UTF8.self)]
  }
}
