/// The media of a story, found by what figures name them by.
///
/// A story with thousands of figures and media must not cost their product.
package struct AssetIndex: Sendable {
  /// The media in their order.
  package let assets: [Asset]
  // Where the first of each name is; empty where there are few.
  private var places: [String: Int] = [:]
  /// So many are compared one by one, which costs less than to make a table of them.
  private static let few = 16

  /// Makes an index.
  package init(_ assets: [Asset]) {
    self.assets = assets
    guard assets.count > Self.few else { return }
    places = Dictionary(
      zip(assets.lazy.map(\.id), assets.indices), uniquingKeysWith: { first, _ in first })
  }

  /// The first asset of that name; `nil` when there is none.
  package subscript(id: String) -> Asset? {
    guard assets.count > Self.few else { return assets.first { $0.id == id } }
    return places[id].map { assets[$0] }
  }
}
