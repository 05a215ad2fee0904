// JSON Lines to NewsML-G2 with libxml2's xmlTextWriter: what one would write in C.
// usage: newsml_libxml2 CORPUS.jsonl > newsml; cc -O2 newsml_libxml2.c $(pkg-config --cflags --libs libxml-2.0)
// It reads only the JSON that corpus.py writes: members in their order, no number, no \u.
#include <libxml/xmlwriter.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static xmlTextWriterPtr xml;
static char *position;

static void expect(char byte) {
  while (*position == ',' || *position == ':') position++;
  if (*position != byte) {
    fprintf(stderr, "newsml_libxml2: expected %c at %.20s\n", byte, position);
    exit(1);
  }
  position++;
}

// The next string, unescaped in its place; NULL for null.
static char *string(void) {
  while (*position == ',' || *position == ':') position++;
  if (*position == 'n') {
    position += 4;
    return NULL;
  }
  expect('"');
  char *text = position, *end = position;
  while (*position != '"') {
    if (*position == '\\') {
      position++;
      char byte = *position++;
      *end++ = byte == 'n' ? '\n' : byte == 't' ? '\t' : byte;
    } else {
      *end++ = *position++;
    }
  }
  position++;
  *end = 0;
  return text;
}

static void key(const char *name) {
  char *found = string();
  if (found == NULL || strcmp(found, name) != 0) {
    fprintf(stderr, "newsml_libxml2: expected %s\n", name);
    exit(1);
  }
}

static char *member(const char *name) {
  key(name);
  return string();
}

static int texts(const char *name, char **list) {
  int count = 0;
  key(name);
  expect('[');
  while (*position != ']') list[count++] = string();
  position++;
  return count;
}

static int pairs(const char *name, const char *first, const char *second, char *(*list)[2]) {
  int count = 0;
  key(name);
  expect('[');
  while (*position != ']') {
    expect('{');
    list[count][0] = member(first);
    list[count++][1] = member(second);
    expect('}');
  }
  position++;
  return count;
}

#define OPEN(name) xmlTextWriterStartElement(xml, BAD_CAST name)
#define CLOSE() xmlTextWriterEndElement(xml)
#define ATTRIBUTE(name, value) xmlTextWriterWriteAttribute(xml, BAD_CAST name, BAD_CAST(value))
#define ELEMENT(name, text) xmlTextWriterWriteElement(xml, BAD_CAST name, BAD_CAST(text))

static void named(const char *element, const char *name) {
  OPEN(element);
  ELEMENT("name", name);
  CLOSE();
}

static void linked(const char *rel, const char *class, const char *href, const char *title) {
  OPEN("link");
  ATTRIBUTE("rel", rel);
  ATTRIBUTE("href", href);
  OPEN("itemClass");
  ATTRIBUTE("qcode", class);
  CLOSE();
  ELEMENT("title", title);
  CLOSE();
}

static void item(char *line) {
  static char *authors[64], *keywords[64], *body[4096], *images[64][2], *related[64][2];
  position = line;
  expect('{');
  char *id = member("id"), *url = member("url"), *language = member("language");
  char *title = member("title"), *subtitle = member("subtitle");
  int authorCount = texts("authors", authors);
  char *published = member("published"), *modified = member("modified"), *source = member("source");
  int keywordCount = texts("keywords", keywords);
  char *summary = member("summary");
  int bodyCount = texts("body", body);
  char *section = member("section");
  int imageCount = pairs("images", "href", "caption", images);
  int relatedCount = pairs("related", "title", "url", related);

  OPEN("newsItem");
  ATTRIBUTE("guid", id);
  ATTRIBUTE("version", "1");
  ATTRIBUTE("standard", "NewsML-G2");
  ATTRIBUTE("standardversion", "2.35");
  ATTRIBUTE("conformance", "power");
  ATTRIBUTE("xml:lang", language);
  OPEN("catalogRef");
  ATTRIBUTE("href", "http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_40.xml");
  CLOSE();
  OPEN("itemMeta");
  OPEN("itemClass");
  ATTRIBUTE("qcode", "ninat:text");
  CLOSE();
  named("provider", source);
  ELEMENT("versionCreated", modified);
  ELEMENT("firstCreated", published);
  OPEN("pubStatus");
  ATTRIBUTE("qcode", "stat:usable");
  CLOSE();
  ELEMENT("title", title);
  for (int i = 0; i < relatedCount; i++) {
    linked("irel:seeAlso", "ninat:text", related[i][1], related[i][0]);
  }
  for (int i = 0; i < imageCount; i++) {
    linked("irel:hasPhoto", "ninat:picture", images[i][0], images[i][1]);
  }
  CLOSE();
  OPEN("contentMeta");
  ELEMENT("contentCreated", published);
  ELEMENT("contentModified", modified);
  ELEMENT("altId", url);
  for (int i = 0; i < authorCount; i++) named("creator", authors[i]);
  OPEN("language");
  ATTRIBUTE("tag", language);
  CLOSE();
  for (int i = 0; i < keywordCount; i++) ELEMENT("keyword", keywords[i]);
  named("subject", section);
  ELEMENT("headline", title);
  if (subtitle) ELEMENT("headline", subtitle);
  ELEMENT("description", summary);
  CLOSE();
  OPEN("contentSet");
  OPEN("inlineXML");
  ATTRIBUTE("contenttype", "application/xhtml+xml");
  OPEN("html");
  ATTRIBUTE("xmlns", "http://www.w3.org/1999/xhtml");
  OPEN("head");
  ELEMENT("title", title);
  CLOSE();
  OPEN("body");
  for (int i = 0; i < bodyCount; i++) ELEMENT("p", body[i]);
  CLOSE();
  CLOSE();
  CLOSE();
  CLOSE();
  CLOSE();
}

int main(int count, char **arguments) {
  FILE *file = count == 2 ? fopen(arguments[1], "r") : NULL;
  if (file == NULL) {
    fprintf(stderr, "usage: newsml_libxml2 CORPUS.jsonl\n");
    return 64;
  }
  xml = xmlNewTextWriter(xmlOutputBufferCreateFile(stdout, NULL));
  xmlTextWriterStartDocument(xml, NULL, "UTF-8", NULL);
  OPEN("newsMessage");
  ATTRIBUTE("xmlns", "http://iptc.org/std/nar/2006-10-01/");
  OPEN("itemSet");
  char *line = NULL;
  size_t size = 0;
  while (getline(&line, &size, file) > 0) item(line);
  xmlTextWriterEndDocument(xml);
  xmlFreeTextWriter(xml);
  return 0;
}
