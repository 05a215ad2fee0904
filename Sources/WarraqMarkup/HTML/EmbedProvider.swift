internal import WarraqModel

/// The platforms whose embeds are known.
package enum EmbedProvider {
  /// The platform of an address, `nil` where it is none of the known ones.
  package static func ofAddress(_ address: String) -> String? {
    guard let host = IRIReference.host(of: address) else { return nil }
    if host == "google.com" || host.hasPrefix("google."), address.hasASCII("/maps") {
      return "google-maps"
    }
    var domain = host[...]
    while true {
      if let name = byDomain[String(domain)] { return name }
      guard let dot = domain.utf8.firstIndex(of: UInt8(ascii: ".")) else { return nil }
      domain = domain[domain.index(after: dot)...]
    }
  }

  /// The platform of the code that it hands out: a class of a `blockquote` or a `div`.
  static func ofClass(_ name: Substring) -> String? {
    byClass[name.lowercased()]
  }

  private static let byDomain = [
    "youtube.com": "youtube", "youtu.be": "youtube", "youtube-nocookie.com": "youtube",
    "facebook.com": "facebook", "fb.watch": "facebook", "instagram.com": "instagram",
    "twitter.com": "twitter", "x.com": "twitter", "tiktok.com": "tiktok",
    "threads.net": "threads", "threads.com": "threads", "bsky.app": "bluesky",
    "t.me": "telegram", "telegram.org": "telegram", "vk.com": "vk", "ok.ru": "ok",
    "rutube.ru": "rutube", "reddit.com": "reddit", "redditmedia.com": "reddit",
    "linkedin.com": "linkedin", "pinterest.com": "pinterest", "vimeo.com": "vimeo",
    "dailymotion.com": "dailymotion", "dai.ly": "dailymotion", "twitch.tv": "twitch",
    "rumble.com": "rumble", "odysee.com": "odysee", "brightcove.net": "brightcove",
    "jwplayer.com": "jwplayer", "jwplatform.com": "jwplayer", "aparat.com": "aparat",
    "soundcloud.com": "soundcloud", "spotify.com": "spotify", "spreaker.com": "spreaker",
    "podcasts.apple.com": "apple-podcasts", "acast.com": "acast",
    "maps.google.com": "google-maps", "openstreetmap.org": "openstreetmap",
    "datawrapper.dwcdn.net": "datawrapper", "infogram.com": "infogram",
    "flo.uri.sh": "flourish", "flourish.studio": "flourish", "scribd.com": "scribd",
    "documentcloud.org": "documentcloud", "slideshare.net": "slideshare",
    "giphy.com": "giphy", "streamable.com": "streamable",
  ]

  private static let byClass = [
    "twitter-tweet": "twitter", "twitter-video": "twitter", "instagram-media": "instagram",
    "tiktok-embed": "tiktok", "fb-post": "facebook", "fb-video": "facebook",
    "text-post-media": "threads", "bluesky-embed": "bluesky", "reddit-card": "reddit",
    "reddit-embed-bq": "reddit", "mastodon-embed": "mastodon",
  ]
}
