import Foundation
import TestSupport
import Testing
import Warraq
import WarraqZip

/// Samples and cases against what they are expected to become.
struct GoldenTests {
  /// The names of what lies in a folder of the package, sorted.
  private static func names(in folder: String) -> [String] {
    let url = SharedFolder.packageRoot.appending(path: folder)
    return ((try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []).sorted()
  }

  private static func bytes(_ path: String) throws -> [UInt8] {
    Array(try Data(contentsOf: SharedFolder.packageRoot.appending(path: path)))
  }

  static let samples = names(in: "Samples/text")

  static let written = FormatRegistry.standard.formats.filter { $0.writer != nil }.map(\.name)

  /// `format/case` of every reader case.
  static let cases = names(in: "Tests/Golden").flatMap { format in
    names(in: "Tests/Golden/\(format)").map { "\(format)/\($0)" }
  }

  @Test(arguments: samples, written)
  func `a sample becomes what lies beside it`(sample: String, format: String) async throws {
    let target = try FormatRegistry.standard.requireFormat(named: format)
    let writer = try #require(target.writer).make()
    var converter = Converter(registry: .standard, writer: writer)
    converter.sourceDate = ConversionContext.fixed.sourceDate
    let folder = try TemporaryFolder()
    let path = "Samples/text/\(sample)"
    let output: OutputPlan =
      writer.holdsOneArticle
      ? .split(try PathTemplate(folder.path("out/{index}"))) : .file(folder.path("out/1"))
    try folder.makeFolder("out")
    _ = try await converter.convert([.memory(try Self.bytes(path), name: path)], to: output)
    let stem = sample.split(separator: ".").first.map(String.init) ?? sample
    let files = try folder.files(in: "out").sorted { $0.key < $1.key }
    for (index, file) in files.enumerated() {
      // A format that holds one story a document needs a file for each.
      let name = files.count == 1 ? stem : "\(stem)-\(index + 1)"
      // The samples themselves lie in the folder of texts.
      let place = format == "text" ? "plain" : format
      let golden = GoldenFile(path: "Samples/\(place)/\(name).\(target.extensions[0])")
      // The same compressor gives the same bytes, but not every system has the same one.
      try golden.expect(file.value) { expected, actual in
        format == "epub" ? try Self.entries(expected) == Self.entries(actual) : expected == actual
      }
    }
  }

  @Test(arguments: cases)
  func `a case reads as the tree beside it`(name: String) throws {
    let format = try FormatRegistry.standard.requireFormat(
      named: String(name.prefix { $0 != "/" }))
    let folder = "Tests/Golden/\(name)"
    let input = try #require(Self.names(in: folder).first { $0.hasPrefix("input.") })
    let reader = try #require(format.reader).make()
    var context = ConversionContext.fixed
    var report = ""
    var tree = ""
    do {
      let articles = try reader.articles(
        in: try Self.bytes("\(folder)/\(input)"), name: input, context: &context)
      tree = articles.map { ArticleTree.text(of: $0) }.joined(separator: "\n")
    } catch {
      report += "\(error)\n"
    }
    report += context.log.diagnostics.map { "\($0)\n" }.joined()
    try GoldenFile(path: "\(folder)/expected.tree").expect(Array(tree.utf8))
    try GoldenFile(path: "\(folder)/report.txt").expect(Array(report.utf8))
  }

  private static func entries(_ bytes: [UInt8]) throws -> [String: [UInt8]] {
    let archive = try ZipReader(bytes[...], name: "book", limits: Limits())
    var entries: [String: [UInt8]] = [:]
    for (index, entry) in archive.entries.enumerated() {
      entries["\(index) \(entry.name)"] = try archive.read(entry)
    }
    return entries
  }
}
