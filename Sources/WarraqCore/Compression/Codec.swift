/// A compression of whole files: one row of the registry's table of codecs.
///
/// The core knows no compression of its own; the rows come from a target that has the libraries.
public struct Codec: Sendable {
  /// The name, such as `gzip`.
  public let name: String
  /// File name extensions without the dot, the preferred one first.
  public let extensions: [String]
  /// What a compressed input may start with.
  public let signatures: [[UInt8]]
  /// Makes what unpacks one input.
  public let makeDecompressor: @Sendable () throws(ConversionError) -> any Decompressor
  /// Packs bytes by themselves. What it returns for two pieces, strung together, unpacks to both.
  public let compress: @Sendable ([UInt8]) throws(ConversionError) -> [UInt8]

  /// Makes a row.
  public init(
    name: String, extensions: [String], signatures: [[UInt8]],
    makeDecompressor: @escaping @Sendable () throws(ConversionError) -> any Decompressor,
    compress: @escaping @Sendable ([UInt8]) throws(ConversionError) -> [UInt8]
  ) {
    self.name = name
    self.extensions = extensions
    self.signatures = signatures
    self.makeDecompressor = makeDecompressor
    self.compress = compress
  }
}

/// Unpacks one compressed input, piece by piece.
///
/// Members or frames that follow one another unpack to what all of them hold; no more than one of
/// them is unpacked at once.
public protocol Decompressor: AnyObject {
  /// Unpacks some of `input` and appends about `count` bytes to `output`, or fewer.
  ///
  /// Returns how many bytes of the input were used. When neither the input is used nor the output
  /// grows, more input is needed.
  ///
  /// - Throws: `ConversionError` `input.corrupt`; what was unpacked before is in `output`.
  func decompress(
    _ input: ArraySlice<UInt8>, into output: inout [UInt8], upTo count: Int
  ) throws(ConversionError) -> Int

  /// Whether a member or frame has begun and not ended.
  var isInsideMember: Bool { get }

  /// Forgets the member or frame that has begun, which is damaged: what comes next begins another.
  func abandonMember()

  /// Says that there is no more input.
  ///
  /// - Throws: `ConversionError` `input.truncated` inside a member or frame.
  func finish() throws(ConversionError)
}

extension Diagnostic.Message {
  /// An output cannot be compressed.
  package static func cannotCompress(_ codec: String, _ reason: String) -> Self {
    Self(id: "output.compression", text: "cannot write \(codec): \(reason)")
  }

  /// Identifies a compressed input that does not unpack.
  package static var corruptID: String { "input.corrupt" }

  /// A compressed input does not unpack.
  package static func corrupt(_ codec: String, _ reason: String) -> Self {
    Self(
      id: corruptID,
      text: "the \(codec) data is damaged here (\(reason)); what came before was read")
  }

  /// A compressed input ends too early.
  package static func truncated(_ codec: String) -> Self {
    Self(
      id: "input.truncated",
      text: "the \(codec) data is cut off; what came before was read, fetch the file again")
  }

  /// A compressed input unpacks to far more than its size.
  static func expansion(_ codec: String, limit: Int) -> Self {
    Self(
      id: "input.expansion",
      text:
        "the \(codec) data unpacks to more than \(limit) times its size, as a bomb does; "
        + "what came before was read, unpack it yourself if it is right")
  }
}
