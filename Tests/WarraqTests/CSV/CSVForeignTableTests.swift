import Testing
import Warraq

/// Tables as pandas, Spark, databases, spreadsheets and editorial systems write them.
struct CSVForeignTableTests {
  private func read(_ text: String, _ options: CSVReader.Options = .init()) throws -> (
    articles: [Article], ids: [String]
  ) {
    var context = ConversionContext.fixed
    let articles = try CSVReader(options).articles(
      in: Array(text.utf8), name: "t.csv", context: &context)
    return (articles, context.log.diagnostics.map(\.message.id))
  }

  private func cell(_ text: String) -> String {
    "\"" + text.replacing("\"", with: "\"\"") + "\""
  }

  // MARK: - Lists

  /// Cells of keywords and what they hold.
  static let lists: [(String, [String])] = [
    ("['sea', 'port']", ["sea", "port"]),
    ("['sea']", ["sea"]),
    (#"["it's", 'a "ship"']"#, ["it's", #"a "ship""#]),
    (#"['it\'s', 'two\nlines', 'caf\xe9', '\u0628']"#, ["it's", "two\nlines", "café", "ب"]),
    ("['port, old', 'sea']", ["port, old", "sea"]),
    ("('sea', 'port')", ["sea", "port"]),
    ("('sea',)", ["sea"]),
    ("{'sea', 'port'}", ["sea", "port"]),
    ("[u'sea', u'port']", ["sea", "port"]),
    ("['sea' 'port'\n 'quay']", ["sea", "port", "quay"]),
    ("[sea, port]", ["sea", "port"]),
    ("[sea, 'port, old']", ["sea", "port, old"]),
    ("{sea,port}", ["sea", "port"]),
    (#"{sea,"port, old","a \"b\"",NULL}"#, ["sea", "port, old", #"a "b""#]),
    ("['sea', nan, None]", ["sea"]),
    ("[nan]", []), ("[]", []), ("{}", []), ("()", []), ("set()", []),
    (#"["sea", 5]"#, ["sea", "5"]),
    (#"[{"name":"sea"},{"name":"port"}]"#, ["sea", "port"]),
    ("[{'name': 'sea'}, {'name': 'port'}]", ["sea", "port"]),
    ("['بحر', 'ميناء']", ["بحر", "ميناء"]),
    ("array(['sea', 'port'], dtype=object)", ["sea", "port"]),
    ("array(['sea', 'port, old'],\n      dtype='<U9')", ["sea", "port, old"]),
    ("np.array([\"it's\", 'port'])", ["it's", "port"]),
    ("array(['sea', None, nan], dtype=object)", ["sea"]),
    ("array([], dtype=object)", []), ("array([], shape=(0, 2), dtype=float64)", []),
    ("array(['sea port', 'old town'], dtype=object)", ["sea port", "old town"]),
    ("['sea' None 'port' nan]", ["sea", "port"]),
    ("['sea' -- 'port']", ["sea", "port"]),
    (
      """
      masked_array(data=['sea', --, 'port'],
                   mask=[False,  True, False],
             fill_value='N/A',
                  dtype='<U3')
      """, ["sea", "port"]
    ),
    ("[np.str_('sea'), np.str_(\"it's\")]", ["sea", "it's"]), ("np.str_('sea')", ["sea"]),
    ("Index(['sea', 'port'], dtype='object', name='k')", ["sea", "port"]),
    ("frozenset({'sea', 'port'})", ["sea", "port"]), ("frozenset()", []), ("list()", []),
    ("deque(['sea', 'port'], maxlen=2)", ["sea", "port"]),
    ("dict_keys(['sea', 'port'])", ["sea", "port"]),
    (#"c("sea", "port, old", NA)"#, ["sea", "port, old"]), ("character(0)", []),
    (#"list("sea", "port")"#, ["sea", "port"]), (#"c(a = "sea", b = "port")"#, ["sea", "port"]),
    ("List(sea, old port)", ["sea", "old port"]), ("WrappedArray(sea)", ["sea"]),
    ("List()", []), (#"["sea", nil]"#, ["sea"]),
    ("[]\n", []), ("[None such, port]", ["None such", "port"]),
    // No lists.
    ("(archive)", ["(archive)"]), ("[a] and [b]", ["[a] and [b]"]), ("['sea", ["['sea"]),
    ("sea (north), port", ["sea (north)", "port"]), ("(None)", ["(None)"]),
    ("list (1)", ["list (1)"]), ("array(x), port", ["array(x)", "port"]),
    ("tuple('sea')", ["tuple('sea')"]), ("c(sea)", ["c(sea)"]), ("c(", ["c("]), ("set", ["set"]),
  ]

  @Test(arguments: ["keywords", "creators", "subjects"])
  func `lists in lists are read, and kept as they are`(column: String) throws {
    for text in [
      "[['sea', 'port'], ['quay']]", "array([['sea', 'port'],\n ['quay']], dtype=object)",
      "[['sea' 'port']\n ['quay']]", "[list(['sea', 'port']) list(['quay'])]",
      "[('sea', 0.7), ('port', 2), ('quay', -1)]",
      "[[sea, port], [quay]]", "[[\"sea\", \"port\"], [\"quay\"]]", "{{sea,port},{quay}}",
    ] {
      let article = try #require(read("id,\(column)\n1,\(cell(text))\n").articles.first)
      let names =
        article.keywords.map(\.text) + article.creators.map(\.name)
        + article.subjects.flatMap { $0.names.map(\.text) }
      #expect(names == ["sea", "port", "quay"], "\(text)")
    }
  }

  @Test(arguments: ["-", "--", "—", "–"])
  func `a dash alone where names stand is a word for nothing`(dash: String) throws {
    for column in ["keywords", "creators", "subjects", "language"] {
      #expect(try read("id,\(column)\n1,\(dash)\n").ids == ["csv.null-word"])
    }
    #expect(try read("id,headline\n1,\(dash)\n").ids == [])
    var options = CSVReader.Options()
    options.nulls = [dash]
    #expect(try read("id,keywords\n1,\(dash)\n", options).articles.first?.keywords == [])
  }

  @Test(arguments: [
    " id | headline \n----+----------\n  1 | Ship\n", "+----+----+\n| id | b  |\n+----+----+\n",
    "┌────┬────┐\n│ id │ b  │\n├────┼────┤\n", "shape: (1, 2)\n┌────┬────┐\n│ id ┆ b  │\n",
    "| id | headline |\n|----|:-------:|\n| 1 | Ship |\n", "-[ RECORD 1 ]---\nid | 1\n",
  ])
  func `a table that was printed for people is an error with a remedy`(text: String) throws {
    let error = #expect(throws: ConversionError.self) { try read(text) }
    #expect(error?.message.id == "csv.printed-table")
  }

  @Test func `a table of which no column is known says so`() throws {
    #expect(try read("zebra,stripes\n1,2\n").ids == ["csv.no-known-column"])
  }

  @Test func `rows without a word and the end mark of PostgreSQL are no stories`() throws {
    let (articles, ids) = try read("id,headline,body\n1,a,b\n,,\n \t, ,\n2,c,d\n\\.\n")
    #expect(articles.map(\.id) == ["1", "2"])
    #expect(ids == ["csv.empty-row", "csv.empty-row"])
  }

  @Test(arguments: ["=\"0012\"", "\"=\"\"0012\"\"\""])
  func `the formula that keeps digits a text is that text`(cell: String) throws {
    let article = try #require(read("id,headline,section\n\(cell),a,\(cell)\n").articles.first)
    #expect(article.id == "0012" && article.section == "0012")
  }

  @Test(arguments: ["4.0", "4", "4,0", "4.000"])
  func `whole numbers with a fraction of nothing are whole`(number: String) throws {
    let article = try #require(
      read("id;urgency;version\n1;\(number);\(number)\n").articles.first)
    #expect(article.urgency == 4 && article.version == 4)
  }

  @Test func `one odd member of a body in a cell leaves the others`() throws {
    let body = #"[{""type"":""paragraph"",""text"":""Words""},null,{""type"":""zebra""}]"#
    let (articles, ids) = try read("id,body\n1,\"\(body)\"\n")
    #expect(articles.first?.body == [.paragraph(["Words"])])
    #expect(articles.first?.extra["body"] != nil && ids == ["csv.value"])
  }

  @Test func `a list that was printed in part says so`() throws {
    for text in ["array(['sea', ..., 'port'], dtype=object)", "['sea' ... 'port']"] {
      let (articles, ids) = try read("id,keywords\n1,\(cell(text))\n")
      #expect(articles.first?.keywords.map(\.text) == ["sea", "port"])
      #expect(ids == ["csv.foreign-list", "csv.shortened-list"])
    }
    #expect(try read("id,keywords\n1,\(cell("['sea', '...']"))\n").ids == ["csv.foreign-list"])
  }

  @Test(arguments: [
    "['sea', 'quay', 'po", "['sea', 'quay', ...", "[\"sea\", 'quay', 'port, ol", "('sea', 'quay',",
    "{'sea', 'quay', ", "array(['sea', 'quay', 'port", "[\"sea\",\"quay\",\"po",
  ])
  func `a list without its end gives its items, and is kept`(text: String) throws {
    for column in ["keywords", "tags", "creators", "subjects"] {
      let (articles, ids) = try read("id,\(column)\n1,\(cell(text))\n")
      let article = try #require(articles.first)
      let names =
        article.keywords.map(\.text) + article.creators.map(\.name)
        + article.subjects.flatMap { $0.names.map(\.text) }
      #expect(names == ["sea", "quay"])
      #expect(article.extra == [ExtraMember(column, .string(text))])
      #expect(ids.sorted() == ["csv.cut-list", "csv.foreign-list"])
    }
    let (articles, ids) = try read("id,content\n1,\(cell("['One.', 'Two, and"))\n")
    #expect(articles.first?.body.map { [$0].plainText } == ["One.", "Two, and"])
    #expect(ids.sorted() == ["csv.cut-list", "csv.foreign-list"])
  }

  /// Cells of columns that hold one text, and what they hold.
  static let texts: [(String, String?)] = [
    ("['News']", "News"), ("['']", nil), ("[]", nil), ("()", nil), ("[None]", nil),
    ("[nan]", nil), ("('News',)", "News"), ("{'News'}", "News"), (#"["News"]"#, "News"),
    ("array(['News'], dtype=object)", "News"), ("['News', nan]", "News"),
    // No lists.
    ("[News]", "[News]"), (#"("News")"#, #"("News")"#), ("(News, World)", "(News, World)"),
    ("[...]", "[...]"), ("['News'] today", "['News'] today"), ("array of news", "array of news"),
  ]

  @Test(arguments: texts)
  func `a list in a column of one text is that text`(text: String, value: String?) throws {
    for column in ["headline", "section", "url", "link", "summary", "title"] {
      let (articles, ids) = try read("id,\(column)\n1,\(cell(text))\n")
      let article = try #require(articles.first)
      let found =
        article.headline ?? article.section ?? article.url ?? article.summaries.first?.text
      #expect(found == value)
      #expect(ids == (value == text ? [] : ["csv.foreign-list"]))
    }
  }

  @Test func `of several texts the first counts where a column holds one`() throws {
    let (articles, ids) = try read(
      "id,section,summary\n1,\(cell("['News', 'World']")),\(cell("('One', 'Two')"))\n")
    #expect(articles.first?.section == "News")
    #expect(articles.first?.summaries.map(\.text) == ["One", "Two"])
    #expect(articles.first?.extra == [ExtraMember("section", .string("['News', 'World']"))])
    #expect(ids == ["csv.foreign-list", "csv.one-text"])
  }

  @Test(arguments: ["--", "N/A", "nan", "NULL", "None", "\\N", "—"])
  func `a word for nothing is no address and no date`(word: String) throws {
    let (articles, ids) = try read("id,url,published,headline\n\(word),\(word),\(word),A\n")
    #expect(articles.first?.url == nil)
    #expect(articles.first?.published == nil)
    #expect(articles.first?.id != word)
    #expect(ids == ["csv.null-word", "csv.null-word", "csv.null-word"])
    for column in ["section", "summary"] {
      #expect(try read("id,\(column)\n1,\(word)\n").ids == ["csv.null-word"])
    }
  }

  @Test(arguments: [
    "array(['sea'], dtype", "array(['sea'] 'port')", "Index(['sea'])x",
  ])
  func `what is cut off in a list of a program is kept and is no keyword`(text: String) throws {
    let (articles, ids) = try read("id,keywords\n1,\(cell(text))\n")
    #expect(articles.first?.keywords == [])
    #expect(articles.first?.extra == [ExtraMember("keywords", .string(text))])
    #expect(ids == ["csv.value"])
  }

  @Test func `brackets without end cost no more than their length`() throws {
    for piece in ["[", "(", "{", "['a',", "array(", "array([", "nan ", "[None ", "{'a':"] {
      let text = String(repeating: piece, count: 20_000)
      #expect(try read("id,keywords\n1,\(cell(text))\n").articles.count == 1)
    }
  }

  @Test(arguments: lists, ["keywords", "tags", "Keywords"])
  func `lists of other programs are lists`(list: (String, [String]), column: String) throws {
    let (articles, _) = try read("id,\(column)\n1,\(cell(list.0))\n")
    #expect(articles.first?.keywords.map(\.text) == list.1)
  }

  @Test(arguments: ["creators", "authors", "author"])
  func `people in lists of other programs are people`(column: String) throws {
    let (articles, ids) = try read(
      "id,\(column)\n1,\(cell(#"['Ann Reed', "Bo O'Neil"]"#))\n2,\"{Ann Reed,Bo Lind}\"\n")
    #expect(
      articles.map { $0.creators.map(\.name) } == [
        ["Ann Reed", "Bo O'Neil"], ["Ann Reed", "Bo Lind"],
      ])
    #expect(ids == ["csv.foreign-list", "csv.foreign-list"])
  }

  @Test func `what objects in a list hold besides their names is kept`() throws {
    let (articles, _) = try read(
      "id,keywords,creators\n1,\"[{'name': 'sea', 'rank': 2}]\",\"[{'name': 'Ann', 'role': 'author'}]\"\n"
    )
    #expect(articles.first?.keywords.map(\.text) == ["sea"])
    #expect(articles.first?.extra.map(\.name) == ["keywords"])
    #expect(articles.first?.creators == [Contributor(name: "Ann", role: "author")])
  }

  @Test func `keywords that look like a list of another program come back`() throws {
    for names in [["{a}", "b"], ["(a)"], ["[a]"], ["set()"], ["['a', 'b']"]] {
      var article = Article(id: "1")
      article.keywords = names.map { Keyword($0) }
      var context = ConversionContext.fixed
      let bytes = try CSVWriter().document(of: [article], context: &context)
      let back = try CSVReader().articles(in: bytes, context: &context)
      #expect(back.first?.keywords.map(\.text) == names)
    }
  }

  // MARK: - Backslashes

  private static let spark = #"""
    id,headline,body
    1,"A \"big\" ship","He said \"yes\", then left."
    2,plain C:\dir,"ends \\"
    3,"15\" screen","x\ry \"q\" z\\"

    """#

  @Test func `tables with backslashes before quotation marks are detected`() throws {
    let (articles, ids) = try read(Self.spark)
    #expect(
      articles.map(\.headline) == [#"A "big" ship"#, #"plain C:\dir"#, #"15" screen"#])
    #expect(
      articles.map(\.body.plainText) == [
        #"He said "yes", then left."#, #"ends \"#, #"x\ry "q" z\"#,
      ])
    #expect(ids == ["csv.backslash-escapes"])
  }

  @Test(arguments: 1...9)
  func `backslashes are read alike in pieces of any size`(size: Int) throws {
    var context = ConversionContext.fixed
    let text = Self.spark + "4,\"a\\\nb\",\"c\nd\"\n5,a\\,b,c\n"
    var options = CSVReader.Options()
    options.escape = .backslash
    let whole = try CSVReader(options).articles(in: Array(text.utf8), context: &context)
    let pieces = try CSVReader(options, chunkBytes: size)
      .articles(in: Array(text.utf8), context: &context)
    #expect(pieces == whole)
    #expect(whole.map(\.headline).suffix(2) == ["a\nb", "a,b"])
  }

  @Test func `a backslash at the end of a cell is text where nothing escapes`() throws {
    let (articles, ids) = try read("id,headline,body\n1,\"C:\\dir\\\",x\n2,\"say \"\"a\"\"\",y\n")
    #expect(articles.map(\.headline) == [#"C:\dir\"#, #"say "a""#])
    #expect(ids.isEmpty)
  }

  @Test func `text after a closing quotation mark is a warning`() throws {
    let (_, ids) = try read("id,headline\n1,\"a\" b\n")
    #expect(ids == ["csv.text-after-quote"])
  }

  @Test func `tables of PostgreSQL and MySQL with tabs have letters for tabs and nothing`() throws {
    var options = CSVReader.Options()
    options.delimiter = UInt8(ascii: "\t")
    options.escape = .backslash
    let (articles, _) = try read("id\theadline\tsection\n1\ta\\tb\\\\c\t\\N\n", options)
    #expect(articles.first?.headline == "a\tb\\c")
    #expect(articles.first?.section == nil)
  }

  // MARK: - Nothing

  @Test func `words for nothing are empty on request`() throws {
    var options = CSVReader.Options()
    options.nulls = ["NA", "\\N", "nan"]
    let (articles, ids) = try read(
      "id,language,section,keywords,headline,published\n1,NA,\\N,nan,NA,NA\n2,\"NA\",x,a,NAB,\n",
      options)
    #expect(articles.first == Article(id: "1"))
    #expect(articles.last?.headline == "NAB")
    #expect(articles.last?.language == nil)
    #expect(ids.isEmpty)
  }

  @Test(arguments: ["NA", "\\N", "NULL", "NaN", "None", "n/a"])
  func `a word that other programs write for nothing is a warning`(word: String) throws {
    for column in ["language", "section", "keywords", "headline", "creators"] {
      let (_, ids) = try read("id,\(column)\n1,\(word)\n")
      #expect(ids == ["csv.null-word"])
    }
  }

  @Test func `a language that is no tag is a warning`() throws {
    let (articles, ids) = try read("id,language\n1,en-\n2,ar_EG\n")
    #expect(articles.map(\.language) == ["en-", "ar-EG"])
    #expect(ids == ["csv.language-tag"])
  }

  // MARK: - Ends of rows

  @Test(arguments: [("Arabic", "ar"), ("english", "en"), ("العربية", "ar"), ("Deutsch", "de")])
  func `a language may be called by its name`(name: String, tag: String) throws {
    let table = try read("headline,language\nx,\"\(name)\"\n")
    #expect(table.articles.map(\.language) == [tag])
    #expect(table.ids.isEmpty)
    #expect(try read("headline,language\nx,\"en, fr\"\n").ids == ["csv.language-tag"])
  }

  @Test func `an object that names no one is no list`() throws {
    let table = try read("keywords,headline\n\(cell(#"{"a":1}"#)),x\n")
    #expect(table.articles.first?.keywords.isEmpty == true)
    #expect(table.articles.first?.extra["keywords"] == .string(#"{"a":1}"#))
    #expect(table.ids.contains("csv.value"))
  }

  @Test func `comments above the header are left out`() throws {
    let table = try read("# exported 2024-03-05\r\n# by x\r\nheadline,body\r\nA,x\r\n")
    #expect(table.articles.map(\.headline) == ["A"])
    #expect(table.ids == ["csv.comment", "csv.comment"])
    // A column may be called so.
    #expect(try read("#,headline\n1,A\n").articles.map(\.headline) == ["A"])
  }

  @Test func `a return alone is text where rows end with line feeds`() throws {
    for end in ["\n", "\r\n"] {
      let (articles, ids) = try read("id,headline,section\(end)1,x\ry,a\(end)2,z,b\(end)")
      #expect(articles.map(\.headline) == ["x\ry", "z"])
      #expect(articles.map(\.section) == ["a", "b"])
      #expect(ids == ["csv.lone-return"])
    }
  }

  @Test func `the mark of a file's end in DOS is no row`() throws {
    for text in [
      "id,headline\n1,a\n\u{1A}", "id,headline\n1,a\u{1A}", "id,headline\n1,a\n\u{1A}\u{1A}",
      "id,headline\r\n1,a\r\n\u{1A}\r\n",
    ] {
      let (articles, ids) = try read(text)
      #expect(articles.map(\.headline) == ["a"])
      #expect(ids.isEmpty)
    }
  }

  // MARK: - HTML

  @Test(arguments: [
    "content", "body_html", "content_html", "html", "post_content", "text", "body", "article_body",
  ])
  func `HTML in a cell is a body with its markup`(column: String) throws {
    let (articles, _) = try read(
      "title,\(column)\nA,\"<p>One &amp; a.</p><p>Two <b>b</b></p>\"\n")
    #expect(
      articles.first?.body == [
        .paragraph(["One & a."]), .paragraph(["Two ", .strong(["b"])]),
      ])
  }

  @Test func `the picture of an HTML cell stands beside the column of media`() throws {
    let (articles, _) = try read(
      "title,html,image\nA,\"<p>x</p><figure><img src='https://h.example/1.jpg'></figure>\","
        + "https://h.example/2.jpg\n")
    let article = try #require(articles.first)
    #expect(
      article.media.map { $0.renditions.first?.href } == [
        "https://h.example/2.jpg", "https://h.example/1.jpg",
      ])
    #expect(Set(article.media.map(\.id)).count == 2)
  }

  @Test(arguments: ["5 <b> 6", "<p>One</p>", "['One.', 'Two.']"])
  func `a body in a table of ours is text`(text: String) throws {
    for header in ["id,body", "id,text", "headline,body", "id,body,checked_by"] {
      let (articles, _) = try read("\(header)\n1,\(cell(text))\n")
      #expect(articles.first?.body == [.paragraph([.text(text)])])
    }
  }

  @Test func `a body of ours with a tag in it is text in tables of others too`() throws {
    let (articles, _) = try read("title,body\n1,\"5 <b> 6\"\n")
    #expect(articles.first?.body == [.paragraph(["5 <b> 6"])])
  }

  @Test func `a quoted list in the column of the body is its paragraphs`() throws {
    let (articles, _) = try read("title,body\n1,\"['One.', 'Two.']\"\n")
    #expect(articles.first?.body == [.paragraph(["One."]), .paragraph(["Two."])])
  }
}
