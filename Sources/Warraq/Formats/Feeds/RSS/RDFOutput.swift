internal import WarraqMarkup

/// A feed of RSS 1.0 (https://web.resource.org/rss/1.0/spec).
///
/// The channel stands first and names all items, so the items wait in a spool; what they are named
/// stays in memory.
struct RDFOutput: ArticleOutput {
  private let options: RSSWriter.Options
  private var first: RSSChannel?
  private var resources: [String] = []
  private var spool: Spool?

  init(options: RSSWriter.Options) { self.options = options }

  mutating func begin(
    _ sink: any ByteSink, context: inout ConversionContext
  ) throws(ConversionError) {
    spool = Spool(folder: sink.folder ?? context.temporaryFolder)
  }

  mutating func append(
    _ batch: EncodedBatch, to sink: any ByteSink, context: inout ConversionContext
  ) throws(ConversionError) {
    guard !batch.parts.isEmpty else { return }
    for part in batch.parts {
      guard let channel = part.info as? RSSChannel else { continue }
      if first == nil { first = channel }
      if let resource = channel.item { resources.append(resource) }
    }
    try spool?.append(batch.buffer.bytes[...])
    try spool?.append([UInt8(ascii: "\n")])
  }

  mutating func finish(
    _ sink: any ByteSink, context: inout ConversionContext
  ) throws(ConversionError) {
    try sink.write(head(&context))
    if let spool {
      var position = 0
      while position < spool.count {
        let end = min(position + Spool.memoryBytes, spool.count)
        try sink.write(spool.bytes(in: position..<end))
        position = end
      }
    }
    try sink.write(Array("</rdf:RDF>\n".utf8))
  }

  private func head(_ context: inout ConversionContext) -> [UInt8] {
    var buffer = ByteBuffer()
    buffer.append(
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <rdf:RDF xmlns="\(FeedVocabulary.rssIRI)" \
      xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" \
      xmlns:content="\(FeedVocabulary.contentIRI)" \
      xmlns:dc="\(FeedVocabulary.dublinCoreIRI)" xmlns:dcterms="\(FeedVocabulary.termsIRI)" \
      xmlns:media="\(FeedVocabulary.mediaIRI)" xmlns:atom="\(FeedVocabulary.atomIRI)" \
      xmlns:admin="http://webns.net/mvcb/">

      """)
    let elements = (first ?? RSSChannel()).elements(options, &context)
    let link = elements.first { $0.name.description == "link" }?.text ?? FeedHead.feedIRI
    XMLWriter.append(to: &buffer, context: &context) { xml, _ in
      xml.indents = true
      xml.open("channel")
      xml.attribute("rdf:about", link)
      for (name, text) in elements { xml.element(name, text) }
      xml.open("admin:generatorAgent")
      xml.attribute("rdf:resource", FeedHead.generatorIRI)
      xml.close()
      xml.open("items")
      xml.open("rdf:Seq")
      for resource in resources {
        xml.open("rdf:li")
        xml.attribute("rdf:resource", resource)
        xml.close()
      }
      xml.close()
      xml.close()
      xml.close()
    }
    buffer.append("\n" as StaticString)
    return buffer.bytes
  }
}
