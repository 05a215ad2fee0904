internal import WarraqCore

/// The names that exports, crawlers and data sets give to columns that we know by another name.
///
/// Case, spaces, `_`, `-`, `.` and `:` in a name do not count: `pub_date`, `pubDate` and "Pub Date"
/// are one name.
enum CSVForeignNames {
  /// The property that a name stands for, `nil` when it is not known.
  ///
  /// Canonical names stand for themselves.
  static func property(named name: String) -> CanonicalJSON.Property? {
    CanonicalJSON.Property(name: name) ?? table[key(of: name)]
  }

  /// The name without what does not count.
  private static func key(of name: String) -> String {
    String(
      String.UnicodeScalarView(
        name.lowercased().unicodeScalars.filter { !" _-.:\u{FEFF}".unicodeScalars.contains($0) }))
  }

  private static let table: [String: CanonicalJSON.Property] = {
    var table: [String: CanonicalJSON.Property] = [:]
    for property in CanonicalJSON.Property.allCases { table[key(of: property.name)] = property }
    for (property, names) in rows {
      for name in names.split(separator: " ") where table[String(name)] == nil {
        table[String(name)] = property
      }
    }
    return table
  }()

  private static let rows: [(CanonicalJSON.Property, String)] = [
    (.id, "guid uuid uri urn articleid newsid itemid docid documentid identifier"),
    (.alternateIDs, "alternateids alternativeids"),
    (.version, "revision"),
    (.url, "link href permalink canonicalurl articleurl pageurl sourceurl weburl"),
    (.language, "lang inlanguage locale languagecode dclanguage"),
    (.direction, "dir textdirection"),
    (.headline, "title headlines articletitle newstitle titletext العنوان titre"),
    (.slugline, "slug"),
    (.section, "articlesection sectionname channel rubric desk القسم"),
    (
      .creators, "author authors creator writer writers journalist reporter dccreator الكاتب auteur"
    ),
    (.contributors, "contributor editor editors"),
    (.byline, "by credits"),
    (.dateline, "placeline"),
    (.located, "location locations place places"),
    (.created, "datecreated createdat creationdate contentcreated firstcreated"),
    (
      .published,
      "date pubdate datepublished publishdate published publishedat publicationdate publisheddate"
        + " datetime timestamp time publishedtime postdate postedat releasedate dcdate isodate"
        + " firstpublished التاريخ"
    ),
    (
      .modified,
      "updated updatedat dateupdated lastmodified datemodified modifiedat moddate lastupdated"
        + " versioncreated"
    ),
    (.embargoed, "embargo embargodate"),
    (.expires, "expirationdate expirydate expiry validuntil"),
    (
      .summaries,
      "summary description abstract excerpt teaser lead lede standfirst snippet metadescription"
        + " shortdescription الملخص"
    ),
    (.editorialNotes, "ednote editorialnote editorialnotes editornote"),
    (
      .body,
      "content text articlebody fulltext maintext bodytext articletext contenttext story article"
        + " plaintext cleanedtext textbody النص contenu texte"
    ),
    (
      .keywords,
      "tags tag keyword topics labels category categories metakeywords newskeywords hashtags"
        + " الكلمات motscles"
    ),
    (.genres, "genre articletype"),
    (.urgency, "priority"),
    (.status, "pubstatus publicationstatus"),
    (.provider, "infosource providername"),
    (
      .sources,
      "source publisher sourcename sitename domain website outlet newspaper publication agency"
        + " المصدر"
    ),
    (.creditLine, "credit creditline"),
    (.copyrightHolder, "copyrightholder rightsholder"),
    (.copyrightNotice, "copyright rights copyrightline dcrights"),
    (.usageTerms, "license licence usage"),
    (
      .media,
      "image images imageurl imageurls topimage urltoimage thumbnail thumbnailurl photo photos"
        + " picture pictures mainimage leadimage"
    ),
    (.related, "relatedarticles seealso"),
  ]
}
