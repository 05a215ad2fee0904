/// Names of countries, regions and cities in the languages of the table.
///
/// They are the display names of territories and the exemplar cities of time zones in the Unicode
/// Common Locale Data Repository (https://cldr.unicode.org), one text a language with bars between
/// the names. Nothing is made of them before a list of keywords or a dateline asks for them.
enum PlaceNames {}
