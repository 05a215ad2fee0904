#!/usr/bin/env python3
"""Writes synthetic news stories, the same bytes every time.

usage: corpus.py STORIES FILE.jsonl          JSON Lines under the names that exports use
       corpus.py --dump STORIES FILE.txt     text dumps, one after another, each after a form feed
       corpus.py --dumps STORIES FOLDER      text dumps, one a file, a thousand a folder

A story has about 4 KB: 45 % are English, 30 % Arabic, 25 % French, with typographic quotation
marks, emoji, combining marks, markup characters and backslashes where newsrooms have them.
"""
import argparse
import datetime
import json
import os
import random

ENGLISH = {
    "language": "en",
    "people": "Ada Brandt|Tomas Reyes|Mara O’Connell|Zoë Lindqvist|Samir Haddad|Priya Raman".split("|"),
    "places": "Lintown|Port Merrow|Saint Orrin|Eastmoor|Kestrel Bay|Dunhollow".split("|"),
    "things": "night ferry|harbour budget|school roof|tram line|seed bank|winter festival|flood wall".split("|"),
    "sections": "politics|business|culture|science|sport|local".split("|"),
    "sentences": [
        "The council of {place} voted {n} to {m} on the {thing}, ending a dispute that began last autumn.",
        "“Nobody asked us about the {thing},” said {person}, who lives in {place}.",
        "Officials put the cost of the {thing} at £{n}.{m} million, a third more than planned.",
        "{person} & {person} <both of {place}> declined to comment; the {thing} was \"not ready\".",
        "Temperatures in {place} reached {n}°C — the highest in {m} years — as work on the {thing} went on.",
        "In {place} the {thing} stays closed, while neighbouring towns will reopen theirs within {n} days.",
    ],
    "titles": ["{place} keeps its {thing}", "{person}: “The {thing} will not wait”", "Why the {thing} divides {place}"],
    "labels": ("Published: ", "Source: ", "Tags: ", ", "),
}
FRENCH = {
    "language": "fr",
    "people": "Hélène Garnier|Noël Dœuff|Inès Caro|Aïcha Morel|Jean-Luc Perrin".split("|"),
    "places": "Val-des-Pins|Rochebelle|Saint-Orme|Beauroc|Villeneuve-aux-Chênes".split("|"),
    "things": "budget du port|pont de pierre|réseau de bus|théâtre d’été|parc solaire|marché couvert".split("|"),
    "sections": "politique|économie|culture|sciences|régions".split("|"),
    "sentences": [
        "Le conseil de {place} a approuvé le {thing} par {n} voix contre {m}, après trois jours de débats.",
        "« Personne ne s’y attendait », a déclaré {person}, à {place}.",
        "Le {thing}, dont le coût atteint {n},{m} millions d’euros, reste à l’étude à {place}.",
        "{person}, née à {place}, suit le {thing} depuis {n} ans & ne cache pas sa joie.",
        "À {place}, {n} personnes ont été déplacées pendant les travaux du {thing}.",
    ],
    "titles": ["{place} : le {thing} en question", "Pourquoi le {thing} compte pour {place}"],
    "labels": ("Publié le : ", "Source : ", "Mots-clés : ", ", "),
}
ARABIC = {
    "language": "ar",
    "people": "سلمى البحراوي|نادر الخطيب|يوسف كريم|ليلى بن عمار|عُمَر الشافعي".split("|"),
    "places": "مرسى الزيتون|وادي السدر|قصر نور|عين الغزال|بلدة الرمّان".split("|"),
    "things": "مشروع الإسكان|محطة تحلية المياه|خطة النقل|الملعب الجديد|المكتبة العامة".split("|"),
    "sections": "سياسة|اقتصاد|ثقافة|رياضة|محليات".split("|"),
    "sentences": [
        "أقرّ مجلس {place} {thing} بأغلبية {n} صوتًا مقابل {m}، بعد نقاش دام ثلاثة أيام.",
        "وقال {person} من {place}: «لم نكن نتوقّع ذلك، وما زلنا نحصي الكلفة».",
        "وبلغت كلفة {thing} نحو {n},{m} مليون يورو، بحسب مصادر مطّلعة.",
        "وفي {place} نُقل {n} شخصًا ريثما تنتهي الأعمال في {thing}.",
        "وتتابع {person} ملف {thing} منذ {n} عامًا؛ ولم يتسنَّ الحصول على تعليق من البلدية.",
    ],
    "titles": ["{place} تحتفظ بـ{thing}", "لماذا يهمّ {thing} أهالي {place}؟"],
    "labels": ("تاريخ النشر: ", "المصدر: ", "كلمات دلالية: ", "، "),
}
ADORNMENTS = ["🌊", "👩🏽‍🔧", "🇲🇦", "(cafe\u0301)", "(كِتَابٌ)", "C:\\archive\\4", "\u00a0%"]
SOURCES = ["Coastal News Agency", "Agence du Lys", "وكالة أنباء الساحل", "The Lintown Courier"]


class Stories:
    """Makes stories, each from the numbers that follow those of the one before."""

    def __init__(self, seed=2026):
        self.random = random.Random(seed)

    def fill(self, words, template):
        pick = self.random.choice
        while "{person}" in template:
            template = template.replace("{person}", pick(words["people"]), 1)
        return template.format(
            place=pick(words["places"]), thing=pick(words["things"]),
            n=self.random.randint(2, 98), m=self.random.randint(1, 60))

    def paragraphs(self, words):
        wanted = self.random.randint(9, 17) * (2 if words is not ARABIC else 1)
        paragraphs = []
        while wanted > 0:
            count = self.random.randint(2, 4)
            wanted -= count
            sentences = [self.fill(words, self.random.choice(words["sentences"])) for _ in range(count)]
            if self.random.random() < 0.15:
                sentences.append(self.random.choice(ADORNMENTS))
            paragraphs.append(" ".join(sentences))
        return paragraphs

    def story(self, number):
        pick, chance = self.random.choice, self.random.random
        words = self.random.choices([ENGLISH, ARABIC, FRENCH], [45, 30, 25])[0]
        host = pick(["www.coastalnews.example", "lys.example"])
        published = datetime.datetime(2010, 1, 1) + datetime.timedelta(seconds=self.random.randrange(500_000_000))
        modified = published + datetime.timedelta(minutes=self.random.randrange(4000))
        zone = pick(["Z", "+01:00", "+03:00", "-05:00"])
        slug = f"story-{number:07d}"
        line = lambda: self.fill(words, pick(words["sentences"]))
        title = lambda: self.fill(words, pick(words["titles"]))
        return words, {
            "id": f"urn:newsml:{host}:{published:%Y%m%d}:{number:07d}",
            "url": f"https://{host}/{published:%Y/%m/%d}/{slug}",
            "language": words["language"],
            "title": title(),
            "subtitle": line() if chance() < 0.7 else None,
            "authors": self.random.sample(words["people"], pick([0, 1, 1, 1, 2, 3])),
            "published": published.isoformat() + zone,
            "modified": modified.isoformat() + zone,
            "source": pick(SOURCES),
            "keywords": self.random.sample(words["things"], self.random.randint(2, 5)),
            "summary": line(),
            "body": self.paragraphs(words),
            "section": pick(words["sections"]),
            "images": [
                {"href": f"https://{host}/img/{slug}-{index}.jpg", "caption": line()}
                for index in range(pick([0, 1, 1, 2]))
            ],
            "related": [
                {"title": title(), "url": f"https://{host}/related/{self.random.randrange(10**6)}"}
                for _ in range(pick([0, 0, 2, 3]))
            ],
        }

    def dump(self, number):
        """A story as aggregators dump it: a line each, labels in its language."""
        words, story = self.story(number)
        date, source, tags, comma = words["labels"]
        lines = [story["title"], date + story["published"][:10], *story["body"]]
        lines += [source + story["source"], tags + comma.join(story["keywords"])]
        return "\n".join(lines) + "\n"


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--dump", action="store_true")
    parser.add_argument("--dumps", action="store_true")
    parser.add_argument("count", type=int)
    parser.add_argument("target")
    options = parser.parse_args()
    stories = Stories()
    if options.dumps:
        for number in range(options.count):
            folder = os.path.join(options.target, f"{number // 1000:04d}")
            if number % 1000 == 0:
                os.makedirs(folder, exist_ok=True)
            with open(os.path.join(folder, f"{number:07d}.txt"), "w", encoding="utf-8", newline="\n") as file:
                file.write(stories.dump(number))
        return
    with open(options.target, "w", encoding="utf-8", newline="\n") as file:
        for number in range(options.count):
            if options.dump:
                file.write(("\f" if number else "") + stories.dump(number))
            else:
                text = json.dumps(stories.story(number)[1], ensure_ascii=False, separators=(",", ":"))
                file.write(text + "\n")


if __name__ == "__main__":
    main()
