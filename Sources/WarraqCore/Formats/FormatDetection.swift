/// Tells what an input is from its first bytes.
package enum FormatDetection {
  /// The format of an input, unpacked where it is compressed, as a conversion tells it.
  ///
  /// - Throws: `ConversionError` `input.…` when it cannot be opened or told.
  package static func format(
    of input: Input, in registry: FormatRegistry
  ) throws(ConversionError) -> Format {
    let source = try input.open()
    try unpack(source, with: registry, limits: Limits())
    return try format(
      of: source, encoding: encoding(of: source), in: registry, option: "--from"
    ) { $0.reader != nil }
  }

  /// Unpacks what is read of an input that is compressed.
  ///
  /// - Throws: `ConversionError` when there is no memory to unpack it.
  static func unpack(
    _ source: ByteSource, with registry: FormatRegistry, limits: Limits
  ) throws(ConversionError) {
    let start = registry.codecs.isEmpty ? [] : try source.peek(FormatRegistry.signatureBytes)
    if let codec = registry.codec(startingWith: start) {
      try source.unpack(codec, limits: limits)
    }
  }

  /// What the first bytes look like: all of a small file, so that one letter in a code page is not
  /// missed, and of a pipe no more than has to be there.
  static func encoding(of source: ByteSource) throws(ConversionError) -> TextEncodingGuess {
    let count = source.expectedBytes == nil ? FormatRegistry.sampleBytes : 64 << 10
    let bytes = try source.peek(count)
    return bytes.withUnsafeBufferPointer {
      TextEncoding.detect($0, isComplete: bytes.count < count)
    }
  }

  /// The format of an input among those that may be it.
  ///
  /// - Throws: `ConversionError` `input.empty`, `input.binary`, `input.unknown-encoding` and what
  ///   ``FormatRegistry/detect(_:name:)`` throws.
  static func format(
    of source: ByteSource, encoding: TextEncodingGuess, in registry: FormatRegistry,
    option: String, where isCandidate: (Format) -> Bool
  ) throws(ConversionError) -> Format {
    var bytes = try source.peek(FormatRegistry.sampleBytes)
    guard !bytes.isEmpty else {
      throw ConversionError(.emptyInput(option), at: SourceLocation(file: source.name))
    }
    let isComplete = bytes.count < FormatRegistry.sampleBytes
    let path = String(registry.unpackedPath(of: source.name))
    let fileExtension = FormatRegistry.fileExtension(of: path)
    if case .text(let encoding) = encoding, encoding != .utf8 {
      // What is no text may look like one, and begins with the mark of its format.
      let sample = ContentSample(
        bytes: bytes, isComplete: isComplete, fileExtension: fileExtension)
      for format in registry.formats where isCandidate(format) && format.sniff(sample) == .certain {
        if try format.reader?.make().readsText == false { return format }
      }
      var text: [UInt8] = []
      var transcoder = Transcoder(from: encoding)
      bytes.withUnsafeBufferPointer { transcoder.append($0, to: &text) }
      if isComplete { transcoder.finish(into: &text) }
      bytes = text[...]
    }
    let sample = ContentSample(
      bytes: bytes, isComplete: isComplete, fileExtension: fileExtension)
    do throws(ConversionError) {
      return try registry.detect(
        sample, name: source.name, option: option, where: isCandidate)
    } catch {
      switch encoding {
      case .binary(let kind): throw ConversionError(.binary(kind), at: error.location)
      case .invalidUTF8(let offset):
        throw ConversionError(
          .unknownEncoding(offset), at: SourceLocation(file: source.name, byteOffset: offset))
      case .text: throw error
      }
    }
  }
}
