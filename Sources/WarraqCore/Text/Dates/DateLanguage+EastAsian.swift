// Languages that mark the fields of a date. Ideographs and kana are words of one scalar.
extension DateLanguage {
  /// Chinese, in simplified and traditional characters.
  static let chinese = DateLanguage(
    tag: "zh", script: .eastAsian, order: .yearMonthDay,
    words: """
      weekdays: 星期一, 周一, 週一, 礼拜一, 禮拜一 | 星期二, 周二, 週二, 礼拜二, 禮拜二 \
      | 星期三, 周三, 週三, 礼拜三, 禮拜三 | 星期四, 周四, 週四, 礼拜四, 禮拜四 \
      | 星期五, 周五, 週五, 礼拜五, 禮拜五 | 星期六, 周六, 週六, 礼拜六, 禮拜六 \
      | 星期日, 星期天, 周日, 週日, 礼拜天, 禮拜天, 礼拜日
      am: 上午, 早上, 凌晨, 清晨
      pm: 下午, 晚上, 傍晚, 中午
      zones: 北京时间=480, 北京時間=480, 台北時間=480, 格林尼治时间=0, 格林威治時間=0
      filler: 公元, 西元, 于, 於
      label: 发布时间, 發布時間, 发布于, 發佈於, 更新时间, 更新時間, 更新于, 更新, 发表时间, 發表時間, \
      日期, 时间, 時間, 发布, 發布
      clock: 时, 時, 点, 點 | 分 | 秒
      fields: 年 | 月 | 日, 号, 號
      eras: 民國=-21185..2932896, 民国=-21185..2932896, 中華民國=-21185..2932896
      spans: 秒, 秒钟, 秒鐘 | 分钟, 分鐘, 分 | 小时, 小時, 个小时, 個小時 | 天, 日 \
      | 周, 週, 星期, 个星期, 個星期 | 个月, 個月 | 年
      ago: 前, 以前, 之前
      now: 刚刚, 剛剛
      days: 前天=-2, 昨天=-1, 昨日=-1, 今天=0, 今日=0, 明天=1, 明日=1, 后天=2, 後天=2
      counts: 一=1, 两=2, 兩=2
      """)

  /// Japanese, with the eras since 1868.
  static let japanese = DateLanguage(
    tag: "ja", script: .eastAsian, order: .yearMonthDay,
    words: """
      weekdays: 月曜日, 月曜, 月 | 火曜日, 火曜, 火 | 水曜日, 水曜, 水 | 木曜日, 木曜, 木 \
      | 金曜日, 金曜, 金 | 土曜日, 土曜, 土 | 日曜日, 日曜, 日
      am: 午前
      pm: 午後
      zones: 日本時間=540
      filler: 西暦
      label: 公開日, 更新日, 公開日時, 更新日時, 投稿日, 掲載日, 配信, 公開, 更新, 最終更新, 投稿
      clock: 時 | 分 | 秒
      fields: 年 | 月 | 日
      eras: 明治=-37231..-20974, 大正=-20974..-15713, 昭和=-15713..6946, 平成=6947..18016, \
      令和=18017..2932896
      spans: 秒 | 分, 分間 | 時間 | 日, 日間 | 週間, 週 | か月, ヶ月, カ月, ヵ月 | 年, 年間
      ago: 前
      now: たった今
      days: 一昨日=-2, 昨日=-1, 今日=0, 本日=0, 明日=1, 明後日=2
      """)

  /// Korean.
  static let korean = DateLanguage(
    tag: "ko", script: .eastAsian, order: .yearMonthDay,
    words: """
      weekdays: 월요일, 월 | 화요일, 화 | 수요일, 수 | 목요일, 목 | 금요일, 금 | 토요일, 토 | 일요일, 일
      am: 오전
      pm: 오후
      zones: 한국시간=540
      label: 입력, 수정, 게시, 등록, 기사입력, 최종수정, 승인, 발행일, 작성일
      clock: 시 | 분 | 초
      fields: 년 | 월 | 일
      spans: 초 | 분 | 시간 | 일 | 주 | 개월, 달 | 년
      ago: 전
      now: 방금
      days: 그저께=-2, 어제=-1, 오늘=0, 내일=1, 모레=2
      """)
}
