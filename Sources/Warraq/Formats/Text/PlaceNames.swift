/// Names of countries, regions and cities in the languages of the table.
///
/// They are the display names of territories and the exemplar cities of time zones in the Unicode
/// Common Locale Data Repository (https://cldr.unicode.org), one text a language with bars between
/// the names. Nothing is made of them before a list of keywords or a dateline asks for them.
enum PlaceNames {
  /// Cities that stand alone in datelines and that CLDR does not spell out in the language.
  static let datelines = """
    London|Paris|Berlin|Madrid|Rome|Roma|Vienna|Wien|Brussels|Bruxelles|Geneva|Genève|Moscow|Kyiv|\
    Kiev|Warsaw|Prague|Budapest|Athens|Lisbon|Lisboa|Dublin|Edinburgh|Stockholm|Oslo|Copenhagen|\
    Helsinki|Amsterdam|The Hague|Munich|München|Frankfurt|Hamburg|Milan|Barcelona|Istanbul|İstanbul|\
    Ankara|Cairo|Le Caire|Beirut|Beyrouth|Damascus|Damas|Baghdad|Bagdad|Tehran|Téhéran|Riyadh|Riyad|\
    Dubai|Doha|Kuwait|Jerusalem|Jérusalem|Tel Aviv|Gaza|Ramallah|Amman|Tunis|Algiers|Alger|Rabat|\
    Tripoli|Khartoum|Nairobi|Lagos|Abuja|Johannesburg|Pretoria|Cape Town|Dakar|Addis Ababa|Kabul|\
    Islamabad|Karachi|Lahore|New Delhi|Mumbai|Dhaka|Colombo|Kathmandu|Beijing|Pékin|Shanghai|\
    Hong Kong|Taipei|Tokyo|Seoul|Séoul|Pyongyang|Bangkok|Hanoi|Jakarta|Manila|Singapore|Kuala Lumpur|\
    Sydney|Canberra|Melbourne|Wellington|Washington|New York|Los Angeles|Chicago|Boston|Houston|\
    Miami|San Francisco|Seattle|Atlanta|Dallas|Philadelphia|Toronto|Ottawa|Montreal|Montréal|\
    Mexico City|México|Havana|La Habana|Bogotá|Caracas|Lima|Quito|Santiago|Buenos Aires|Brasilia|\
    Rio de Janeiro|Sao Paulo|United Nations|Vatican City|Marseille|Lyon|Strasbourg|Zurich|Zürich
    """
}
