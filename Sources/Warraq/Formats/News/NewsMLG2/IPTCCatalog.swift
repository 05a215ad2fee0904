/// The schemes of the IPTC's catalogs for NewsML-G2 up to number 41 of 2025-07, so that no catalog
/// has to be fetched (https://iptc.org/std/catalog/).
///
/// The catalogs never gave an alias a second meaning, so one table serves them all.
enum IPTCCatalog {
  /// The IRI of the scheme that an alias stands for, `nil` where the IPTC declares none.
  static func scheme(of alias: String) -> String? { schemes[alias] }

  /// The alias of a scheme, `nil` where the IPTC gives it none.
  static func alias(of scheme: String) -> String? { aliases[scheme] }

  /// Whether an address is that of one of the catalogs, in any of its spellings.
  static func isCatalog(_ address: String) -> Bool {
    // http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_41.xml and its relatives.
    let bytes = address.utf8
    guard bytes.count > 30, bytes.starts(with: "http".utf8), bytes.last == UInt8(ascii: "l") else {
      return false
    }
    let parts = bytes.split(separator: UInt8(ascii: "/"), maxSplits: 4)
    guard parts.count == 5, parts[2].elementsEqual("std".utf8) else { return false }
    return parts[1].elementsEqual("www.iptc.org".utf8) || parts[1].elementsEqual("iptc.org".utf8)
  }

  private static let schemes: [String: String] = {
    var schemes: [String: String] = [:]
    for (base, list) in [
      ("http://cv.iptc.org/newscodes/", newsCodes), ("http://cvx.iptc.org/", others),
    ] {
      for entry in list.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
        let parts = entry.split(separator: "=")
        schemes[String(parts[0])] = base + (parts.last ?? parts[0]) + "/"
      }
    }
    return schemes.merging(external) { $1 }
  }()

  private static let aliases = Dictionary(
    schemes.map { ($0.value, $0.key) }, uniquingKeysWith: { min($0, $1) })

  /// Schemes below cv.iptc.org/newscodes: the alias, and the name where it is another.
  private static let newsCodes = """
    acdc=audiocodec altidrole aoprop=aoproperty app=application aspfacet=asportfacet
    aspfacetvalue=asportfacetvalue authoritystatus catinat=catinature
    chprop=characteristicsproperty cinat=cinature ciprol=contactinfopartrole
    colin=colourindicator colsp=colorspace conf=confidence cpnat=cpnature
    cpprole=contentprodpartyrole cptnoterole=conceptnoterole crel=conceptrelation
    ctech=commtech ctrol=contributorrole cwarn=contentwarning digsrctype=digitalsourcetype
    dimensionunit drol=descriptionrole dummy ecirol=eventcontactinforole
    edconf=eventdateconfirm encd=encoding entityprop=entityproperty eocstat=eventoccurstatus
    eorol=eventorganiserrole eprol=eventparticipantrole eregrol=eventregrole erol=edrole
    fisymtype=financialinstrumentsymboltype frmt=format gen=generic genre hashscope hashtype
    hatarget=hopactiontarget hopaction howextr=howextracted howpr=howpresent ikos
    imgregrole=imageregionrole imgregtype=imageregiontype impt=importance irel=itemrelation
    irep=itemrepresentation isrol=infosourcerole ivqu=videoqualifier lbtyp=labeltype
    loctyp=location loutorient=layoutorientation lrol=languagerole medtop=mediatopic
    medtype=mediatype1 mtyp=mediatype ncostat=newscoveragestatus ninat=ninature
    nityp=newsitemtype nmsig=newsmsgsignal not=notation nprod=newsproduct nprov=newsprovider
    nprt=namepart nrol=namerole oito=ofinterestto pgrmod=pkggroupmode plinat=plinature
    prio=priority prodgenre=productgenre prop=property prov=provider pst1=status1 rcalctype
    rel=relevance riaspect rightsprop=rightsproperty riscope rnd=rendition role1 rscaleunit
    rtype=ratertype scn=scene sev=severity sig=signal sov=videoscaling squ=subjectqualifier
    stat=pubstatusg2 subj=subjectcode timeunit tone tpctyp=topictype trustindicator
    urgy=urgency useracttype=useractiontype valfmt=valueformat vcdc=videocodec
    videodef=videodefinition why=whypresent wldreg=worldregion
    """

  /// Schemes below cvx.iptc.org.
  private static let others = """
    a1312cat=anpa1312-category a1312prio=anpa1312-priority a1312svc=anpa1312-servicelevel
    a1312vers=anpa1312-version bcp47 cusip figi gics googletopicsv1 googletopicsv2
    iabadproduct10 iabadproduct20 iabaudience10 iabcontent20 iabcontent21 iabcontent22
    iabcontent30 isin iso3166-1a2 iso3166-1a3 iso3166-2 iso4217a iso4217n mic=iso10383-mic
    parasport secst sedol ticker tidm
    """

  /// Schemes elsewhere, and those whose IRI does not end in a slash.
  private static let external = [
    "cptdefrole": "http://cv.iptc.org/newscodes/conceptdefinitionrole",
    "dbpedia": "http://dbpedia.org/resource/",
    "ednoterole": "http://cv.iptc.org/newscodes/ednoterole",
    "freebase": "http://www.freebase.com",
    "geonames": "http://sws.geonames.org/",
    "geonameshttps": "https://sws.geonames.org/",
    "mb-artist": "http://musicbrainz.org/artist/",
    "mb-label": "http://musicbrainz.org/label/",
    "mb-recording": "http://musicbrainz.org/recording/",
    "mb-release": "http://musicbrainz.org/release/",
    "mb-releasegroup": "http://musicbrainz.org/release-group/",
    "mb-work": "http://musicbrainz.org/work/",
    "plus": "http://ns.useplus.org/ldf/vocab/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "wikidata": "http://www.wikidata.org/entity/",
  ]
}
