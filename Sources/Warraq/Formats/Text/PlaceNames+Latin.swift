// The names of territories and of the cities of time zones in CLDR; see PlaceNames.swift.
extension PlaceNames {
  static let english = """
    Afghanistan|Africa|Aktau|Albania|Algeria|American Samoa|Americas|Andorra|Angola|Anguilla|\
    Antarctica|Antigua & Barbuda|Araguaína|Argentina|Armenia|Aruba|Ascension Island|Asia|\
    Asmara|Asunción|Atikokan|Australasia|Australia|Austria|Azerbaijan|Bahamas|Bahrain|\
    Bahía de Banderas|Bangladesh|Barbados|Belarus|Belgium|Belize|Belém|Benin|Bermuda|\
    Beulah, North Dakota|Bhutan|Bogotá|Bolivia|Bosnia & Herzegovina|Botswana|Bouvet Island|\
    Brazil|British Indian Ocean Territory|British Virgin Islands|Brunei|Bulgaria|Burkina Faso|\
    Burundi|Büsingen|Cambodia|Cameroon|Canada|Canaries|Canary Islands|Cancún|Canton Island|\
    Cape Verde|Caribbean|Caribbean Netherlands|Casey Station|Cayman Islands|\
    Center, North Dakota|Central African Republic|Central America|Central Asia|\
    Ceuta & Melilla|Chad|Chagos Archipelago|Chatham Islands|Chile|China|Chișinău|\
    Christmas Island|Chuuk|Ciudad Juárez|Clipperton Island|Cocos Islands|\
    Cocos Keeling Islands|Colombia|Comoros|Congo - Brazzaville|Congo - Kinshasa|Cook Islands|\
    Costa Rica|Croatia|Cuba|Cuiabá|Curaçao|Cyprus|Czechia|Córdoba|Côte d’Ivoire|Denmark|\
    Diego Garcia|Djibouti|Dominica|Dominican Republic|Dumont d’Urville Station|Easter Island|\
    Eastern Africa|Eastern Asia|Eastern Europe|Ecuador|Egypt|Eirunepé|El Aaiún|El Salvador|\
    Equatorial Guinea|Eritrea|Estonia|Eswatini|Ethiopia|Europe|European Union|Eurozone|\
    Falkland Islands|Faroe Islands|Faroes|Fernando de Noronha|Fiji|Finland|France|\
    French Guiana|French Polynesia|French Southern and Antarctic Lands|Gabon|\
    Galápagos Islands|Gambia|Georgia|Germany|Ghana|Gibraltar|Greece|Greenland|Grenada|\
    Guadeloupe|Guam|Guatemala|Guernsey|Guinea|Guinea-Bissau|Guyana|Haiti|\
    Heard Island & McDonald Islands|Ho Chi Minh City|Honduras|Hong Kong SAR China|Hungary|\
    Iceland|India|Indonesia|Iran|Iraq|Ireland|Isle of Man|Israel|Italy|Ittoqqortoormiit|\
    Jamaica|Japan|Jersey|Jordan|Kathmandu|Kazakhstan|Kenya|Kerguelen Islands|Khovd|Kiribati|\
    Knox, Indiana|Kolkata|Kosovo|Kostanay|Kuwait|Kwajalein Atoll|Kyiv|Kyrgyzstan|Kyzylorda|\
    Laos|Latin America|Latvia|Lebanon|Lesotho|Liberia|Libya|Liechtenstein|Lithuania|Lomé|\
    Lord Howe Island|Lower Prince’s Quarter|Luxembourg|Macao|Macao SAR China|Maceió|\
    Macquarie Island|Madagascar|Mahé|Malawi|Malaysia|Maldives|Mali|Malta|Marengo, Indiana|\
    Marquesas Islands|Marshall Islands|Martinique|Mauritania|Mauritius|Mawson Station|Mayotte|\
    Mazatlán|McMurdo Station|Melanesia|Mexico|Mexico City|Micronesia|Micronesian Region|\
    Middle Africa|Midway Atoll|Moldova|Monaco|Mongolia|Montenegro|Monticello, Kentucky|\
    Montserrat|Morocco|Mozambique|Myanmar Burma|Mérida|Namibia|Nauru|Nepal|Netherlands|\
    New Caledonia|New Salem, North Dakota|New Zealand|Nicaragua|Niger|Nigeria|Niue|\
    Norfolk Island|North America|North Korea|North Macedonia|Northern Africa|Northern America|\
    Northern Europe|Northern Mariana Islands|Norway|Nouméa|Nuuk|N’Djamena|Oceania|Oman|\
    Outlying Oceania|Pakistan|Palau|Palestinian Territories|Palmer Land|Panama|\
    Papua New Guinea|Paraguay|Peru|Petersburg, Indiana|Philippines|Pitcairn Islands|Pohnpei|\
    Poland|Polynesia|Portugal|Pseudo-Accents|Pseudo-Bidi|Puerto Rico|Qatar|Romania|\
    Rothera Station|Russia|Rwanda|Réunion|Río Gallegos|Saint-Pierre|Samoa|San Marino|Santarém|\
    Sark|Saudi Arabia|Senegal|Serbia|Seychelles|Showa Station|Sierra Leone|Singapore|\
    Sint Maarten|Slovakia|Slovenia|Solomon Islands|Somalia|South Africa|South America|\
    South Georgia & South Sandwich Islands|South Korea|South Sudan|Southeast Asia|\
    Southern Africa|Southern Asia|Southern Europe|Spain|Sri Lanka|St. Barthélemy|St. Helena|\
    St. Helena, Ascension & Tristan da Cunha|St. John’s|St. Kitts|St. Kitts & Nevis|St. Lucia|\
    St. Martin|St. Pierre & Miquelon|St. Thomas|St. Vincent|St. Vincent & Grenadines|\
    Sub-Saharan Africa|Sudan|Suriname|Svalbard & Jan Mayen|Sweden|Switzerland|Syria|São Paulo|\
    São Tomé|São Tomé & Príncipe|Taiwan|Tajikistan|Tanzania|Tell City, Indiana|Thailand|\
    Timor-Leste|Tirana|Togo|Tokelau|Tonga|Trinidad & Tobago|Tristan da Cunha|Troll Station|\
    Tucumán|Tunisia|Turkmenistan|Turks & Caicos Islands|Tuvalu|Türkiye|U.S. Outlying Islands|\
    U.S. Virgin Islands|Uganda|Ukraine|United Arab Emirates|United Kingdom|United Nations|\
    United States|Unknown Location|Unknown Region|Uruguay|Uzbekistan|Vanuatu|Vatican City|\
    Venezuela|Vevay, Indiana|Vietnam|Vincennes, Indiana|Vostok Station|Wake Island|\
    Wallis & Futuna|Western Africa|Western Asia|Western Europe|Western Sahara|\
    Winamac, Indiana|Yangon|Yemen|Zambia|Zimbabwe|world|Åland Islands|Ürümqi
    """

  static let french = """
    Achgabat|Addis-Abeba|Adélaïde|Afghanistan|Afrique|Afrique australe|Afrique centrale|\
    Afrique du Sud|Afrique occidentale|Afrique orientale|Afrique septentrionale|\
    Afrique subsaharienne|Aktaou|Aktioubinsk|Albanie|Alger|Algérie|Allemagne|Alma Ata|\
    Amérique centrale|Amérique du Nord|Amérique du Sud|Amérique latine|\
    Amérique septentrionale|Amériques|Andorre|Angola|Anguilla|Antarctique|Antigua-et-Barbuda|\
    Arabie saoudite|Araguaína|Argentine|Arménie|Aruba|Asie|Asie centrale|Asie de l’Est|\
    Asie de l’Ouest|Asie du Sud|Asie du Sud-Est|Asmara|Asunción|Athènes|Atikokan|Atyraou|\
    Australasie|Australie|Autriche|Azerbaïdjan|Açores|Bagdad|Bahamas|Bahia de Banderas|\
    Bahreïn|Bakou|Bangladesh|Barbade|Belgique|Belize|Belém|Bermudes|Beulah Dakota du Nord|\
    Beyrouth|Bhoutan|Bichkek|Biélorussie|Bogotá|Bolivie|Bosnie-Herzégovine|Botswana|Brunei|\
    Bruxelles|Brésil|Bucarest|Bulgarie|Burkina Faso|Burundi|Bénin|Büsingen|Calcutta|Cambodge|\
    Cameroun|Canada|Cancún|Canton|Cap-Vert|Caraïbes|Caïmans|Center Dakota du Nord|\
    Ceuta et Melilla|Chili|Chine|Chișinău|Chuuk|Chypre|Ciudad Juárez|Colombie|Comores|\
    Congo-Brazzaville|Congo-Kinshasa|Copenhague|Corée du Nord|Corée du Sud|Costa Rica|Croatie|\
    Cuba|Cuiabá|Curaçao|Córdoba|Côte d’Ivoire|Damas|Danemark|Diego Garcia|Djibouti|Dominique|\
    Douchanbé|Dubaï|Dumont-d’Urville|Détroit|Eirunepé|Ekaterinbourg|Erevan|Espagne|Estonie|\
    Eswatini|Europe|Europe de l’Est|Europe de l’Ouest|Europe du Nord|Europe du Sud|Famagouste|\
    Fernando de Noronha|Fidji|Finlande|France|Gabon|Galápagos|Gambie|Ghana|Gibraltar|Grenade|\
    Groenland|Grèce|Guadeloupe|Guam|Guatemala|Guernesey|Guinée|Guinée équatoriale|\
    Guinée-Bissau|Guyana|Guyane française|Géorgie|Géorgie du Sud|\
    Géorgie du Sud-et-les Îles Sandwich du Sud|Haïti|Honduras|Hongrie|Honolulu|Hébron|\
    Hô-Chi-Minh-Ville|Iakoutsk|Inde|Indonésie|Irak|Iran|Irkoutsk|Irlande|Islande|Israël|\
    Italie|Ittoqqortoormiit|Jamaïque|Japon|Jersey|Jordanie|Jérusalem|Kaboul|Kamtchatka|\
    Katmandou|Kazakhstan|Kenya|Khovd|Kiev|Kirghizstan|Kiribati|Knox [Indiana]|Kosovo|Kostanaï|\
    Koweït|Krasnoïarsk|Kzyl Orda|La Barbade|La Havane|La Réunion|Laos|Laâyoune|Le Caire|\
    Le Vatican|Lesotho|Lettonie|Liban|Liberia|Libye|Liechtenstein|Lisbonne|Lituanie|Lomé|\
    Londres|Lower Prince’s Quarter|Luxembourg|Macao|Macassar|Maceió|Macédoine du Nord|\
    Madagascar|Madère|Mahé|Malaisie|Malawi|Maldives|Mali|Malte|Manaos|Manille|\
    Marengo [Indiana]|Maroc|Marquises|Martinique|Mascate|Maurice|Mauritanie|Mayotte|Mazatlán|\
    Mexico|Mexique|Micronésie|Mogadiscio|Moldavie|Monaco|Monde|Mongolie|Monticello [Kentucky]|\
    Montserrat|Monténégro|Moscou|Mozambique|Myanmar Birmanie|Mélanésie|Mérida|Namibie|\
    Nations Unies|Nauru|New Salem Dakota du Nord|Nicaragua|Nicosie|Niger|Nigeria|Niue|Norvège|\
    Nouméa|Nouvelle-Calédonie|Nouvelle-Zélande|Novossibirsk|Nuuk|Népal|N’Djamena|Océanie|Oman|\
    Ouganda|Oulan-Bator|Oulianovsk|Ouralsk|Ouzbékistan|Pakistan|Palaos|Panama|\
    Papouasie-Nouvelle-Guinée|Paraguay|Pays-Bas|Pays-Bas caribéens|Petersburg [Indiana]|\
    Philippines|Pohnpei|Pologne|Polynésie|Polynésie française|Port-d’Espagne|Porto Rico|\
    Portugal|Pérou|Qatar|R.A.S. chinoise de Hong Kong|R.A.S. chinoise de Macao|Rangoun|Riyad|\
    Roumanie|Royaume-Uni|Russie|Rwanda|République centrafricaine|République dominicaine|\
    Río Gallegos|Sahara occidental|Saint-Barthélemy|Saint-Christophe|\
    Saint-Christophe-et-Niévès|Saint-Domingue|Saint-Jean de Terre-Neuve|Saint-Marin|\
    Saint-Martin|Saint-Martin partie néerlandaise|Saint-Pierre|Saint-Pierre-et-Miquelon|\
    Saint-Thomas|Saint-Vincent|Saint-Vincent-et-les Grenadines|Sainte-Hélène|Sainte-Lucie|\
    Sakhaline|Salvador|Samarcande|Samoa|Samoa américaines|Santarém|Sao Tomé-et-Principe|\
    Serbie|Sercq|Seychelles|Showa|Sierra Leone|Singapour|Slovaquie|Slovénie|Somalie|Soudan|\
    Soudan du Sud|Sri Lanka|Suisse|Suriname|Suède|Svalbard et Jan Mayen|Syrie|São Paulo|\
    São Tomé|Sénégal|Séoul|Tachkent|Tadjikistan|Tanzanie|Taïwan|Tbilissi|Tchad|Tchita|\
    Tchéquie|Tell City [Indiana]|Terres australes françaises|\
    Territoire britannique de l’océan Indien|Territoires palestiniens|Thaïlande|Thulé|\
    Timor oriental|Tirana|Togo|Tokelau|Tonga|Trinité-et-Tobago|Tripoli Libye|Tristan da Cunha|\
    Tucumán|Tunisie|Turkménistan|Turquie|Tuvalu|Téhéran|Ukraine|Union européenne|Uruguay|\
    Ushuaïa|Vanuatu|Varsovie|Venezuela|Vevay [Indiana]|Vienne|Vincennes [Indiana]|Viêt Nam|\
    Wallis & Futuna|Wallis-et-Futuna|Winamac [Indiana]|Yémen|Zambie|Zimbabwe|lieu inconnu|\
    pseudo-accents|pseudo-bidi|région inconnue|région micronésienne|\
    régions éloignées de l’Océanie|zone euro|Éfaté|Égypte|Émirats arabes unis|Équateur|\
    Érythrée|État de la Cité du Vatican|États-Unis|Éthiopie|Île Bouvet|Île Christmas|\
    Île Clipperton|Île Norfolk|Île de Man|Île de Pâques|Île de l’Ascension|Îles Canaries|\
    Îles Caïmans|Îles Cocos|Îles Cook|Îles Féroé|Îles Heard-et-MacDonald|Îles Malouines|\
    Îles Mariannes du Nord|Îles Marshall|Îles Pitcairn|Îles Salomon|Îles Turques-et-Caïques|\
    Îles Vierges britanniques|Îles Vierges des États-Unis|\
    Îles mineures éloignées des États-Unis|Îles Åland|Ürümqi
    """

  static let turkish = """
    ABD Küçük Harici Adaları|ABD Virjin Adaları|Afganistan|Afrika|Afrika’nın Güneyi|Akra|\
    Aktav|Aktöbe|Almanya|Almatı|Amerika|Amerika Birleşik Devletleri|Amerikan Samoası|\
    Amerika’nın Kuzeyi|Anadır|Andorra|Angola|Anguilla|Antarktika|Antigua ve Barbuda|Araguaína|\
    Arjantin|Arnavutluk|Aruba|Ascension Adası|Asmara|Astrahan|Asunción|Asya|Atikokan|Atina|\
    Atırav|Avrupa|Avrupa Birliği|Avustralasya|Avustralya|Avusturya|Azerbaycan|Azor Adaları|\
    Aşkabat|Bahamalar|Bahia Banderas|Bahreyn|Bakü|Bangladeş|Barbados|Batı Afrika|Batı Asya|\
    Batı Avrupa|Batı Sahra|Bağdat|Belarus|Belgrad|Belize|Belçika|Belém|Benin|Bermuda|\
    Beulah, Kuzey Dakota|Beyrut|Bilinmeyen Bölge|Bilinmeyen Şehir|Birleşik Arap Emirlikleri|\
    Birleşik Krallık|Birleşmiş Milletler|Bişkek|Bogotá|Bolivya|Bosna-Hersek|Botsvana|\
    Bouvet Adası|Brazzavil|Brezilya|Britanya Hint Okyanusu Toprakları|Britanya Virjin Adaları|\
    Brunei|Brüksel|Budapeşte|Bulgaristan|Burkina Faso|Burundi|Butan|Bükreş|Büsingen|\
    Cabo Verde|Cakarta|Cancun|Canton Adası|Cayman Adaları|Cebelitarık|Ceuta ve Melilla|\
    Cezayir|Christmas Adası|Chuuk|Cibuti|Ciudad Juárez|Ciudad de México|Clipperton Adası|\
    Cocos Keeling Adaları|Cook Adaları|Cuba|Cuiabá|Curaçao|Córdoba|Côte d’Ivoire|Dakka|\
    Danimarka|Darüsselam|Diego Garcia|Dominik Cumhuriyeti|Dominika|Doğu Afrika|Doğu Asya|\
    Doğu Avrupa|Dumont-d’Urville|Duşanbe|Dünya|Eirunepé|Ekvador|Ekvator Ginesi|El Halil|\
    El Salvador|Endonezya|Eritre|Erivan|Ermenistan|Estonya|Esvatini|Etiyopya|Euro Bölgesi|\
    Falkland Adaları|Faroe|Faroe Adaları|Fas|Fernando de Noronha|Fiji|Filipinler|\
    Filistin Bölgeleri|Finlandiya|Fransa|Fransız Guyanası|Fransız Güney Toprakları|\
    Fransız Polinezyası|Gabon|Galápagos|Gambiya|Gana|Gazimağusa|Gazze|Gine|Gine-Bissau|\
    Grenada|Grönland|Guadeloupe|Guam|Guatemala|Guernsey|Guyana|Güney Afrika|Güney Amerika|\
    Güney Asya|Güney Avrupa|Güney Georgia|Güney Georgia ve Güney Sandwich Adaları|Güney Kore|\
    Güney Sudan|Güneydoğu Asya|Gürcistan|Haiti|Handiga|Hartum|Heard Adası ve McDonald Adaları|\
    Hindistan|Ho Chi Minh Kenti|Hollanda|Honduras|Honolulu|Hırvatistan|Irak|Ittoqqortoormiit|\
    Jamaika|Japonya|Jersey|Kabil|Kahire|Kalküta|Kamboçya|Kamerun|Kamçatka|Kanada|\
    Kanarya Adaları|Karadağ|Karayip Hollandası|Karayipler|Karaçi|Katar|Katmandu|Kazablanka|\
    Kazakistan|Kenya|Khovd|Kiev|Kinşasa|Kiribati|Kişinev|Knox, Indiana|Kolombiya|Kolombo|\
    Komor|Komorlar|Konakri|Kongo - Brazavil|Kongo - Kinşasa|Kopenhag|Kosova|Kosta Rika|\
    Kostanay|Kudüs|Kuveyt|Kuzey Afrika|Kuzey Amerika|Kuzey Avrupa|Kuzey Kore|Kuzey Makedonya|\
    Kuzey Mariana Adaları|Kuçing|Küba|Kıbrıs|Kırgızistan|Kızılorda|Laos|Latin Amerika|Layun|\
    Lefkoşa|Lesotho|Letonya|Liberya|Librevil|Libya|Liechtenstein|Litvanya|Lizbon|Lomé|Londra|\
    Lower Prince’s Quarter|Lübnan|Lüksemburg|Macaristan|Maceió|Madagaskar|Madeira Adaları|\
    Mahé|Makao|Malavi|Maldivler|Malezya|Mali|Malta|Man Adası|Marengo, Indiana|Markiz Adaları|\
    Marshall Adaları|Martinik|Maskat|Mauritius|Mayotte|Mazatlán|Meksika|Melanezya|Merida|\
    Merkez, Kuzey Dakota|Mikronezya|Mikronezya Bölgesi|Mogadişu|Moldova|Monako|\
    Monticello, Kentucky|Montserrat|Moritanya|Moskova|Mozambik|Moğolistan|Myanmar Burma|Mısır|\
    Namibya|Nauru|Nepal|New Salem, Kuzey Dakota|Nijer|Nijerya|Nikaragua|Niue|Norfolk Adası|\
    Norveç|Nouméa|Nuuk|N’Djamena|Okyanusya|Orta Afrika|Orta Afrika Cumhuriyeti|Orta Amerika|\
    Orta Asya|Pakistan|Palau|Panama|Papua Yeni Gine|Paraguay|Paskalya Adası|Peru|\
    Petersburg, Indiana|Pitcairn Adaları|Pohnpei|Polinezya|Polonya|Portekiz|Porto Riko|Prag|\
    Psödo Aksanlar|Psödo Bidi|Reunion|Riyad|Roma|Romanya|Ruanda|Rusya|Réunion|Río Gallegos|\
    Sahalin|Sahra Altı Afrika|Saint Barthelemy|Saint Helena|Saint Kitts ve Nevis|Saint Lucia|\
    Saint Martin|Saint Pierre ve Miquelon|Saint Vincent ve Grenadinler|Saint-Pierre|Samoa|\
    San Marino|Santarém|Sao Tome ve Principe|Saraybosna|Sark|Semerkant|Senegal|Septe|Seul|\
    Seyşeller|Showa|Sidney|Sierra Leone|Singapur|Sint Maarten|Slovakya|Slovenya|Sofya|\
    Solomon Adaları|Somali|Sri Lanka|St. Helena|St. John’s|St. Kitts|St. Lucia|St. Thomas|\
    St. Vincent|Stokholm|Sudan|Surinam|Suriye|Suudi Arabistan|Svalbard ve Jan Mayen|São Paulo|\
    São Tomé|Sırbistan|Tacikistan|Tahran|Tanzanya|Tayland|Tayvan|Taşkent|Tell City, Indiana|\
    Tiflis|Timor-Leste|Tiran|Togo|Tokelau|Tonga|Trablus|Trinidad ve Tobago|Tristan da Cunha|\
    Tucumán|Tunus|Turks ve Caicos Adaları|Tuvalu|Türkiye|Türkmenistan|Uganda|Ukrayna|\
    Ulan Batur|Umman|Uruguay|Urumçi|Uzak Okyanusya|Vanuatu|Varşova|Vatikan|Venezuela|\
    Vevay, Indiana|Vietnam|Vincennes, Indiana|Viyana|Wallis & Futuna|Wallis ve Futuna|\
    Winamac, Indiana|Yangon|Yemen|Yeni Kaledonya|Yeni Zelanda|Yunanistan|Zambiya|Zimbabve|\
    Zürih|Åland Adaları|Çad|Çekya|Çin|Çin Hong Kong ÖİB|Çin Makao ÖİB|Çita|Özbekistan|Ürdün|\
    Üsküp|İran|İrkutsk|İrlanda|İspanya|İsrail|İstanbul|İsveç|İsviçre|İtalya|İzlanda|Şam|\
    Şanghay|Şili
    """

  static let spanish = """
    Abiyán|Acra|Adelaida|Adén|Adís Abeba|Afganistán|Aktau|Aktobe|Albania|Alemania|Ammán|\
    América|América del Norte|Andorra|Angola|Anguila|Antigua y Barbuda|Antártida|Anádyr|\
    Arabia Saudí|Araguaína|Argel|Argelia|Argentina|Armenia|Aruba|Asia|Asia central|\
    Asia meridional|Asia occidental|Asia oriental|Asjabad|Asmara|Astracán|Asunción|Atenas|\
    Atikokan|Australasia|Australia|Austria|Azerbaiyán|Bagdad|Bahamas|Bahía|Bahía de Banderas|\
    Bakú|Bangladés|Barbados|Barnaúl|Baréin|Belgrado|Belice|Belén|Benín|Berlín|Bermudas|\
    Beulah, Dakota del Norte|Bielorrusia|Bisáu|Bogotá|Bolivia|Bosnia y Herzegovina|Botsuana|\
    Brasil|Brunéi|Bruselas|Bucarest|Bulgaria|Burkina Faso|Burundi|Bután|Bélgica|Büsingen|\
    Cabo Verde|Caimán|Calcuta|Camboya|Camerún|Canadá|Canarias|Cancún|Caribe|Caribe neerlandés|\
    Catar|Cayena|Center, Dakota del Norte|Centroamérica|Ceuta y Melilla|Chad|Chequia|Chile|\
    China|Chipre|Chisináu|Chitá|Chuuk|Ciudad Ho Chi Minh|Ciudad Juárez|Ciudad de México|\
    Ciudad del Vaticano|Ciudad desconocida|Colombia|Comoras|Conakri|Congo|Copenhague|\
    Corea del Norte|Corea del Sur|Costa Rica|Croacia|Cuba|Cuiabá|Curazao|Córdoba|\
    Côte d’Ivoire|Daca|Damasco|Dar es-Salam|Diego García|Dinamarca|Dominica|Duala|Dublín|\
    Dubái|Dumont-d’Urville|Dusambé|Ecuador|Egipto|Eirunepé|Ekaterimburgo|El Aaiún|El Cairo|\
    El Salvador|El Vaticano|Emiratos Árabes Unidos|Ereván|Eritrea|Eslovaquia|Eslovenia|España|\
    Estados Unidos|Estambul|Estocolmo|Estonia|Esuatini|Etiopía|Europa|Europa meridional|\
    Europa occidental|Europa oriental|Europa septentrional|Fernando de Noronha|Filipinas|\
    Finlandia|Fiyi|Francia|Gabón|Galápagos|Gambia|Georgia|Georgia del Sur|Ghana|Gibraltar|\
    Gran Turca|Granada|Grecia|Groenlandia|Guadalupe|Guam|Guatemala|Guayana Francesa|Guernesey|\
    Guinea|Guinea Ecuatorial|Guinea-Bisáu|Guyana|Haití|Hebrón|Honduras|Honolulú|Hungría|India|\
    Indianápolis|Indonesia|Irak|Irlanda|Irán|Isla Bouvet|Isla Clipperton|Isla Kanton|\
    Isla Norfolk|Isla de Man|Isla de Navidad|Isla de Pascua|Isla de la Ascensión|Islandia|\
    Islas Aland|Islas Caimán|Islas Cocos|Islas Cook|Islas Feroe|\
    Islas Georgia del Sur y Sandwich del Sur|Islas Heard y McDonald|Islas Malvinas|\
    Islas Marianas del Norte|Islas Marshall|Islas Pitcairn|Islas Salomón|\
    Islas Turcas y Caicos|Islas Vírgenes Británicas|Islas Vírgenes de EE. UU.|\
    Islas menores alejadas de EE. UU.|Israel|Italia|Ittoqqortoormiit|Jamaica|Japón|Jartum|\
    Jersey|Jerusalén|Johannesburgo|Jordania|Kaliningrado|Katmandú|Kazajistán|Kenia|Khandiga|\
    Khovd|Kiev|Kirguistán|Kiribati|Knox, Indiana|Kosovo|Kostanái|Kuwait|Kyzylorda|Kírov|\
    La Habana|Laos|Latinoamérica|Lesoto|Letonia|Liberia|Libia|Liechtenstein|Lisboa|Lituania|\
    Liubliana|Lomé|Londres|Los Ángeles|Lower Prince’s Quarter|Luxemburgo|Líbano|Macao|\
    Macedonia del Norte|Maceió|Madagascar|Magadán|Mahé|Makasar|Malasia|Malaui|Maldivas|Mali|\
    Malta|Manaos|Marengo, Indiana|Marruecos|Martinica|Mascate|Mauricio|Mauritania|Mayotte|\
    Mazatlán|Melanesia|Micronesia|Miquelón|Mogadiscio|Moldavia|Mongolia|Montenegro|\
    Monticello, Kentucky|Montserrat|Moscú|Mozambique|Mundo|Myanmar Birmania|Mérida|México|\
    Mónaco|Naciones Unidas|Namibia|Nauru|Navidad|Nepal|New Salem, Dakota del Norte|Nicaragua|\
    Nigeria|Niue|Norteamérica|Noruega|Nuakchot|Nueva Caledonia|Nueva York|Nueva Zelanda|Numea|\
    Nuuk|Níger|Oceanía|Omán|Pakistán|Palaos|Panamá|Papúa Nueva Guinea|Paraguay|París|\
    Países Bajos|Perú|Petersburg, Indiana|Pohnpei|Polinesia|Polinesia Francesa|Polonia|\
    Portonovo|Portugal|Praga|Pseudoacentos|Pseudobidi|Puerto España|Puerto Príncipe|\
    Puerto Rico|RAE de Hong Kong China|RAE de Macao China|Región de Micronesia|\
    Región desconocida|Reikiavik|Reino Unido|República Centroafricana|\
    República Democrática del Congo|República Dominicana|Reunión|Riad|Roma|Ruanda|Rumanía|\
    Rusia|Río Branco|Río Gallegos|Saipán|Sajalín|Samarcanda|Samoa|Samoa Americana|\
    San Bartolomé|San Cristóbal|San Cristóbal y Nieves|San Juan de Terranova|San Marino|\
    San Martín|San Pedro y Miquelón|San Vicente|San Vicente y las Granadinas|Santa Elena|\
    Santa Lucía|Santarém|Santiago de Chile|Santo Tomé|Santo Tomé y Príncipe|Sark|Sarátov|\
    Senegal|Serbia|Seychelles|Seúl|Shanghái|Showa|Sierra Leona|Simferópol|Singapur|\
    Sint Maarten|Siria|Skopie|Sofía|Somalia|Srednekolimsk|Sri Lanka|St. Thomas|Sudamérica|\
    Sudeste asiático|Sudáfrica|Sudán|Sudán del Sur|Suecia|Suiza|Surinam|Svalbard y Jan Mayen|\
    Sáhara Occidental|São Paulo|Sídney|Tahití|Tailandia|Taipéi|Taiwán|Tallin|Tanzania|Taskent|\
    Tayikistán|Teherán|Tell City, Indiana|Territorio Británico del Océano Índico|\
    Territorios Australes Franceses|Territorios Palestinos|Territorios alejados de Oceanía|\
    Tiflis|Timbu|Timor-Leste|Tirana|Togo|Tokelau|Tokio|Tonga|Trinidad y Tobago|\
    Tristán de Acuña|Trípoli|Tucumán|Turkmenistán|Turquía|Tuvalu|Tórtola|Túnez|Uagadugú|\
    Ucrania|Uganda|Uliánovsk|Ulán Bator|Unión Europea|Uruguay|Uzbekistán|Vanuatu|Varsovia|\
    Venezuela|Vevay, Indiana|Viena|Vientián|Vietnam|Vilna|Vincennes, Indiana|Volgogrado|\
    Wallis & Futuna|Wallis y Futuna|Winamac, Indiana|Yakarta|Yamena|Yangón Rangún|Yemen|\
    Yibuti|Zambia|Zimbabue|Zúrich|zona del euro|África|África central|África meridional|\
    África occidental|África oriental|África septentrional|África subsahariana|Ámsterdam|\
    Ürümqi
    """

  static let german = """
    Addis Abeba|Afghanistan|Afrika|Aktobe|Albanien|Algerien|Algier|Amerika|Amerikanisch-Samoa|\
    Amerikanische Jungferninseln|Amerikanische Überseeinseln|Andorra|Angola|Anguilla|\
    Antarktis|Antigua und Barbuda|Araguaína|Argentinien|Armenien|Aruba|Ascension|\
    Aserbaidschan|Asien|Asmara|Astrachan|Asunción|Athen|Atikokan|Australasien|Australien|\
    Azoren|Aşgabat|Bagdad|Bahamas|Bahia Banderas|Bahrain|Bangladesch|Barbados|Belarus|Belgien|\
    Belgrad|Belize|Belém|Benin|Bermuda|Beulah, North Dakota|Bhutan|Bischkek|Bogotá|Bolivien|\
    Bosnien und Herzegowina|Botsuana|Bouvetinsel|Brasilien|Britische Jungferninseln|\
    Britisches Territorium im Indischen Ozean|Brunei Darussalam|Brüssel|Bukarest|Bulgarien|\
    Burkina Faso|Burundi|Büsingen|Cabo Verde|Cancún|Canton|Center, North Dakota|\
    Ceuta und Melilla|Chandyga|Chile|China|Chișinău|Chowd|Chuuk|Ciudad Juárez|\
    Clipperton-Insel|Cookinseln|Costa Rica|Cuiabá|Curaçao|Córdoba|Côte d’Ivoire|Damaskus|\
    Daressalam|Deutschland|Diego Garcia|Dominica|Dominikanische Republik|Dschibuti|\
    Dumont-d’Urville|Duschanbe|Dänemark|Ecuador|Eirunepé|El Aaiún|El Salvador|Eritrea|Eriwan|\
    Estland|Eswatini|Europa|Europäische Union|Eurozone|Falklandinseln|Fernando de Noronha|\
    Fidschi|Finnland|Frankreich|Französisch-Guayana|Französisch-Polynesien|\
    Französische Süd- und Antarktisgebiete|Färöer|Gabun|Galápagos|Gambia|Georgien|Ghana|\
    Gibraltar|Grenada|Griechenland|Grönland|Guadeloupe|Guam|Guatemala|Guernsey|Guinea|\
    Guinea-Bissau|Guyana|Haiti|Havanna|Heard und McDonaldinseln|Ho-Chi-Minh-Stadt|Honduras|\
    Hongkong|Honolulu|Indien|Indonesien|Irak|Iran|Irland|Island|Isle of Man|Israel|Italien|\
    Ittoqqortoormiit|Jakutsk|Jamaika|Japan|Jekaterinburg|Jemen|Jersey|Jordanien|Kaimaninseln|\
    Kairo|Kalkutta|Kambodscha|Kamerun|Kamtschatka|Kanada|Kanaren|Kanarische Inseln|Karatschi|\
    Karibik|Karibische Niederlande|Kasachstan|Katar|Kathmandu|Kenia|Khartum|Kiew|Kirgisistan|\
    Kiribati|Kirow|Knox, Indiana|Kokosinseln|Kolumbien|Komoren|Kongo-Brazzaville|\
    Kongo-Kinshasa|Kopenhagen|Kosovo|Krasnojarsk|Kroatien|Kuba|Kuwait|Laos|Lateinamerika|\
    Lesotho|Lettland|Libanon|Liberia|Libyen|Liechtenstein|Lissabon|Litauen|Lomé|\
    Lower Prince’s Quarter|Luxemburg|Macau|Maceió|Madagaskar|Mahé|Malawi|Malaysia|Malediven|\
    Mali|Malta|Marengo, Indiana|Marokko|Marshallinseln|Martinique|Maskat|Mauretanien|\
    Mauritius|Mayotte|Mazatlán|Melanesien|Merida|Mexiko|Mexiko-Stadt|Mikronesien|\
    Mikronesisches Inselgebiet|Mittelamerika|Mogadischu|Monaco|Mongolei|Montenegro|\
    Monticello, Kentucky|Montserrat|Mosambik|Moskau|Myanmar|Namibia|Nauru|Nepal|Neukaledonien|\
    Neuseeland|New Salem, North Dakota|Nicaragua|Niederlande|Niger|Nigeria|Nikosia|Niue|\
    Nordafrika|Nordamerika|Nordeuropa|Nordkorea|Nordmazedonien|Norfolkinsel|Norwegen|Nouméa|\
    Nowokuznetsk|Nowosibirsk|Nuuk|Nördliche Marianen|Nördliches Amerika|N’Djamena|Oman|\
    Ostafrika|Ostasien|Osterinsel|Osteuropa|Ozeanien|Pakistan|Palau|\
    Palästinensische Autonomiegebiete|Panama|Papua-Neuguinea|Paraguay|Peru|\
    Petersburg, Indiana|Philippinen|Pitcairninseln|Pjöngjang|Pohnpei|Polen|Polynesien|\
    Porto Novo|Portugal|Prag|Pseudo-Akzente|Pseudo-Bidi|Puerto Rico|Qostanai|Qysylorda|Rangun|\
    Republik Moldau|Reyk­ja­vík|Riad|Rom|Ruanda|Rumänien|Russland|Réunion|Río Gallegos|\
    Sachalin|Saint-Barthélemy|Saint-Pierre|Salomonen|Sambia|Samoa|San Marino|Santarém|Saratow|\
    Sark|Saudi-Arabien|Schweden|Schweiz|Senegal|Serbien|Seychellen|Showa|Sierra Leone|\
    Simbabwe|Singapur|Sint Maarten|Slowakei|Slowenien|Somalia|\
    Sonderverwaltungsregion Hongkong|Sonderverwaltungsregion Macau|Spanien|\
    Spitzbergen und Jan Mayen|Sri Lanka|St. Barthélemy|St. Helena|St. John’s|St. Kitts|\
    St. Kitts und Nevis|St. Lucia|St. Martin|St. Pierre und Miquelon|St. Thomas|St. Vincent|\
    St. Vincent und die Grenadinen|Subsahara-Afrika|Sudan|Suriname|Syrien|São Paulo|São Tomé|\
    São Tomé und Príncipe|Südafrika|Südamerika|Südasien|Südeuropa|Südgeorgien|\
    Südgeorgien und die Südlichen Sandwichinseln|Südkorea|Südliches Afrika|Südostasien|\
    Südsudan|Tadschikistan|Taipeh|Taiwan|Tansania|Taschkent|Teheran|Tell City, Indiana|\
    Thailand|Tiflis|Timor-Leste|Tirana|Togo|Tokelau|Tokio|Tonga|Trinidad und Tobago|Tripolis|\
    Tristan da Cunha|Tschad|Tschechien|Tschita|Tucumán|Tunesien|Turkmenistan|\
    Turks- und Caicosinseln|Tuvalu|Türkei|Uganda|Ukraine|Uljanowsk|Unbekannt|\
    Unbekannte Region|Ungarn|Uruguay|Usbekistan|Vanuatu|Vatikan|Vatikanstadt|Venezuela|\
    Vereinigte Arabische Emirate|Vereinigte Staaten|Vereinigtes Königreich|Vereinte Nationen|\
    Vevay, Indiana|Vietnam|Vincennes, Indiana|Wallis & Futuna|Wallis und Futuna|Warschau|\
    Weihnachtsinsel|Welt|Westafrika|Westasien|Westeuropa|Westsahara|Wien|Winamac, Indiana|\
    Wladiwostok|Wolgograd|Wostok|Zentralafrika|Zentralafrikanische Republik|Zentralasien|\
    Zypern|Zürich|Ägypten|Äquatorialguinea|Äthiopien|Äußeres Ozeanien|Ålandinseln|Österreich|\
    Ürümqi
    """
}
