internal import WarraqCore
internal import WarraqMarkup
internal import WarraqModel

extension Article {
  /// Adds media of the body, whose figures then show what the story describes of the same address.
  mutating func add(bodyMedia found: [Asset]) {
    guard !found.isEmpty else { return }
    var taken = Set(media.map(\.id))
    var places: [String: Int] = [:]
    for (place, asset) in media.enumerated() {
      for href in asset.renditions.compactMap(\.href) where places[href] == nil {
        places[href] = place
      }
    }
    var names: [String: String] = [:]
    for var asset in found {
      let id = asset.id
      let addresses = asset.renditions.compactMap(\.href).map { URIText.absolute($0) ?? $0 }
      if let known = addresses.compactMap({ places[$0] }).min() {
        names[id] = media[known].id
      } else {
        while !taken.insert(asset.id).inserted { asset.id += "-body" }
        if asset.id != id { names[id] = asset.id }
        media.append(asset)
      }
    }
    guard !names.isEmpty else { return }
    body = body.mapBlocks { block in
      guard case .figure(var figure) = block, let name = names[figure.media] else { return [block] }
      figure.media = name
      return [.figure(figure)]
    }
  }
}
