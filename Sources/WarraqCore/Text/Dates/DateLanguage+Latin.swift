// Languages in the Latin script.
extension DateLanguage {
  /// What is written so in any language.
  static let universal = DateLanguage(
    tag: "und", script: .latin, order: nil,
    words: """
      am: am
      pm: pm
      filler: t
      zones: gmt=0, utc=0, ut=0, z=0, est=-300, edt=-240, cst=-360, cdt=-300, mst=-420, mdt=-360, \
      pst=-480, pdt=-420, akst=-540, akdt=-480, hst=-600, cet=60, cest=120, mez=60, mesz=120, wet=0, \
      west=60, eet=120, eest=180, msk=180@16369, msd=240, jst=540, kst=540, hkt=480, sgt=480, \
      aest=600, aedt=660, acst=570, acdt=630, awst=480, nzst=720, nzdt=780, pkt=300, wib=420, \
      wita=480, wit=540, bst=?, ist=?, ast=?, tsi=180@17052, gst=240, eat=180, cat=120, wat=60, \
      sast=120, brt=-180, art=-180
      zones-GB: bst=60
      zones-IN: ist=330
      zones-IE: ist=60
      zones-SA: ast=180
      calendars: ah=islamic, ad=gregorian, ce=gregorian
      """)

  /// English. The language alone does not tell 06/07 from 07/06.
  static let english = DateLanguage(
    tag: "en", script: .latin, order: nil,
    regionOrders: [
      "US": .monthDayYear, "PH": .monthDayYear, "PR": .monthDayYear, "GU": .monthDayYear,
      "GB": .dayMonthYear, "IE": .dayMonthYear, "AU": .dayMonthYear, "NZ": .dayMonthYear,
      "IN": .dayMonthYear, "PK": .dayMonthYear, "BD": .dayMonthYear, "LK": .dayMonthYear,
      "SG": .dayMonthYear, "MY": .dayMonthYear, "HK": .dayMonthYear, "NG": .dayMonthYear,
      "KE": .dayMonthYear, "GH": .dayMonthYear, "UG": .dayMonthYear, "TZ": .dayMonthYear,
      "ZA": .dayMonthYear, "IL": .dayMonthYear, "EG": .dayMonthYear, "AE": .dayMonthYear,
      "SA": .dayMonthYear, "QA": .dayMonthYear, "KW": .dayMonthYear, "LB": .dayMonthYear,
      "JO": .dayMonthYear, "MT": .dayMonthYear, "CY": .dayMonthYear, "JM": .dayMonthYear,
    ],
    words: """
      months: january, jan | february, feb | march, mar | april, apr | may | june, jun | july, jul \
      | august, aug | september, sep, sept | october, oct | november, nov | december, dec
      islamic: muharram | safar | rabi al awwal, rabi i | rabi al thani, rabi al akhir, rabi ii \
      | jumada al awwal, jumada al ula, jumada i | jumada al thani, jumada al akhirah, jumada ii \
      | rajab | shaban, sha'ban | ramadan | shawwal | dhu al qadah, dhul qadah | dhu al hijjah, \
      dhul hijjah, dhu al hijja
      weekdays: monday, mon | tuesday, tue, tues | wednesday, wed | thursday, thu, thur, thurs \
      | friday, fri | saturday, sat | sunday, sun
      am: a m, in the morning
      pm: p m, in the afternoon, in the evening, noon
      zones: eastern=?, et=?, pt=?, ct=?, mt=?, local time=?, greenwich mean time=0, \
      coordinated universal time=0, mecca time=180
      filler: of, the, at, on, hrs, hours, hour, o'clock, day, year, and, about
      label: published, published on, published at, posted, posted on, posted at, updated, \
      updated on, last updated, last updated on, last modified, modified, date, publication date, \
      first published, issued, created, released, publish date, dated
      same: corresponding to
      ordinal: st, nd, rd, th
      clock: h, hr | min | s, sec
      spans: second, seconds, sec, secs, s | minute, minutes, min, mins, m \
      | hour, hours, hr, hrs, h | day, days, d | week, weeks, wk, wks | month, months, mo \
      | year, years, yr, yrs
      ago: ago
      ahead: from now, in
      now: now, just now
      last: last
      next: next
      days: day before yesterday=-2, the day before yesterday=-2, yesterday=-1, today=0, tonight=0, \
      tomorrow=1, day after tomorrow=2
      counts: a=1, an=1, one=1, two=2, three=3, four=4, five=5, six=6, seven=7, eight=8, nine=9, \
      ten=10
      """)

  /// French.
  static let french = DateLanguage(
    tag: "fr", script: .latin, order: .dayMonthYear,
    words: """
      months: janvier, janv, jan | février, févr, fév | mars, mar | avril, avr | mai | juin \
      | juillet, juil, juill, jul | août, aou | septembre, sept, sep | octobre, oct | novembre, nov \
      | décembre, déc
      weekdays: lundi, lun | mardi, mar | mercredi, mer | jeudi, jeu | vendredi, ven \
      | samedi, sam | dimanche, dim
      am: du matin
      pm: de l'après-midi, du soir
      zones: heure de paris=?, heure locale=?, heure française=?, gmt=0, tu=0
      filler: le, la, à, a, de, du, et, heure, heures, ce, vers, au
      label: publié le, publié, publiée le, mis à jour le, mis à jour, modifié le, posté le, \
      par la rédaction le, date, date de publication, écrit le, créé le, actualisé le, paru le
      same: correspondant au
      ordinal: er, ère, e, ème
      clock: h, heures, heure | min, mn, minutes | s, sec
      spans: seconde, secondes | minute, minutes, min, mn | heure, heures, h | jour, jours, j \
      | semaine, semaines | mois | an, ans, année, années
      ago: il y a
      ahead: dans
      now: maintenant, à l'instant
      last: dernier, dernière
      next: prochain, prochaine
      days: avant-hier=-2, hier=-1, aujourd'hui=0, demain=1, après-demain=2
      counts: un=1, une=1, deux=2, trois=3, quatre=4, cinq=5, six=6
      """)

  /// Spanish.
  static let spanish = DateLanguage(
    tag: "es", script: .latin, order: .dayMonthYear,
    words: """
      months: enero, ene | febrero, feb | marzo, mar | abril, abr | mayo, may | junio, jun \
      | julio, jul | agosto, ago | septiembre, setiembre, sept, sep, set | octubre, oct \
      | noviembre, nov | diciembre, dic
      weekdays: lunes, lun | martes, mar | miércoles, mié | jueves, jue | viernes, vie \
      | sábado, sáb | domingo, dom
      am: de la mañana
      pm: de la tarde, de la noche
      zones: hora local=?, hora peninsular=?
      filler: de, del, el, a, las, la, a las, a la, en, y, hora, horas, hs, hrs, año
      label: publicado, publicado el, publicado en, publicada, actualizado, actualizado el, \
      actualizada el, actualizado a, fecha, fecha de publicación, creado, última actualización, \
      creado el, modificado el
      ordinal: º, o, ro
      clock: h, hs, hrs, horas | min, minutos | s
      spans: segundo, segundos | minuto, minutos, min | hora, horas, h | día, días \
      | semana, semanas | mes, meses | año, años
      ago: hace
      ahead: dentro de
      now: ahora
      last: pasado, pasada
      next: próximo, próxima
      days: anteayer=-2, antier=-2, ayer=-1, hoy=0, mañana=1, pasado mañana=2
      counts: un=1, una=1, uno=1, dos=2, tres=3, cuatro=4, cinco=5, seis=6
      """)

  /// Portuguese.
  static let portuguese = DateLanguage(
    tag: "pt", script: .latin, order: .dayMonthYear,
    words: """
      months: janeiro, jan | fevereiro, fev | março, mar | abril, abr | maio, mai | junho, jun \
      | julho, jul | agosto, ago | setembro, set | outubro, out | novembro, nov | dezembro, dez
      weekdays: segunda-feira, segunda, seg | terça-feira, terça, ter | quarta-feira, quarta, qua \
      | quinta-feira, quinta, qui | sexta-feira, sexta, sex | sábado, sáb | domingo, dom
      am: da manhã
      pm: da tarde, da noite
      zones: horário de brasília=?, hora de lisboa=?, hora local=?
      filler: de, do, da, em, no, às, as, a, à, ao, e, hora, horas, ano, dia
      label: publicado em, publicado, publicada em, atualizado em, atualizado, postado em, \
      data de publicação, data, última atualização, atualizada em, criado em, modificado em
      ordinal: º, o
      clock: h, hs, horas | min, m, minutos | s
      spans: segundo, segundos | minuto, minutos, min | hora, horas, h | dia, dias \
      | semana, semanas | mês, meses | ano, anos
      ago: há, atrás
      ahead: daqui a
      now: agora
      last: passado, passada
      next: próximo, próxima
      days: anteontem=-2, ontem=-1, hoje=0, amanhã=1, depois de amanhã=2
      counts: um=1, uma=1, dois=2, duas=2, três=3, quatro=4, cinco=5, seis=6
      """)

  /// German, with the names of Austria.
  static let german = DateLanguage(
    tag: "de", script: .latin, order: .dayMonthYear,
    words: """
      months: januar, jänner, jan, jän | februar, feber, feb | märz, mär, mrz, maerz | april, apr \
      | mai | juni, jun | juli, jul | august, aug | september, sep, sept | oktober, okt \
      | november, nov | dezember, dez
      weekdays: montag, mo | dienstag, di | mittwoch, mi | donnerstag, do | freitag, fr \
      | samstag, sonnabend, sa | sonntag, so
      am: vormittags, morgens
      pm: nachmittags, abends
      zones: ortszeit=?, mitteleuropäische zeit=60, mitteleuropäische sommerzeit=120
      filler: den, der, am, um, vom, des, dem, uhr, kl, und, gegen
      label: veröffentlicht am, veröffentlicht, erschienen am, erstellt am, aktualisiert am, \
      aktualisiert, stand, datum, zuletzt aktualisiert, zuletzt aktualisiert am, geändert am, \
      publiziert, publiziert am, artikel vom
      clock: uhr, h | min, minuten | s, sek
      spans: sekunde, sekunden | minute, minuten, min | stunde, stunden, std | tag, tage, tagen \
      | woche, wochen | monat, monate, monaten | jahr, jahre, jahren
      ago: vor
      ahead: in
      now: jetzt, soeben, gerade eben
      last: letzten, letzter, letzte, vergangenen
      next: nächsten, nächster, nächste, kommenden
      days: vorgestern=-2, gestern=-1, heute=0, morgen=1, übermorgen=2
      counts: ein=1, eine=1, einer=1, einem=1, zwei=2, drei=3, vier=4, fünf=5, sechs=6
      """)

  /// Italian.
  static let italian = DateLanguage(
    tag: "it", script: .latin, order: .dayMonthYear,
    words: """
      months: gennaio, gen | febbraio, feb | marzo, mar | aprile, apr | maggio, mag | giugno, giu \
      | luglio, lug | agosto, ago | settembre, set, sett | ottobre, ott | novembre, nov \
      | dicembre, dic
      weekdays: lunedì, lun | martedì, mar | mercoledì, mer | giovedì, gio | venerdì, ven \
      | sabato, sab | domenica, dom
      filler: il, alle, ore, del, di, ora
      label: pubblicato il, pubblicato, aggiornato il, aggiornato, ultimo aggiornamento, data
      ordinal: º
      clock: h |  |
      spans: secondo, secondi | minuto, minuti | ora, ore | giorno, giorni | settimana, settimane \
      | mese, mesi | anno, anni
      ago: fa
      ahead: tra
      now: adesso, ora
      last: scorso, scorsa
      next: prossimo, prossima
      days: l'altro ieri=-2, ieri=-1, oggi=0, domani=1, dopodomani=2
      counts: un=1, una=1, un'=1, due=2, tre=3
      """)

  /// Turkish.
  static let turkish = DateLanguage(
    tag: "tr", script: .latin, order: .dayMonthYear,
    words: """
      months: ocak, oca | şubat, şub | mart, mar | nisan, nis | mayıs, may | haziran, haz \
      | temmuz, tem | ağustos, ağu | eylül, eyl | ekim, eki | kasım, kas | aralık, ara
      weekdays: pazartesi, pzt, pts | salı, sal | çarşamba, çar, çrş | perşembe, per, prş \
      | cuma, cum | cumartesi, cmt, cts | pazar, paz
      am: ö ö, öö
      pm: ö s, ös
      zones: türkiye saati=180@17052
      filler: saat, günü, tarihinde, tarihi, yılı, de, da
      label: yayınlanma, yayınlanma tarihi, yayın tarihi, güncelleme, güncelleme tarihi, \
      son güncelleme, son güncelleme tarihi, giriş, giriş tarihi, oluşturulma tarihi, eklenme, \
      eklenme tarihi, tarih, güncellenme tarihi, son güncellenme
      spans: saniye | dakika, dk | saat, sa | gün | hafta | ay | yıl, sene
      ago: önce
      ahead: sonra
      now: şimdi, az önce, şu anda
      last: geçen
      next: gelecek
      days: evvelsi gün=-2, dün=-1, bugün=0, yarın=1
      counts: bir=1, iki=2, üç=3, dört=4, beş=5
      """)
}
