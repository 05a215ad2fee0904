/// Where a story was read, for whoever has to find its source again.
public struct InputPlace: Hashable, Sendable {
  /// The input's name, relative to the folder that was asked to be read, such as `2024/06/24.warc.gz`.
  public var name: String
  /// Which record of the input it was, 1 first.
  public var record: Int
  /// Where that record starts in the input, in bytes: of a web archive in which each is compressed by
  /// itself where that begins in the file, as indexes of archives have it; of other compressed inputs
  /// where it starts in what they unpack to.
  public var byteOffset: Int

  /// Makes a place.
  public init(name: String, record: Int = 1, byteOffset: Int = 0) {
    self.name = name
    self.record = record
    self.byteOffset = byteOffset
  }
}

/// A value that does not count where two of what holds it are compared or hashed.
@propertyWrapper
public struct Incidental<Value: Sendable>: Hashable, Sendable {
  /// The value.
  public var wrappedValue: Value

  /// Makes one.
  public init(wrappedValue: Value) { self.wrappedValue = wrappedValue }

  /// Any two are equal.
  public static func == (a: Self, b: Self) -> Bool { true }

  /// Adds nothing.
  public func hash(into hasher: inout Hasher) {}
}
