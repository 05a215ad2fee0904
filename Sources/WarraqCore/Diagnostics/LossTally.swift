internal import WarraqModel

/// Counts what articles lose on their way into one writer, without a table to search for each.
struct LossTally: Sendable {
  private let lossy: Loss.FeatureSet
  // By the bits of a feature set; none where the writer keeps everything.
  private let treatments: [Loss.Treatment]
  private var counts: [Int]

  init(of writer: some ArticleWriter) {
    let treatments = Loss.Feature.allCases.map { writer.treatment(of: $0) }
    self.treatments = treatments
    lossy = Loss.FeatureSet { writer.treatment(of: $0) != .kept }
      .subtracting(writer.unselectedFeatures)
    counts = treatments.map { _ in 0 }
  }

  /// What one article loses.
  func losses(of article: Article) -> Loss.FeatureSet {
    lossy.isEmpty ? [] : article.features(among: lossy)
  }

  /// Counts one article.
  mutating func add(_ article: Article) {
    guard !lossy.isEmpty else { return }
    add(article.features(among: lossy))
  }

  /// Counts what of the features of one article is lost.
  mutating func add(_ features: Loss.FeatureSet) {
    var bits = features.intersection(lossy).rawValue
    while bits != 0 {
      counts[bits.trailingZeroBitCount] &+= 1
      bits &= bits &- 1
    }
  }

  /// Adds what was counted to a log.
  func report(to log: inout DiagnosticLog) {
    for (index, feature) in Loss.Feature.allCases.enumerated() where counts[index] > 0 {
      log.lose(feature, treatments[index], count: counts[index])
    }
  }
}
