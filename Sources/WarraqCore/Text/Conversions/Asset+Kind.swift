package import WarraqModel

extension Asset.Kind {
  /// The kind that a media type, the first part of one or a word such as `photo` means.
  package init?(mediaType text: String) {
    let words = text.lowercased().utf8.split(separator: UInt8(ascii: "/"), maxSplits: 1)
    guard let first = words.first else { return nil }
    switch String(Substring(first)) {
    case "image", "picture", "photo", "photograph", "imageobject": self = .picture
    case "graphic", "illustration": self = .graphic
    case "video", "videoobject": self = .video
    case "audio", "audioobject", "sound": self = .audio
    case "document", "text": self = .document
    case "application":
      switch words.count == 2 ? String(Substring(words[1])) : "" {
      // Bytes of no stated kind.
      case "octet-stream": return nil
      // Lists of the parts of a film.
      case "vnd.apple.mpegurl", "x-mpegurl", "dash+xml": self = .video
      default: self = .document
      }
    default: return nil
    }
  }

  /// The kind that the extension of an address or of a file's name means.
  package init?(fileName: String) {
    guard let kind = fileName.withUTF8Bytes({ Self(fileName: $0) }) else { return nil }
    self = kind
  }

  /// The kind that the extension of an address or of a file's name in UTF-8 means.
  package init?(fileName: UnsafeBufferPointer<UInt8>) {
    guard let base = fileName.baseAddress else { return nil }
    let end = ByteScan.first(base, from: 0, to: fileName.count) { bytes in
      bytes.equal(UInt8(ascii: "?")) .| bytes.equal(UInt8(ascii: "#"))
    }
    let tail = fileName[max(0, end - 6)..<end]
    guard let dot = tail.lastIndex(of: UInt8(ascii: ".")) else { return nil }
    switch String(decoding: tail[(dot + 1)...], as: UTF8.self).lowercased() {
    case "jpg", "jpeg", "png", "gif", "webp", "avif", "heic", "tif", "tiff", "bmp", "svg":
      self = .picture
    case "mp4", "m4v", "mov", "webm", "mkv", "avi", "mpg", "mpeg", "m3u8": self = .video
    case "mp3", "m4a", "aac", "ogg", "oga", "opus", "wav", "flac": self = .audio
    case "pdf", "doc", "docx", "odt", "rtf", "xls", "xlsx", "ods", "csv", "ppt", "pptx", "odp":
      self = .document
    default: return nil
    }
  }

  /// The kind of a medium: as its media type says, else its address, else the place where it is
  /// named. A place that says more than a type, as `graphic` does than `image/png`, counts.
  package init?(mediaType: String?, address: String?, place: Asset.Kind?) {
    let found =
      mediaType.flatMap { Self(mediaType: $0) } ?? address.flatMap { Self(fileName: $0) }
    guard let kind = found == .picture && place == .graphic ? place : found ?? place else {
      return nil
    }
    self = kind
  }
}
