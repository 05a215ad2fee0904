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

extension Article {
  /// The address of the page that the story is from, for relative addresses in its text.
  var pageAddress: String? {
    guard let url, url.hasPrefix("https://") || url.hasPrefix("http://") else { return nil }
    return url
  }
}

extension Article {
  /// Whether some of its media lie on the host of its page, wherever that is.
  var liesOnItsHost: Bool {
    media.contains { $0.renditions.contains { $0.href?.utf8.first == UInt8(ascii: "/") } }
  }

  /// Whether its text links to, or its media lie at, an address without a scheme.
  var hasRelativeAddresses: Bool {
    body.haveRelativeLinks
      || media.contains {
        $0.renditions.contains { $0.href.map { !URIText.isAbsolute($0) } ?? false }
      }
  }
}

extension [Block] {
  /// Whether a link in them leads to an address without a scheme.
  var haveRelativeLinks: Bool {
    var finder = RelativeLinkFinder()
    finder.walk(self)
    return finder.hasFound
  }
}

private struct RelativeLinkFinder: BodyVisitor {
  var hasFound = false

  mutating func enter(_ block: Block) -> Bool { !hasFound }

  mutating func enter(_ inline: Inline) -> Bool {
    if case .link(_, let href, _) = inline, !URIText.isAbsolute(href) { hasFound = true }
    return !hasFound
  }
}

extension Article {
  /// Makes absolute what lies on the host of the story, wherever its address stands; other relative
  /// addresses may be files that lie beside the input.
  mutating func resolveAddresses() {
    guard let base = pageAddress else { return }
    for index in media.indices {
      for place in media[index].renditions.indices {
        guard let href = media[index].renditions[place].href,
          href.utf8.first == UInt8(ascii: "/")
        else { continue }
        media[index].renditions[place].href = IRIReference(base: base).resolve(href) ?? href
      }
    }
    func resolve(_ people: inout [Contributor]) {
      for index in people.indices {
        for place in people[index].identifiers.indices
        where people[index].identifiers[place].utf8.first == UInt8(ascii: "/") {
          let address = people[index].identifiers[place]
          people[index].identifiers[place] = IRIReference(base: base).resolve(address) ?? address
        }
      }
    }
    resolve(&creators)
    resolve(&contributors)
    for index in related.indices {
      guard let url = related[index].url, url.utf8.first == UInt8(ascii: "/") else { continue }
      related[index].url = IRIReference(base: base).resolve(url) ?? url
    }
  }
}
