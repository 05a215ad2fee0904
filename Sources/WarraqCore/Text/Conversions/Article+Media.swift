package import WarraqModel

extension Article {
  /// Adds the media of a part of the body, under names that no other medium has.
  ///
  /// - Returns: the blocks of that part, whose figures name the media as the article does.
  package mutating func adopt(_ assets: [Asset], of blocks: [Block]) -> [Block] {
    guard !assets.isEmpty else { return blocks }
    var ids = Set(media.map(\.id))
    var renamed: [String: String] = [:]
    for var asset in assets {
      if !ids.insert(asset.id).inserted {
        var number = media.count + 1
        while !ids.insert("media-" + String(number)).inserted { number += 1 }
        renamed[asset.id] = "media-" + String(number)
        asset.id = "media-" + String(number)
      }
      media.append(asset)
    }
    guard !renamed.isEmpty else { return blocks }
    return blocks.mapBlocks { block in
      guard case .figure(var figure) = block, let id = renamed[figure.media] else { return [block] }
      figure.media = id
      return [.figure(figure)]
    }
  }
}
