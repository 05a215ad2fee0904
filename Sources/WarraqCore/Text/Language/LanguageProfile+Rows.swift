extension LanguageProfile {
  /// The languages that can be detected.
  static let all: [LanguageProfile] =
    arabicScript + hebrewScript + latinScript + cyrillicScript + oneLanguageScripts

  // The trigrams in the Latin and Cyrillic scripts are in their folded form and in order; most are
  // those that most set the words of a language apart from those of the others of its script,
  // counted over the distinct words of message catalogues of free software.

  // Persian, Urdu, Pashto, Kurdish, Uyghur and Sindhi are here with their letters so that Arabic is
  // not found where they are written.
  private static let arabicScript: [LanguageProfile] = [
    LanguageProfile(
      language: "ar", script: .arabic, letters: "ةأإيكىهثذصضطظ", tolerated: "یک", perLetter: 0.08,
      words: """
        في من على إلى أن عن مع هذا هذه ذلك تلك التي الذي الذين كان كانت لم لن لا ما هو هي هم قد \
        كل بعد قبل بين خلال حول ضد عند منذ حتى أو ثم لكن أي غير إن إنه أنه أنها بأن وقد وفي ومن \
        وقال قال قالت أكد أعلن أعلنت يوم عام تم فيما كما حيث إذا بسبب عبر نحو أكثر رئيس وزير أمس \
        اليوم ليس له لها به بها فيه عليه وأن وكان وكانت ولا وهو وهي يكون تكون كذلك دولة دول \
        الدولية الدولي العالم المتحدة الأمم الشرطة الحكومة مجلس مدينة شخص شخصا مليون ألف إطلاق \
        الجيش الرئيس الوزراء الخارجية اتفاق بشأن وسط نهاية بداية دون جديد جديدة أول ثلاثة عدد \
        حال لدى لكل مما منها عنها عليها إليه ضمن أمام أربعة خمسة ستة سبعة ثمانية تسعة عشرة
        """,
      trigrams: "_ال وال بال _لل ات_ ون_ وا_ _مت _است تها"),
    LanguageProfile(
      language: "fa", script: .arabic, letters: "پچژگکیه", tolerated: "يكأةىثذصضطظ",
      words: """
        و در به از که این را با است برای آن یک می های شد کرد شده بود خود تا بر هم اما یا نیز او \
        باید نمی کند شود گفت دارد داد هر چه اگر پس وی آنها بین کشور سال روز کنند بیش دو ها ای \
        اند شدند هستند نیست خواهد کردن باشد بودند سه پیش روی میان درباره همچنین همه دیگر من ما \
        اعلام کرده کردند توسط درصد هزار جدید رئیس جمهور دولت وزیر خارجه ایران تهران ملی مجلس \
        قیمت نفر میلیون آمریکا اولین بزرگ داشت داشته کنید کنیم نشان حال عنوان گرفت رسید دیدار \
        خبر افزایش کاهش بیشتر دست چهار پنج شش هفت هشت
        """,
      trigrams: "های ند_ نده است گاه ستا ده_ ان_ ای_ شده گان تند ار_"),
    LanguageProfile(
      language: "ur", script: .arabic, letters: "ٹڈڑںےہھۓۂگپچژکی", tolerated: "أةيثذصضطظ",
      words: """
        کے کی میں ہے سے کو کا نے اور پر یہ ہیں کہ بھی نہیں تھا تھی تھے اس ان کر جو گیا لیے ایک \
        ہو وہ گی گا بعد ساتھ کہا تو ہوئے ہوئی کیا کرنے والے والی دیا رہا رہے رہی جا اپنے گئے گئی \
        ہوا طور خلاف متعلق وزیر اعظم صدر دوران تک یا کیلئے جس دو پاکستان بھارت حکومت عدالت پولیس \
        فیصلہ اعلان روپے افراد ملک عالمی نئے نئی آج پہلے جنگ عوام قومی کرتے ہوں سکتا سکتے دی دے \
        تین چار پانچ چھ سات آٹھ
        """),
    LanguageProfile(
      language: "ps", script: .arabic, letters: "ټډړږښڼېۍځڅګپچژیيکه", tolerated: "ىگكثذصضطظ",
      words: "د په او چې کې له دا هم ته دی ده وو شوي سره يې کړي دې نه شوې کړې"),
    LanguageProfile(
      language: "ckb", script: .arabic, letters: "ەێۆڵڕڤپچژگیکھ", tolerated: "هىثذصضطظ",
      words: "لە و بە کە بۆ ئەم ئەو لەگەڵ هەر دوای نێوان سەر دەکات کرد بوو"),
    LanguageProfile(
      language: "ug", script: .arabic, letters: "ەېىۇۆۈۋڭھگپچژيك",
      words: "ۋە بىلەن بۇ ئۇ بىر ئۈچۈن دەپ كېيىن"),
    LanguageProfile(
      language: "sd", script: .arabic, letters: "ٻڀٺٽٿڄڃڇڌڏڊڍڙڦڪڳڱڻ۾پچگکيھه",
      tolerated: "ثذصضطظ",
      words: "جي ۾ کي جو آهي ۽ جا تي سان کان به هن ته"),
  ]

  private static let hebrewScript: [LanguageProfile] = [
    LanguageProfile(
      language: "he", script: .hebrew, perLetter: 0.35,
      words: """
        של את על לא הוא כי גם עם זה היא כל אל אם יש לאחר בין או היה אך כך אמר יותר אבל זאת ולא כדי \
        הם היום ראש
        """,
      trigrams: "ים_ ות_ _הת _המ יה_ _שה _לה"),
    LanguageProfile(
      language: "yi", script: .hebrew, perLetter: 0.2,
      words: "און איז די דער דאס פון אין מיט צו אז האט זיך אויף ער זיי נישט האבן דעם",
      trigrams: "_גע ען_ ישע טן_ יי_ _פא ונג"),
  ]

  private static let latinScript: [LanguageProfile] = [
    LanguageProfile(
      language: "en", script: .latin, tolerated: "é",
      words: """
        the of and to in a is that for it was on with as be by at from has have are this not but \
        they his her he she which were an or will would had been their who after more said says \
        say its s over about than into up out new two first year years people against could how \
        what why when no you i we our your all can may one if there some between during under \
        while also other amid calls plan plans man day week world government should make made \
        take takes back off down still many most such only where these those so just him them \
        then because through before home state president minister police killed dead deal talks \
        set get gets win wins fire high court show shows find found near late law war party city \
        us report top big old being million per cent use used using following later least \
        including three four five six seven eight nine ten
        """,
      trigrams: """
        _as _cl _co _cr _ex _fi _fr _kn _lo _re _sc _sh _su _th _un _wa _wh _wi abl acc ack act \
        add ain ake al_ all als ap_ app ary ash ass atc ate ath ati ay_ bac ble cal cap cat ce_ \
        ced ces ch_ cha ck_ cke cod col com con cre cs_ ct_ cti cur dec ded dge dis ds_ ead eal \
        ear eas eat ec_ eco ect ed_ ee_ eed equ err ers es_ ess exe exp ext ff_ ffe fie fo_ ged \
        get gh_ ght gs_ har hat hed her hin hor hou ial ic_ ict igh ile ill inf ing int ion ith \
        ity ive ize ked key kin ks_ lat le_ lea led lib lin ll_ lly loa loc low ls_ lti ly_ me_ \
        mov mp_ mul nce nch nd_ nds ned nfo ng_ nk_ non ns_ nt_ nts oad ock ode off oin old on_ \
        ons oo_ ood ook ool ope opt ork ose oul oun ous out ow_ own pac pat pe_ pin pla ple ps_ \
        pt_ pti rap rch rea rec red ref rel rep rou rs_ ry_ sca scr sed set sh_ sha sho sig siz \
        ss_ ssi sub tab tch ted ter tex th_ the tia tic tin tio ts_ ty_ typ ubs ugh ult unc unt \
        up_ ure ve_ wit wor ype ze_
        """),
    LanguageProfile(
      language: "fr", script: .latin, letters: "éèêàâçîïôûùëœ", tolerated: "ñöüä",
      words: """
        le la les de des du et un une est en dans que qui pour par sur pas ne au aux avec plus \
        se ce cette ces son sa ses il elle ils elles nous vous on mais ou où sont été a ont leur \
        leurs comme après avant entre sans sous tout tous fait être avoir selon contre deux \
        depuis même d l qu n s c j lors ans dont y très encore aussi face chez vers fin an était \
        président ministre gouvernement police guerre pays monde jour jours france français \
        française première premier nouvelle nouveau nouvelles millions morts mort trois euros \
        loi ville accord doit peut va dit près faire toujours moins plusieurs alors cet ainsi \
        dès donc lui vie fois sera quatre cinq six sept huit neuf dix
        """,
      trigrams: """
        _ap _ch _cl _co _de _ec _en _et _ex _im _in _ou _pr _qu _re _su abl acc act aff age aie \
        air ais ait ale anc ant app arr ass ati aut aux ble cha che com con cor cou cte cti dec \
        dem dep dev don eau ech eco ecr ect ee_ ees eff ell eme emp ent env er_ ere err es_ ess \
        ete etr eur eux ez_ ffe ffi fie fon fs_ fus ge_ gne gue har he_ her ibl ier ieu if_ iff \
        ign ill imp ion iqu ire isa ise iss ite jou le_ les leu liq lis lle me_ men mme mpl nce \
        nch nco nee nel nne nnu nom nqu ns_ nt_ nte nts oi_ oir omm omp on_ onc ond onn ons ont \
        oul oup our ous out ouv oux oye par pla ppo ppr pte qua que rai rap re_ rec ree rem rep \
        rer res rge rie riq rme roi rou rre rro rs_ rti sat see sem ser seu son sou squ sse sui \
        sup tag tai te_ tee ter tes teu tif tio tiq tou tre ts_ tte tue ue_ uee uel uer ues uet \
        ui_ uil uis ule upe upp ur_ ure urn urs ute uti uve ux_ voy
        """),
    LanguageProfile(
      language: "de", script: .latin, letters: "äöüß", tolerated: "é",
      words: """
        der die das und in den von zu mit sich des auf für ist im dem nicht ein eine als auch es \
        an werden aus er hat dass sie nach wird bei einer um am sind noch wie einem über einen \
        so zum war haben nur oder aber vor zur bis mehr durch man sein wurde sei kann gegen vom \
        können schon wenn unter seit ihre ihr seine wir ich soll neue neuen Jahr Jahre Jahren \
        Uhr gibt will zwei sagte keine kein was Regierung Minister Präsident Polizei Deutschland \
        Krieg Land Welt Menschen Millionen Prozent Euro Tote drei erste ersten neuer neues \
        weiter wieder immer müssen muss sollen dieser diese dieses Ende Tag etwa viele ab jetzt \
        heute zwischen ohne alle warum wegen damit da beim ins vier fünf sechs sieben acht neun \
        zehn
        """,
      trigrams: """
        _ab _an _au _be _da _ei _er _fe _ge _sc _ub _um _un _ve _vo _wa _we _wi _ze _zu abe abg \
        ach ahl ahr alt ame amm ang arb ass ate atz auf aus be_ bef bei ben ber bge ch_ che chl \
        chn chr chs cht ck_ cke dat den der die dun ebe ech ehe ehl ehr ei_ eib eic eig eil ein \
        eis eit ell em_ en_ enb end enn ens enz er_ erb ere erf erg erh erl ern ers ert eru erw \
        erz es_ etz eur feh fen fuh fur gab ge_ geb gef geg geh gel gen ges gew gt_ gte hal he_ \
        hei hen her hl_ hle hlu hne hni hr_ hre hri ht_ hte ich ieg ier ige isc ite iti lau lei \
        len lic lie lle llt lte lun lus mme nam nd_ nde nen nge ngs nkt nn_ nnt nze nzu och oll \
        pei pf_ pru rag rbe rd_ rei ren rge rn_ rsc rst rt_ rte ruc ruf run rwa rwe sch sei sen \
        sga sge sic sie ss_ sse ste suc te_ tei tel ten ter tig tio tte typ tz_ tze tzt tzu ube \
        uch uck uel ufe ufg uhr ung unt usg uss utz ver vor wah war wei wen wer yp_ zei zie zug \
        zun zus
        """),
    LanguageProfile(
      language: "es", script: .latin, letters: "ñáéíóúü", tolerated: "ç",
      words: """
        de la que el en y a los se del las un por con no una su para es al lo como más o pero \
        sus le ha me si sin sobre este ya entre cuando todo esta ser son dos también fue había \
        era muy años hasta desde está mi porque qué sólo han yo hay vez puede todos así nos ni \
        parte tiene él uno donde bien tras según ante contra año dice durante tiempo mismo ese \
        esa otro hoy día gobierno presidente ministro policía guerra país países mundo españa \
        millones muertos muerto primera primer nuevo nueva nuevas tres euros ley ciudad acuerdo \
        caso hace hacer cada mejor gran quien sino tan aunque después antes menos va van sido \
        seguridad cuatro cinco seis siete ocho nueve diez
        """,
      trigrams: """
        _ac _ca _co _cr _de _ej _em _en _es _ex _ha _im _in _ll _lo _pu _qu _re aba abl ace aci \
        act ada ado alm amb ana and ar_ as_ bic ble bor bre ca_ cab cac cad cam can car cci ces \
        cia cid cif cio cla clu co_ com con cor cre cri cta cto ctu cue da_ dad das des dic dif \
        do_ dor dos duc ecc ece eci eco ect ecu emp enc ent equ era ero es_ esc esp est exp ext \
        ez_ fal fic gua ia_ iad ial ias ibi ibl ica ici ico ida ido ien ifi igu imp ina inc io_ \
        ion ios iva ivo iza jec jo_ lad las laz lec les lic lid lim liz lla lo_ los lta mbi mbr \
        mie mit mpi mpl nad nar nci nco ndo nes nic nid noc nta nte nto ntr omb omi omo omp on_ \
        ona one ono opo or_ orr os_ par ple pli pue que qui ra_ rac rad rar rec rep res rga ria \
        rib rio rmi ro_ ron rop rra rse rta sac sad sca scr sio so_ spe ste sub tad tar ten tic \
        tid tiv to_ tos tra ubi uci ue_ ued uel uen uer ues uev uie ura vo_ voc zad zar
        """),
    LanguageProfile(
      language: "tr", script: .latin, letters: "çğıİöşü", tolerated: "âîû",
      words: """
        ve bir bu da de için ile olarak çok daha olan gibi en kadar sonra ne ki var yok ama o ya \
        göre her dedi oldu olduğu olduğunu ise değil değişik tarafından büyük yeni iki ilk önce \
        etti eden kendi bugün şu hem bin yıl milyon yüzde karşı arasında üzerinde devam açıklama \
        açıkladı başkan başkanı türkiye sonrası nedeniyle edildi cumhurbaşkanı bakan bakanı \
        hükümet polis dünya ülke son gün üç kişi lira yüksek mahkeme şehir savaş anlaşma ilgili \
        yaptı yapılan yer alan alıyor olacak ediyor önemli genel oluyor iş böyle aldı verdi \
        geldi çıktı kaldı dört beş altı yedi sekiz dokuz
        """,
      trigrams: """
        _ar _ay _ba _bi _bo _de _do _du _go _gu _ic _il _is _ka _ku _ol _so _ta _uy _ya _ye _yo \
        _yu adi agi agl ak_ aki ala ama ana ani anl anm ara ari arl asi aya ayi ayr az_ bag bas \
        bel bil bir cak cek cik cil dak dan deg dek den di_ dir diz ece edi egi ek_ eki ekl eli \
        eme emi ene enm eri erl esi eti etl eye eyi gec gi_ gin gis gla gor gun ici igi ik_ ikl \
        ila ild ile ili ilm iml in_ ina ind ine ini ir_ iri irl irm irt is_ isi isl iye iyo iz_ \
        izi izl kar kay ken ki_ kil kis kla kle kul lam lan lar ldi lem len ler li_ lik lir liy \
        lla lma lme lmi ma_ mad mak mam may me_ med mek mes mey mis miy mla mle mli nda nde ndi \
        ni_ nil nin nir niy niz nla nle nma nmi olm olu onl onu or_ oru osy ri_ ril rin rke rla \
        rle rme rul rum say si_ sil sin siz sle sti sun sya ti_ tir tle ula ull uml unu uru uyg \
        yal yan yap yar yaz ygu yi_ yic yla yle yon yor
        """),
    LanguageProfile(
      language: "az", script: .latin, letters: "əçğıİöşü", perLetter: -0.1,
      words:
        "və bir bu ilə üçün olan də da olub edib görə ki daha sonra isə qədər çox barədə deyib",
      trigrams: """
        _az _ba _bi _cə _də _fa _go _hə _is _mə _qi _qo _rə _si _sə _tə _xə _ya _ye _yu aq_ ari \
        arə asi asl ayi ayl bas bil bər cər dan di_ dir də_ dən dəy fay həs ilm ilə ims in_ iq_ \
        ir_ iri irm isi isl iya iyy iz_ klə lar li_ liq lmə lum luq lə_ ləd lən lər msa mə_ mət \
        ndə nin niz nəd ovl qla qov ri_ rmə rxi rən rəs sdi sec si_ sif sil siy slə sm_ smi stə \
        səh sən tək ugu ukl un_ usu vlu vu_ vəl xət yaz yis yli ymə yuk yyə ədi ək_ əki əli əmə \
        ən_ əng əni ənm ənə ər_ əri əsi əsm ət_ əta əti əyi
        """),
    LanguageProfile(
      language: "it", script: .latin, letters: "àèéìòù",
      words: """
        di che e la il un a per in una non sono è si con del da le dei della al gli come anche \
        ma ha più alla nel i lo se o su delle dal nella degli dalla questo era stato ai sul due \
        dopo sua suo hanno loro essere tra contro prima ancora all dell l d c nell sull così \
        cosa chi anni fa stata solo molto ora oggi ecco governo fatto presidente ministro \
        polizia guerra paese mondo italia italiano milioni morti morto primo nuovo nuova tre \
        euro legge città accordo ogni senza verso quando mentre dove deve può poi sempre fra \
        quattro cinque sei sette otto nove dieci
        """,
      trigrams: """
        _ag _ca _ch _co _cr _de _di _es _im _in _or _ri _sc _so abi acc agg alc ale ame ann ano \
        app are asc ass ata ati ato att avv azi bil ca_ cam car cat caz cca cce cch cco che chi \
        cif co_ col com con cor cri dic dif dis div egg egn ell ent enz ere ess est ett ezi fer \
        fic fin ggi gio giu gli gna gol gui he_ hia ia_ ial iam iar iat iav ibi ica ico ifi igl \
        ile ili imp ina inc inv io_ ion ior ire isc iso isp ita ito iut ivi ivo izi izz le_ li_ \
        lic liz lla llo lo_ loc mbi men mpo nar nat ndi ne_ ni_ nit no_ nom nse nsi nte nti nto \
        nza nzi occ odi oll omp ona ond one oni ono ont ora ore ori orn orr oss ott pia por pos \
        ppo ra_ rat re_ ri_ ria ric rio ris riz ro_ rta sca sce sci sco scr seg sio so_ sot spo \
        ssi sso ta_ tat taz te_ ti_ tic tit tiv to_ tor tra tro tta tte tti tto ual uov ura uti \
        uto vi_ via vis vo_ voc vvi za_ zat zaz zia zio zza
        """),
    LanguageProfile(
      language: "pt", script: .latin, letters: "ãõáâàéêíóôúç", tolerated: "ü",
      words: """
        de a o que e do da em um para com não uma os no se na por mais as dos como mas ao ele \
        das à seu sua ou quando muito nos já eu também só pelo pela até isso ela entre depois \
        sem mesmo aos ter seus quem nas me esse eles você foi são está ser tem há era sobre após \
        diz contra ano anos dia pode segundo governo presidente ministro polícia guerra país \
        mundo brasil portugal milhões mortos morto primeira primeiro novo nova três euros lei \
        cidade acordo cada antes vai foram estão ainda onde quatro cinco seis sete oito nove dez
        """,
      trigrams: """
        _ac _ca _co _de _es _ex _in _na _po _qu _re aca aco ada ado ais alh ali am_ ame ao_ ar_ \
        ara as_ ave ca_ cac cad cao car cia clu co_ coe com con cor cos cri da_ dad das des dic \
        do_ dor dos eca ece eci eir em_ enc ent equ esc esp ess exc fic had ia_ iad ica ico ida \
        ido ifi ilh inc inh ios ito iva ivo iza lha lho lic lid liz men mos mpa nad nca nci nco \
        ndo nha nho nta nte nto oca oes omp ona ont or_ orr os_ par que qui rac rad ram rar rec \
        rep res ria rio ro_ rre rta sao sco spe sso tad te_ tic tiv to_ tos tra ura vel vo_ zad
        """),
    LanguageProfile(
      language: "gl", script: .latin, letters: "ñáéíóúü", tolerated: "ç",
      words: """
        de o a que e do da en un unha os as no na por para con non se dos das ao á máis como súa seu \
        pero foi son está pola polo tamén sobre ano anos moi entre ata despois galicia
        """,
      trigrams: """
        _ac _ca _co _de _en _es _ex _in _mo _re _se _xe _xu abe aci act ada ade ado ar_ as_ axe \
        bel cac cad cam car cci cia cid cif cio co_ com con cor cri cta cti cto da_ dad des do_ \
        dor dos ecc ece eci ect egu eir ent esc esp est exi fic gad ibe ica ici ico ida ido ifi \
        ina ion iro ito ivo iza lec lic liz lo_ mpr nci ndo nec ns_ nta nte nto ntr omp on_ ona \
        ons ont or_ os_ ou_ ous pec que qui ra_ rad rar rec res rex rib rio rmi ro_ scr se_ spe \
        tad tid tiv to_ tos tra ura usa xe_ xec xei xes xo_
        """),
    LanguageProfile(
      language: "ca", script: .latin, letters: "àèéíòóúçïü", tolerated: "ñ",
      words: """
        de la i el que a en els les un per del una no es amb al dels va com ha més són o és aquest \
        aquesta seva seu també però ser han l d s n fins després entre sobre hi ho molt anys any tot
        """,
      trigrams: """
        _ac _am _ca _co _de _em _es _ex _in _l_ _ll _ma _re _se _su aci act ada als ame ant aqu \
        ar_ ara arr at_ atg ats ca_ cac cad can car cat cci cia cio clo com con cor cri cta cte \
        da_ des dif dor ecc ect egu eix emp enc ens ent es_ esc esp est eta eu_ fic gui gut hab \
        ica ici ifi inc int io_ ita itz iu_ ix_ lic lit lla ls_ mb_ mpl mpr nar nat nca nci ns_ \
        nt_ nta nts nvi ny_ nys ome omp ona ons or_ ory paq ple pro que ra_ rac rec res rre rs_ \
        scr sio spe ssi str sup tat tge tiu tra tre ts_ tza ual ues unt ura via
        """),
    LanguageProfile(
      language: "ro", script: .latin, letters: "ăâîșțşţ",
      words: """
        de și în a la cu pe nu din că o mai este un pentru care au să ca se sunt fi dar lui după prin \
        fost al ale între ar l sau le s când această acest ani cel cea către până unei unui
        """,
      trigrams: """
        _ac _ca _co _de _ex _im _in _re _sc _su abi act ar_ arc are ari at_ ata ate ati aza bil \
        ca_ car cat cce cep ces chi com con cri cta cte cti ctu cul cun cur cut ea_ eaz ect ecu \
        ei_ ele emn ept esc est fic fis ibi ica iei ifi ii_ iil ile ilo imb imp inc int ire ita \
        iti iun iza la_ le_ liz loc lor lui lul mar mna nea nii nit nta oar oca or_ ori oru pta \
        rar rat rca re_ rea rec ri_ rii ril rul scu siu str sup ta_ tar tat te_ tea tia tii tiu \
        tor tru tul ui_ ul_ ulu une uni uno uri uti za_ zat
        """),
    LanguageProfile(
      language: "nl", script: .latin, letters: "ëï", tolerated: "éèöü",
      words: """
        de het een van en in is dat op te zijn met voor niet aan er om ook als dan maar bij door naar \
        uit nog wel hij ze wordt werd heeft hebben was die deze over tot zich worden meer kan geen al \
        tegen na jaar haar hun ik je wij we onder tussen zegt zo nieuwe twee moet
        """,
      trigrams: """
        _aa _af _be _ge _he _on _op _ui _va _ve _vo _wa _we _zi aak aal aam aan aar aat ach and \
        bee bes bro cht de_ den der dig ebr eel een eer ege eid eke el_ eld ele eli en_ ens erd \
        ere erg erk ers erw est eve fou geb ged geg gel gen ges gev gro her ht_ hte ie_ ief ige \
        ij_ ijd ijk ijn ijz ing jk_ jke jzi ken kop laa ld_ lee len leu lij maa naa nd_ nde nge \
        nvo oeg oek oep oer ond oor oud out pge rd_ rde ree ren rij roe roo rui rwi sch sta ste \
        tan tee tek ten tie tij toe ui_ uik uit ven ver voe voo waa wer wij
        """),
    LanguageProfile(
      language: "sv", script: .latin, letters: "åäö", tolerated: "éü",
      words: """
        och i att det som en på är av för med till den har inte om ett han men var jag sig från vi så \
        kan när nu de där under efter eller ut säger över också man vid mot skulle sin hon blir mer än \
        nya år alla ska två
        """,
      trigrams: """
        _an _ar _av _fo _ko _la _om _ov _pa _st _up _ut ad_ ade agg all amn and ang ans anv ar_ \
        ard ark ast ata att avs bar bel cka cke ckn dat de_ der dex dni dra eck ekt ell en_ ens \
        er_ era et_ ets fel fil for gar gen gra gt_ het igt ill ing kal kar kat kni kom kon kor \
        kri kti lag ler lig lko ll_ lla llk lln lls log lut man mma mn_ nam nde ner ngs nin nkt \
        nsa nsl nst nva oll ons orl ra_ rad rar rat rer rin riv rna rva sak ser sk_ ska sla slu \
        sok sta tab tal ter tio tni tt_ typ unk upp vag var yck yp_
        """),
    LanguageProfile(
      language: "da", script: .latin, letters: "æøå", tolerated: "éöä",
      words: """
        og i at det er en af på til den med for de har ikke som der et men om han var fra vi sig jeg \
        efter ved også skal hun så blev være eller når mod kan over siger vil været år mere to af nye \
        blevet hvor
        """,
      trigrams: """
        _af _fi _fo _ko _op _ov _ti _ud _ve afs age akk and ark avn bru de_ del der det dga dig \
        dre dsk dst dt_ dte ede egn ejl eks els elt end ens er_ ere ern ers esk et_ fej fil for \
        ge_ gen ger get giv gle gt_ hed ift ig_ ige igt il_ ill ils ind ing iv_ ive jer kab ke_ \
        ker kke kom kri lde ler lig lle lse lut mme nav nde ndl nds ndt ner nge ngs nin nog ogl \
        omm ore ort ove rel rer ret rin riv rne rsk rug rve se_ ser sk_ ske skr slu sog ste ter \
        tet til tte uds uge und var ven ver vn_ vne
        """),
    LanguageProfile(
      language: "nb", script: .latin, letters: "æøå", tolerated: "éöäò",
      words: """
        og i at det er en av på til den med for de har ikke som et men om han var fra vi seg jeg etter \
        ved også skal hun så ble være eller når mot kan over sier vil vært år mer to nye blitt hvor bli \
        mellom noe
        """,
      trigrams: """
        _av _br _fi _fo _gr _kj _ko _op _sk _sl _st _ti _ut alg all app asj att avn bru de_ der \
        dig dre egn eil eks els elt ene er_ ere ert et_ ett fei fil for ger gge gre gru het ift \
        ig_ ige ign ikk il_ ild ill ing inj inn ive jen jer jon jor ke_ kel ker kje kk_ kke kob \
        kri ksj lag lde ler lge lig ll_ lle lse lut mel mer mme nav nde ndr ner net nge ngs nne \
        nok obl ode okk opp ore ort pe_ ppe pps rer rin riv rt_ rte ruk ser set sjo sk_ skr ste \
        teg ter tet tid til tt_ tte uke utt ver vn_ ytt
        """),
    LanguageProfile(
      language: "fi", script: .latin, letters: "äö", tolerated: "å",
      words: """
        ja on ei se että oli hän mutta kun ovat myös joka mukaan sen kuin niin tai vuoden jo nyt sekä \
        jos mitä ole voi vain jälkeen vuonna kanssa
        """,
      trigrams: """
        _ka _lu _mu _sy _ta _tu _va _yh _yl aa_ aan aar aik ain ais all ase ask att ava ayt dos \
        edo een ell elm en_ enn ess ett etu hde hko ia_ ied ien iin in_ ine irh irj ise isi iss \
        ist ite itt itu joi kaa kay kir kis kki koh koo kse ksi kuv la_ lin lla lle lli los lue \
        maa mis muo nen oa_ ohj ohk ois oit oso ost pai rhe rjo rkk sa_ sen set sia sii soi ssa \
        sta sti sto suo ta_ taa tam tav tee tel tet tie tii toi ton tta tte tti ttu tty tu_ tul \
        tun tus tyy uks ulo utt uut uva vaa vai yht ytt
        """),
    LanguageProfile(
      language: "hu", script: .latin, letters: "áéíóöőúüű",
      words: """
        a az és hogy nem is egy ez meg de volt csak már el mint vagy ha még mert lesz után szerint \
        azt aki amely ki szerint kell lehet között
        """,
      trigrams: """
        _al _be _cs _eg _el _er _fe _ha _je _ke _ki _le _me _sz agy ajl ak_ ala all alt apc ara \
        aro asa aso asz ato ban bea ben bol csa cso eal ege egy ek_ ele elo ely ese esz ete ett \
        eze ezo faj fel gy_ gye gyo has hat het hez hoz ita ite ito jel kap kep kez kor koz lal \
        las len lep let lit lt_ lto lva lye meg mez nak nal nek nev nyo nyv ogy ok_ ol_ olt oss \
        osz ott oz_ oza ozo pcs sa_ sag seg sit ssz sza sze szi szn szo szt tar tas tel tes tok \
        tol tot toz tt_ tum val veg yez yom zam zas zer zes zet zo_ zta zto
        """),
    LanguageProfile(
      language: "pl", script: .latin, letters: "ąćęłńóśźż",
      words: """
        w i na z się nie do to że jest o jak za od po a przez dla oraz ale są które który był było \
        także już tym tylko może co przed ma jego tego być ze roku lat czy ich po bez pod też została
        """,
      trigrams: """
        _cz _do _ni _od _po _pr _ro _wi _ws _wy _za ac_ ach acj acy acz aln ane ani any awi bie \
        ch_ cie cja cji cza cze czn czo czy dow dzi ego ej_ eni go_ ia_ icz ie_ iec iej iem ien \
        iez iow iwa jac ji_ jsc kie kon kow lac low mie ne_ neg nia nie nik now ny_ nyc ocz ony \
        orz osc ow_ owa owe owi own owy pis pod pow prz raw row roz rze rzy sc_ sci ski sow szy \
        taw tow trz two tyw uzy wa_ wac wan we_ wej wia wie wol wy_ wyc wyk wym wys yc_ ych ycz \
        ym_ ywa zan zek zen zie zmi zna zni zon zy_ zyc zyt zyw
        """),
    LanguageProfile(
      language: "cs", script: .latin, letters: "áčďéěíňóřšťúůýž",
      words: """
        a v se na je že s z do o to i ve pro k za by ale si po jako jsou jeho která který které už od \
        podle bude také před však jsem aby byl bylo při má roku let když až
        """,
      trigrams: """
        _na _ne _ob _od _po _pr _ro _vy _za _zp ace aji ani ano any at_ ava ave aze bra ce_ cen \
        ch_ chy ci_ cov dno dov dpo ech ecn edn eho em_ ena eni eno eny hla ho_ hod hyb ich ici \
        ick iho im_ it_ ji_ jic kaz kon kov kte ku_ ky_ led lov loz na_ nac ne_ nep ni_ nih no_ \
        nou nov ny_ odp onc ost ou_ ouz ova ove ovo ovy ozn pis pod poj pou pov poz pra pre pri \
        pro rav raz rip rov roz ru_ sky slo sou sov ste stu tov tu_ tup ty_ uje uji uzi va_ vac \
        van vat vni vol vse vy_ vyc vyp vys ych zad zav zen zit ziv zna zov
        """),
    LanguageProfile(
      language: "sk", script: .latin, letters: "áäčďéíĺľňóôŕšťúýž", tolerated: "ěřů",
      words: """
        a v sa na je že s z do o to aj vo pre k za by ale si po ako sú ktorý ktorá ktoré už od podľa \
        bude tiež pred však aby bol bola bolo pri má roku keď až nie ich jeho
        """,
      trigrams: """
        _ci _na _ne _ob _od _po _pr _sp _tl _vy _za _zd _zi _zn _zo _zv aci aju ane ani any ast \
        at_ ava bra ch_ chy cia cie cii cit cne cov dov dpo eho ej_ ena ene eni eny hla ho_ hyb \
        ia_ iac iad ick ie_ it_ juc ka_ kaz kci kon kov ku_ ky_ lac lad lne lov loz na_ nas ne_ \
        neh nep nia nie nov nut ny_ nyc obr odp om_ onc oro ost ouz ov_ ova ove ovo ovy ozn pis \
        pod pou pov pra pre pri rav rov sku sti stn stu tav tla tov tup ty_ uje uju upn uzi va_ \
        vac van vat vol vy_ vys ych zit ziv zna zov
        """),
    LanguageProfile(
      language: "sl", script: .latin, letters: "čšž", tolerated: "ćđ",
      words: """
        in v se na je da za so z ki po s tudi pa ne bi od iz kot do o bo bil bila bilo so med pri le še \
        sta leta že ali letu ter ni
        """,
      trigrams: """
        _do _iz _na _ob _od _po _pr _ra _sp _up _vr _vs _za aj_ akl aln anj avi avl avn cen dnj \
        dol dpr edn ega elj em_ ena enj eno ev_ eva eza ezn ga_ goc hod ih_ ik_ iko iln isk izb \
        ja_ jan jav je_ jem jen jo_ juc ka_ kaz ke_ ki_ klj ko_ kov lik lja lje lju lni na_ nap \
        nas ne_ neg ni_ nih nik nja nje no_ nos oce oci oda odn odp ogo olj olo ora ost ov_ ovn \
        ovo pis pod pom por pos pov pra pre pri rab rav raz red rej rez ska tav tev ti_ upo van \
        vec ved vez vil vlj vni vno vrs zap zna
        """),
    LanguageProfile(
      language: "hr", script: .latin, letters: "čćđšž",
      words: """
        i u je na se da za su od s o koji koja koje a kako iz po što nije ne bi ili ga će nakon te do \
        bio bila sa biti između samo više godine prema još tako
        """,
      trigrams: """
        _do _iz _ko _na _ne _od _po _pr _ra _sv _vr _za aci anj ano ava avl azn ca_ cen ci_ cij \
        cit dij drz edn elj ena enj eno guc ih_ ija ije ira isn isp iti iva izv ja_ jan je_ jed \
        jel jen jer jev ji_ ju_ juc ka_ ke_ klj ku_ laz lja lje lju mij mje mog na_ nac ne_ ni_ \
        nic nih nja nje nju no_ nog nos nu_ oda odr og_ ogu om_ opu ori ost ovi ozn pis pod pok \
        pos pot poz pre pri pro ran rav raz red rem rij ris rza ski sni spr sta tav ti_ uce uci \
        usp va_ van vi_ vje vlj vor vrs zan zna zvo
        """),
    LanguageProfile(
      language: "lt", script: .latin, letters: "ąčęėįšųūž",
      words:
        "ir kad į su iš yra bei tai ne dėl po kaip už bet jau buvo apie nuo iki savo metų pagal",
      trigrams: """
        _ap _at _ga _ir _is _la _ne _nu _pa _sr _uz _vi ai_ aik ais ait ama ank as_ asy aty aud \
        auj auk aus bai cij din doj duo dyt dzi eik eis eli gal gti iai iam iau ies ijo iju iki \
        iks ima imo imu ini ink int io_ is_ isv iu_ ius jim jos jun kai kia kit kla kta kur lai \
        lau lia lio liu ma_ mas mo_ mos nau nep nes ngt nim nio nis niu nka nki nti nus ody oja \
        oje oma os_ oti pal pas pau pav pri ras rod siu ska spa sti tai tas ti_ tik tin tyt udo \
        ui_ uoj uos uot uri uro us_ usd vei vie yta yti zym
        """),
    LanguageProfile(
      language: "lv", script: .latin, letters: "āčēģīķļņšūž",
      words: "un ir ar ka par no uz arī kas lai pēc bet tas gada līdz vai nav kā pie tika jau šo",
      trigrams: """
        _ap _at _da _ga _ie _iz _li _ne _no _pa _pi _sa _vi adi aid ais ait aiz aja aks am_ ana \
        arb arp as_ atb atr ats atu auk cij dar dit dzi eej egt eid eiz eja eju ela esa eto gai \
        iba idz iek iel iem ien ies iet iev ija iju iks ina is_ izm izs izv ja_ jam jas jau js_ \
        jum kar klu kst kum leg lie lu_ mai ms_ mu_ nas noj not nu_ oju osa ot_ ota otn pal par \
        pie rak ras san sas sau sej ska sle sta sts su_ ta_ taj tba tie tit tne tot ts_ tu_ tzi \
        ugs ums umu us_ vei vie zim zin zma zve
        """),
    LanguageProfile(
      language: "et", script: .latin, letters: "äöõü", tolerated: "šž",
      words:
        "ja on ei et oli see ka kui oma aga mis ning kes või ta siis veel aasta pärast kuid üle",
      trigrams: """
        _ee _ja _ka _ko _ku _lo _lu _su _to _tu _uh _va _vo aad aar aas aat ab_ ahe ail aja ald \
        alj ami arv ast asu ata atu ava da_ dam dus ead eem eer eid eks el_ ema emi end eri fai \
        ga_ gus id_ ide iga iid iiv ili ime imi ine ioo irj ise itu jar jut kaa kas kir ks_ kus \
        lda loo lop lt_ mal min mis muu nda ndm ne_ nim ole ood oog oon oot otm ots rje rju saa \
        se_ sea sed sek sel sis st_ ste stu sut suu tam tee tme too tsi tud tus ud_ uhe ulg umb \
        us_ use ust uta uur uut vah val vas vii vot
        """),
    LanguageProfile(
      language: "is", script: .latin, letters: "áðéíóúýþæö", perLetter: -0.05,
      words:
        "og að í á er sem um til við var með ekki það af en fyrir hann eru hefur frá verið eftir",
      trigrams: """
        _af _ei _ha _he _hl _hr _le _li _lj _mi _my _og _sj _sk _sn _st _te _up _vi ad_ adi afn \
        akn alf ar_ att bre dar di_ din dur efn egt eik ein eit ekk eng erk eyf eyt fa_ fan far \
        gar gil gja glu gt_ hei hlu id_ idu ill ing inn inu ir_ irk isk ita jal jol ka_ ki_ kil \
        kip kja kka kkt kra kt_ lag leg lei lit ljo mid myn ndi ndu nga ngi nid nle nn_ nni not \
        num okk ppu raa rd_ rei rey set sid ski skj skr skt sni st_ tad taf tak tar til tjo tt_ \
        tur ugg um_ un_ una upp ur_ vid vir yfi ynd
        """),
    LanguageProfile(
      language: "sq", script: .latin, letters: "çë",
      words: "të e në dhe i për me nga një se që u ka është më do si nuk janë por kjo pas ky edhe",
      trigrams: """
        _dh _fi _gj _ko _kr _ku _mb _nd _ng _nj _pa _pe _rr _sh _zg adh akt ale aqe ar_ art ash \
        azh dhe dhj dry edh ekz em_ erm es_ esh esi et_ ete eve faq fsh fun gje gji gjy hap hem \
        hen hje hkr hme hta hte hti hur idh ike im_ imi in_ ish it_ itj ja_ je_ jes jet jit jte \
        jyr kim kri lef lim llo loj mby me_ mi_ mit mri mun ngj ohe oni orm osh pam per pje rdo \
        rim rit rma rmb rre rsh rua sh_ she shi shk shm sht sim te_ tes tim tit tje tua tue uaj \
        uar ues und ur_ ve_ vle yre ysh zgj zua
        """),
    LanguageProfile(
      language: "vi", script: .latin, letters: "ăâđêôơưàáãèéìíĩòóõùúũý",
      words: "của và là các có được trong cho một người không với những đã khi này đến từ về tại",
      trigrams: """
        _bả _ch _cấ _dư _dị _gi _hi _kh _lư _ng _nh _ph _qu _th _ti _tr _tư _tạ _xu ai_ ang anh \
        ao_ au_ ay_ ch_ chi chu chứ ghi gia giả han hi_ hiế hiể hiệ hoa hức inh iến iết iển iểu \
        iện iệu kha kho khu ng_ ngh ngo nh_ nhi oi_ ong pha phi tha thi tho thu thư tiế trư uc_ \
        ung uy_ ơng ươn ước ườn ược ượn ại_ ạn_ ạng ải_ ản_ ảng ấp_ ất_ ần_ ẩn_ ẫn_ ận_ ập_ ật_ \
        ắc_ ắn_ ắt_ ằng ặc_ ến_ ết_ ếu_ ền_ ều_ ển_ ểu_ ện_ ệt_ ệu_ ối_ ống ồng ỗi_ ộc_ ộng ột_ \
        ớc_ ới_ ời_ ờng ợng ục_ ức_ ứng ừng ực_
        """),
    LanguageProfile(
      language: "id", script: .latin,
      words: """
        yang dan di dari untuk dengan ini itu pada tidak dalam akan ke juga oleh ada adalah telah bisa \
        karena saat kata tersebut lebih sudah para tahun atau mereka kami kita satu dia setelah sebagai \
        seorang hari bahwa menjadi anak secara antara
        """,
      trigrams: """
        _be _di _ke _me _pe _se _te ah_ aha ahk ai_ ak_ aka akh al_ ala amb amp an_ ang ap_ apa \
        apk ara aru asi ata atk awa bah ban bat ber bua bun dah dia dib dii dik dip dit eba eka \
        eks ela elu emb emu ena eng eny erb erl gan gga ggu gka han hir hka ian if_ iha ik_ ika \
        ila ipa ipe isi kan kas khi lah lak lan lih lik lka lua mba mbu mem men mpa nan nda nga \
        ngg ngk nka nsi nta ntu nya nye pan pat pem pen per pka ran rba rka seb si_ sik tak tan \
        tas ter tik tka uan uh_ uk_ uka ung ya_
        """),
  ]

  private static let cyrillicScript: [LanguageProfile] = [
    LanguageProfile(
      language: "ru", script: .cyrillic, letters: "ыэёъщ",
      words: """
        и в не на что с по как он к из у за его о от для это но так также был было были она они \
        при со до или уже году который которые которая сообщил сообщает заявил заявила после \
        время года будет более между об есть все я мы бы же их ее того этом россии сша во \
        президент министр россия российский украины украине человек человека людей тысяч млн \
        млрд области страны рублей суд полиция война первый новый новые три два дня под над без \
        стал стала стали может могут нет ли свои своей сам рассказал назвал начал новая дом где \
        когда почему чем ещё четыре пять шесть семь восемь девять десять
        """,
      trigrams: """
        _во _вы _ис _об _от _пе _по _пр _ра _со _уд авл аем ает али ами ани анн асс ате ать ах_ \
        ающ ая_ бли бра вае ват вер вки вле вля вны воз вой вую вып го_ дел дер дит доп ево его \
        ее_ ей_ ели ель емы ени енн ерв ере ерж ерн еск ест ет_ етс еще жен жив жид зме зов зыв \
        ие_ ием изм ии_ ил_ имо имы иро иру исп ить ифи их_ иче ию_ ия_ йст ки_ клю кой кры кци \
        лен лов лож лся ль_ льз льн люч ляе лён мещ ми_ мые мый мых ная ние нии ния нна нно нны \
        нов ног ное ной ном ную ные ный ным ных обн обр объ ов_ ова овк овл овы ого оди одк одн \
        ое_ ожи ой_ олн оль ом_ опр опу оро ост отк пер пол пус рас рны ров рос руе рыт ско сле \
        сов соз соо спо ств сти сто сть сь_ ся_ тве тву тел тно тны тор тро тся ть_ уда уем ует \
        уст уще ую_ ующ фик ход ции цию чен чес чис чны шен щен щие щий ыва ые_ ый_ ым_ ыпо ых_ \
        ьзо ьно ьны ют_ ютс юче юще ющи яет ять яющ ён_ ённ
        """),
    LanguageProfile(
      language: "uk", script: .cyrillic, letters: "іїєґщ",
      words: """
        і та в у на з що не до за про від як він але це для його по при також який які яка було \
        був бути після років року вже чи між ще тому під час є із зі й вона вони їх україни \
        україні яких через сша президент міністр україна українських людей тисяч млн область \
        області країни гривень суд поліція війна перший новий нові три два дні без став стали \
        може можуть немає свої росії російських чотири шість сім вісім
        """,
      trigrams: """
        _ви _вк _ві _ді _зб _зм _мі _пе _пі _ро _ти _ці _яз _ін або аль алі ами анн ано ані ати \
        аці аче ає_ аєт ван ват виз вий вик вим вих вка вни вні вог вст ві_ від вір го_ дже дко \
        дов дом дпо діа діл еви еві енн ено ере ерш жен жли змі ида изн ий_ икл ико им_ ими иму \
        ипу ися ити ифі их_ ки_ ков ком кор кри ку_ кув кці ків льн льо ліз ми_ мкн мо_ мов му_ \
        мін міс нач ний ним них ння нні нов ног ном ною ної ну_ нь_ ньо ня_ ням ні_ ній нім ніс \
        ова ови овн ово ову ові ого оді ожл озп ок_ ом_ оми ому ону опе оро орі очі ою_ ої_ пер \
        пов пор під ри_ рим рис роб роз ряд рів сер сту сть сті сув ськ ся_ таж тан ти_ тив тис \
        тко тов три трі ття тув тьс тів ува ує_ уєт фік хід цій ціл цію ція ції час чен чік ьки \
        ьни ьов ься юва ють ядк ям_ ємо єть іал ів_ івн ідк ідн ідо ідп ідт ізн ій_ ійн іка іку \
        іль іст іть ічн ію_ ія_ ією ії_
        """),
    LanguageProfile(
      language: "be", script: .cyrillic, letters: "ўіыэё",
      words: """
        і ў у на з не што да за як ён але гэта для яго па пры таксама які якія пасля было быў каб \
        гэтага аб ад ці беларусі
        """,
      trigrams: """
        _аб _ад _вы _да _ка _ня _па _рэ _сі _тэ ава авы аві ага ада адз адк адн ае_ аец ай_ ака \
        аль алі ана аны ань апі асц ацы аць ачы ачэ ая_ аў_ аўт вац вы_ выз вык выя га_ дзе дзі \
        ены ера ецц зна кав кае кам кан кар кі_ лад льн мі_ наг нае нач ная нне ны_ ным ныя ньн \
        ня_ нік ніц овы оўн пав пад пам пас пра пры піс рац раў рым рыс рыц ска стэ сць сці таў \
        тры тэм ца_ цца цыя цыі ць_ ці_ чан чыц чэн шча ызн ыка ым_ ыма ыст ыць ыя_ ыі_ ьна ьне \
        ьны ьня ьні энн яў_ іка іць ўва ўна ўны
        """),
    LanguageProfile(
      language: "bg", script: .cyrillic, letters: "ъщ",
      words: """
        и на за да се от в не с че по е са като това ще при до след няма или но към който която които \
        беше между през както също над само още бъде си той има ли със заради у
        """,
      trigrams: """
        _въ _дъ _из _от _пъ _ра _съ ави авъ аде акв алн ане ани аря ат_ ата ащ_ аща ащи ва_ ван \
        ват ващ вен вет вия во_ въз вър дад дел ден дъл дър еде ежд елн еля ен_ ени ено ест ете \
        ети ето жда зад зва зпо зпъ зхо ие_ иет изп изт изх ира ите ичн ия_ ият ква кет лед лзв \
        лни лно мес на_ нат не_ нет ни_ ние нит ния но_ нот ове олз отд ото под пре пъл раз ран \
        рат ред рен сва ски сле ств стъ съз съо същ та_ тва те_ тел тир то_ тът ука ход чва чен \
        ща_ щи_ ъзд ълн ърв ърж ърш ът_ ючв ява яне ят_ ята
        """),
    LanguageProfile(
      language: "sr", script: .cyrillic, letters: "ђјљњћџ",
      words: """
        и у је да на се за од са су о не који која које као али из по што до није би или га ће на \
        рекао после
        """,
      trigrams: """
        _до _ду _из _ис _ни _од _ос _по _пр _са _уп _је ава авн ављ ази ађе аја аје ају ања ање \
        ању ва_ вањ ве_ вез већ врш вља вље дељ дре едн ем_ ено ешт еђу еље ења ење еће зво зив \
        ива изв им_ има иса исп ити ичк ишт ишћ ије ију ке_ кљу лаз ма_ меш мењ ни_ нис ниц ног \
        ну_ ове ог_ оде одр окр ом_ ори ост оје пис пок пос пре при пут ра_ рај рем ређ рик риј \
        сад ски сни спр тав тај тањ уче учи ује ући ци_ циј шав шта ште шће ђен јав је_ јед јем \
        јен ју_ ља_ љен љив ључ ња_ ње_ њен њу_ ће_ ћен ћи_
        """),
    LanguageProfile(
      language: "mk", script: .cyrillic, letters: "ѓќѕјљњџ",
      words: "и во на да се од за со не ќе е што го ја ги кој која кои како по но дека беше или",
      trigrams: """
        _вр _вч _им _ко _кр _ли _мо _не _фо али алн ам_ ана апн ата ато аци ач_ ај_ ајд ање бид \
        вал вам вач вањ вор врш вчи гол дат ддр ден дно држ еир ека еми ент енц епо ето жан жув \
        зач иде идн изб име ина иот ира ист ите иту ија иња кат клу кув лез лем лид лик лна мат \
        мен мож на_ нат нај ни_ нио но_ нув одд озн ои_ оле она ори орм ост от_ оте оци оче оја \
        пиш под рам ран рањ реи рис ски сли стр та_ тво те_ тек тир то_ тот тоц тув ува фор цир \
        циј чек чин чит чот чув ја_ јат јде ње_ њет
        """),
    LanguageProfile(
      language: "kk", script: .cyrillic, letters: "әғқңөұүһіыэ",
      words: "және бұл мен да де үшін бойынша деп болып бір екі ол сол туралы қазақстан",
      trigrams: """
        _ау _ба _жа _жо _ке _кү _кө _мә _ор _та _ті _тү _қа _қо _құ айд айл ала алд алы ан_ аны \
        ар_ арл ары асы атт аты ау_ ауы аға ағы ақы бас ген гі_ дар дау де_ ды_ дың ді_ елг ер_ \
        ерд ері есі етт еті еу_ иял кел көр лан лар лгі лда лды лер лма лық лға мас мен нда нде \
        нді ның олд осы рды рді рсе ру_ рын рі_ рін сты сы_ сын сі_ сіз сқа тар тау таң тер тте \
        ту_ ты_ тын ті_ тін тір ушы уы_ ыз_ ылғ ын_ ына ынд ыны ыру ығы ық_ ықт ың_ із_ ін_ інд \
        іне іру ірі іші ің_ ға_ ған ғы_ қар қол қта ңыз үст
        """),
  ]

  private static let oneLanguageScripts: [LanguageProfile] = [
    LanguageProfile(language: "el", script: .greek, perLetter: 0.6),
    LanguageProfile(language: "hy", script: .armenian, perLetter: 0.6),
    LanguageProfile(language: "ka", script: .georgian, perLetter: 0.6),
    LanguageProfile(language: "th", script: .thai, perLetter: 0.6),
    // A text of ideographs alone: Japanese without kana and Korean in hanja are rare in news.
    LanguageProfile(language: "zh", script: .han, perLetter: 0.8),
    LanguageProfile(language: "ja", script: .kana, perLetter: 0.8),
    LanguageProfile(language: "ko", script: .hangul, perLetter: 0.8),
  ]
}
