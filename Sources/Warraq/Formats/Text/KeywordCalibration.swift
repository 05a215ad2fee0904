/// How often keywords of a stated confidence are right.
///
/// The share of the weight of all segmentations is no frequency yet: the weights take for independent
/// what is not. Each row says for the shares of the columns how many of the keywords were right in 865
/// lists of tags that Arabic stories carried, with 25 at the share itself so that rare shares move
/// little; between the columns are straight lines. Of each tenth that has a hundred keywords or more,
/// as many are right as it says within 0.05.
struct KeywordCalibration {
  /// The shares of the columns.
  private static let shares = [0, 0.1, 0.25, 0.35, 0.45, 0.55, 0.65, 0.75, 0.85, 0.93, 0.98, 1]

  /// A list in order.
  static let sorted = Self([0, 0.1, 0.17, 0.29, 0.4, 0.47, 0.66, 0.78, 0.9, 0.96, 0.99, 1])
  /// A list in any order.
  static let anyOrder = Self([0, 0.13, 0.36, 0.43, 0.49, 0.56, 0.64, 0.74, 0.86, 0.92, 0.97, 1])
  /// A list in order, with what the run taught.
  static let sortedOfRun = Self([
    0, 0.1, 0.33, 0.45, 0.45, 0.53, 0.73, 0.76, 0.9, 0.94, 0.99, 1,
  ])
  /// A list in any order, with what the run taught.
  static let anyOrderOfRun = Self([
    0, 0.11, 0.34, 0.38, 0.57, 0.58, 0.73, 0.85, 0.91, 0.96, 0.99, 1,
  ])

  private let right: [Double]

  private init(_ right: [Double]) { self.right = right }

  /// How often a keyword with that share is right, 0 to 1.
  func confidence(share: Double) -> Double {
    guard let above = Self.shares.firstIndex(where: { $0 >= share }), above > 0 else {
      return share > 0 ? 1 : 0
    }
    let (from, to) = (Self.shares[above - 1], Self.shares[above])
    return right[above - 1] + (right[above] - right[above - 1]) * (share - from) / (to - from)
  }
}
