public import WarraqModel

/// What readers and writers are given besides their record or article.
public struct ConversionContext: Sendable {
  /// Where to say what is worth saying.
  public var log = DiagnosticLog()
  /// What no input may exceed.
  public var limits: Limits
  /// The moment that stands for "now" where a format demands one (`SOURCE_DATE_EPOCH`).
  public var sourceDate: NewsDate?
  /// The moment that a story without a date gets where a format demands one; `nil` where such a
  /// story is refused.
  public var undatedDate: NewsDate?
  /// The fields at which something after the reader looks; all, unless the writer and all transforms
  /// say less.
  ///
  /// A reader may shorten the texts of the others. That an article has the field has to stay, because
  /// losses are counted, and so have the problems of its value.
  public package(set) var projection = Projection.all
  /// Where files without a name may lie for as long as a conversion takes, when there is no better
  /// place: beside an output that is a file.
  public var temporaryFolder: String
  /// The path of the input that the article comes from, where it comes from a file.
  ///
  /// Relative addresses of its pictures are meant from there.
  public var inputPath: String?
  /// How many threads an output may use to finish what it has.
  package var jobs = 1

  /// Makes a context.
  public init(
    limits: Limits = Limits(), sourceDate: NewsDate? = nil, temporaryFolder: String = "/tmp"
  ) {
    self.limits = limits
    self.sourceDate = sourceDate
    self.temporaryFolder = temporaryFolder
  }

  /// A context for tests: standard limits, the moment 2024-01-01T00:00:00Z.
  public static var fixed: ConversionContext {
    ConversionContext(sourceDate: NewsDate(secondsSince1970: 1_704_067_200))
  }
}

/// Bounds on what an input may ask for, so that a hostile one costs no more than a good one.
public struct Limits: Hashable, Sendable {
  /// The largest record, in bytes. A larger one is an error and is skipped.
  public var maximumRecordBytes = 64 << 20
  /// The deepest nesting of blocks, inlines or values.
  public var maximumDepth = 256
  /// How many bytes one container may unpack to.
  public var maximumUnpackedBytes = 4 << 30
  /// How many entries one container may have.
  public var maximumEntries = 1_000_000
  /// How many times its size an entry of a container may unpack to.
  public var maximumExpansion = 200

  /// Makes the standard limits.
  public init() {}
}
