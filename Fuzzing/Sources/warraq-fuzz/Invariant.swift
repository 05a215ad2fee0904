import Warraq

/// What holds for every input; a breach ends the process, which is what a fuzzer looks for.
enum Invariant {
  /// The canonical form gives the articles back.
  static func survivesCanonicalForm(_ articles: [Article]) {
    guard !articles.isEmpty, let json = document(of: articles, format: "json") else { return }
    let again = Reading.articles(in: json, format: "json")
    precondition(again == articles, "the canonical form changed an article")
  }

  /// The reader of a format accepts the output of its writer without an error.
  static func readsItsOwnOutput(_ articles: [Article], format: Format) {
    guard !articles.isEmpty else { return }
    guard let reader = try? format.reader?.make() else { return }
    let parts =
      (try? format.writer?.make())?.holdsOneArticle == true ? articles.map { [$0] } : [articles]
    for part in parts {
      guard let bytes = document(of: part, format: format.name) else { continue }
      var context = ConversionContext.fixed
      do {
        _ = try reader.articles(in: bytes, name: "output", context: &context)
      } catch {
        fatalError("\(format.name) is not read back: \(error)")
      }
      let errors = context.log.diagnostics.filter { $0.severity == .error }
      precondition(errors.isEmpty, "\(format.name) is not read back: \(errors)")
    }
  }

  /// The document; `nil` when the writer refuses the articles, which it may.
  private static func document(of articles: [Article], format name: String) -> [UInt8]? {
    guard let writer = try? FormatRegistry.standard.requireFormat(named: name).writer?.make()
    else { return nil }
    var context = ConversionContext.fixed
    return try? writer.document(of: articles, context: &context)
  }
}
