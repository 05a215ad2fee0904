import Foundation
import Warraq

/// What is done with one input.
struct Target: Sendable {
  let name: String
  let run: @Sendable ([UInt8]) -> Void

  /// The target that the environment names.
  static let chosen: Target = {
    let name = ProcessInfo.processInfo.environment["WARRAQ_FUZZ_TARGET"] ?? ""
    guard let target = all.first(where: { $0.name == name }) else {
      fatalError("WARRAQ_FUZZ_TARGET names no target; --targets lists them")
    }
    return target
  }()

  static var names: [String] { all.map(\.name) }

  /// A target for every reader, writer and checker of the registry, and those of expressions.
  static let all: [Target] =
    FormatRegistry.standard.formats.filter { $0.reader != nil }.map(reading)
    + FormatRegistry.standard.formats.filter { $0.writer != nil }.map(writing)
    + FormatRegistry.standard.formats.filter { $0.checker != nil }.map(checking)
    + [book, htmlBody, date, filter, assignment, schema, jobs, lanes]

  /// Reads the input as it is; what is read survives the canonical form.
  private static func reading(_ format: Format) -> Target {
    Target(name: "read-\(format.name)") { bytes in
      Invariant.survivesCanonicalForm(Reading.articles(in: bytes, format: format.name))
    }
  }

  /// Writes the articles of a canonical input; the reader of the format accepts what was written.
  private static func writing(_ format: Format) -> Target {
    Target(name: "write-\(format.name)") { bytes in
      let articles = Reading.articles(in: bytes, format: "json")
      Invariant.readsItsOwnOutput(articles, format: format)
    }
  }

  private static func checking(_ format: Format) -> Target {
    Target(name: "check-\(format.name)") { bytes in
      var validator = Validator(registry: .standard)
      validator.format = format
      validator.limits = Reading.limits
      _ = wait { [validator] in await validator.validate(.memory(bytes, name: "input")) }
    }
  }

  /// Packs the files of the input into an archive, so that mutations reach the pages of a book and
  /// not its checksums.
  private static let book = Target(name: "book") { bytes in
    let archive = Archive(listing: bytes).bytes
    Invariant.survivesCanonicalForm(Reading.articles(in: archive, format: "epub"))
  }

  /// Reads the input as the body of a feed's item and writes it in every format.
  private static let htmlBody = Target(name: "html-body") { bytes in
    let feed = JSONText.feed(htmlBody: bytes)
    let articles = Reading.articles(in: feed, format: "jsonfeed")
    Invariant.survivesCanonicalForm(articles)
    for format in FormatRegistry.standard.formats where format.writer != nil {
      Invariant.readsItsOwnOutput(articles, format: format)
    }
  }

  private static let date = Target(name: "date") { bytes in
    for language in ["ar", "fa", "en"] {
      let record = JSONText.object([
        ("headline", Array("x".utf8)), ("language", Array(language.utf8)), ("published", bytes),
      ])
      Invariant.survivesCanonicalForm(Reading.articles(in: record, format: "json"))
    }
  }

  private static let filter = Target(name: "where") { bytes in
    guard let filter = try? Filter(String(decoding: bytes, as: UTF8.self)) else { return }
    var article = Sample.article
    var context = ConversionContext.fixed
    _ = filter.apply(to: &article, context: &context)
  }

  private static let assignment = Target(name: "set") { bytes in
    guard let assignment = try? Assignment(String(decoding: bytes, as: UTF8.self)) else { return }
    var article = Sample.article
    var context = ConversionContext.fixed
    _ = assignment.apply(to: &article, context: &context)
    Invariant.survivesCanonicalForm([article])
  }

  /// Compiles the input as a JSON Schema and checks a story with it.
  private static let schema = Target(name: "schema") { bytes in
    let path = "\(NSTemporaryDirectory())/warraq-fuzz-\(getpid()).schema.json"
    defer { unlink(path) }
    guard FileManager.default.createFile(atPath: path, contents: Data(bytes)) else { return }
    var validator = Validator(registry: .standard)
    validator.format = FormatRegistry.standard.format(named: "json")
    validator.schemas = Schemas(.file(path))
    _ = wait { [validator] in await validator.validate(.memory(Sample.json, name: "input")) }
  }

  /// Converts the input with one job and with two; the bytes are the same.
  private static let jobs = Target(name: "jobs") { bytes in
    let outputs = [1, 2].map { jobs in
      wait { await Reading.convert(bytes, to: "csv", jobs: jobs) }
    }
    precondition(outputs[0] == outputs[1], "two jobs write other bytes than one")
  }

  /// Converts the input with the lane for usual records and without; bytes and account are the same.
  private static let lanes = Target(name: "lanes") { bytes in
    for source in ["jsonl", "csv"] {
      for format in ["csv", "jsonl"] {
        let outputs = [true, false].map { usesLane in
          wait {
            await Reading.convert(bytes, from: source, to: format, jobs: 1, usesLane: usesLane)
          }
        }
        precondition(outputs[0] == outputs[1], "the lane gives something else in \(format)")
      }
    }
  }

  /// Runs something asynchronous to its end on this thread.
  private static func wait<Value: Sendable>(
    _ work: @escaping @Sendable () async -> Value
  ) -> Value {
    let done = DispatchSemaphore(value: 0)
    let result = Box<Value>()
    Task.detached {
      result.value = await work()
      done.signal()
    }
    done.wait()
    guard let value = result.value else { fatalError("the work left no result") }
    return value
  }
}

/// Holds what a task leaves for the thread that waits for it; the semaphore orders the two.
private final class Box<Value>: @unchecked Sendable {
  var value: Value?
}
