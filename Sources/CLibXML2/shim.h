#pragma once

#include <libxml/HTMLparser.h>
#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/relaxng.h>
#include <libxml/tree.h>
#include <libxml/valid.h>
#include <libxml/xmlIO.h>
#include <libxml/xmlerror.h>
#include <libxml/xmlschemas.h>

#include <stdlib.h>
#include <string.h>

// What a structured error says, without the differences between versions of libxml2: from 2.12 on
// its callback takes a pointer to const.

typedef struct {
  const char *message;
  int isWarning;
  int isSyntax;
  int line;
  int column;
} warraq_xml_problem;

typedef void (*warraq_xml_report)(void *context, warraq_xml_problem problem);

typedef struct {
  void *context;
  warraq_xml_report report;
} warraq_xml_receiver;

#if LIBXML_VERSION >= 21200
static inline void warraq_xml_receive(void *userData, const xmlError *error) {
#else
static inline void warraq_xml_receive(void *userData, xmlErrorPtr error) {
#endif
  warraq_xml_receiver *receiver = (warraq_xml_receiver *)userData;
  if (receiver == NULL || error == NULL) return;
  int isSyntax = error->domain == XML_FROM_PARSER || error->domain == XML_FROM_NAMESPACE;
  warraq_xml_problem problem = {
      error->message == NULL ? "" : error->message,
      error->level == XML_ERR_WARNING,
      isSyntax,
      error->line,
      // Only the parser uses int2 for the column.
      isSyntax ? error->int2 : 0,
  };
  receiver->report(receiver->context, problem);
}

static inline void warraq_xml_do_not_print(void *context, const char *format, ...) {
  (void)context;
  (void)format;
}

/// Reads a schema from a file; nothing it refers to is fetched from the network.
///
/// The caller must have called `warraq_xml_prepare`.
static inline xmlSchemaPtr warraq_xml_schema(
    const char *path, void *context, warraq_xml_report report) {
  xmlSchemaParserCtxtPtr parser = xmlSchemaNewParserCtxt(path);
  if (parser == NULL) return NULL;
  warraq_xml_receiver receiver = {context, report};
  xmlSchemaSetParserStructuredErrors(parser, warraq_xml_receive, &receiver);
  // A missing file is reported twice: to the handler above, and in print.
  xmlGenericErrorFunc print = xmlGenericError;
  void *printContext = xmlGenericErrorContext;
  xmlSetGenericErrorFunc(NULL, warraq_xml_do_not_print);
  xmlSchemaPtr schema = xmlSchemaParse(parser);
  xmlSetGenericErrorFunc(printContext, print);
  xmlSchemaFreeParserCtxt(parser);
  return schema;
}

/// Starts libxml2 and closes its way to the network, for the whole process.
static inline void warraq_xml_prepare(void) {
  xmlInitParser();
  xmlSetExternalEntityLoader(xmlNoNetExternalEntityLoader);
}

/// Frees what libxml2 handed out; `xmlFree` is a variable that Swift cannot use safely.
static inline void warraq_xml_free(void *pointer) { xmlFree(pointer); }

// Reading untrusted documents into trees. Whatever the document type asks to fetch is not declared
// at all, so that libxml2 has nothing to fetch, and what grows is counted before it is built.

typedef enum {
  warraq_xml_no_refusal,
  warraq_xml_too_deep,
  warraq_xml_too_many_nodes,
  warraq_xml_too_much_default,
} warraq_xml_refusal;

typedef struct {
  int maximumDepth;
  long maximumNodes;
  // How many bytes of attributes may come from the defaults of the document type.
  long maximumDefault;

  int depth;
  long nodes;
  long defaulted;
  warraq_xml_refusal refusal;
  // The first fatal error, or the place of the refusal.
  char message[200];
  int line;
  int column;
  // The first entity that the document does not define, or that lies outside of it.
  char unknownEntity[64];
  int unknownEntities;
} warraq_xml_guard;

static inline void warraq_xml_note_entity(warraq_xml_guard *guard, const xmlChar *name) {
  if (guard->unknownEntities++ > 0) return;
  strncpy(guard->unknownEntity, (const char *)name, sizeof guard->unknownEntity - 1);
}

static inline void warraq_xml_refuse(xmlParserCtxtPtr parser, warraq_xml_refusal refusal) {
  warraq_xml_guard *guard = (warraq_xml_guard *)parser->_private;
  if (guard->refusal == warraq_xml_no_refusal) {
    guard->refusal = refusal;
    guard->line = xmlSAX2GetLineNumber(parser);
    guard->column = xmlSAX2GetColumnNumber(parser);
  }
  xmlStopParser(parser);
}

static inline void warraq_xml_start_element(
    void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
    int namespaceCount, const xmlChar **namespaces, int attributeCount, int defaultedCount,
    const xmlChar **attributes) {
  xmlParserCtxtPtr parser = (xmlParserCtxtPtr)context;
  warraq_xml_guard *guard = (warraq_xml_guard *)parser->_private;
  if (guard->refusal != warraq_xml_no_refusal) return;
  guard->depth++;
  // An attribute is a node with a text node below it.
  guard->nodes += 2 + 2 * attributeCount + namespaceCount;
  for (int index = attributeCount - defaultedCount; index < attributeCount; index++) {
    guard->defaulted += attributes[5 * index + 4] - attributes[5 * index + 3];
  }
  if (guard->depth > guard->maximumDepth) {
    warraq_xml_refuse(parser, warraq_xml_too_deep);
  } else if (guard->nodes > guard->maximumNodes) {
    warraq_xml_refuse(parser, warraq_xml_too_many_nodes);
  } else if (guard->defaulted > guard->maximumDefault) {
    warraq_xml_refuse(parser, warraq_xml_too_much_default);
  } else {
    xmlSAX2StartElementNs(
        context, name, prefix, uri, namespaceCount, namespaces, attributeCount, defaultedCount,
        attributes);
    // Where the tag ends, plus one, for those who say what is wrong with the element.
    if (parser->node != NULL && parser->input != NULL) {
      parser->node->_private =
          (void *)(parser->input->consumed + (parser->input->cur - parser->input->base) + 1);
    }
  }
}

static inline void warraq_xml_end_element(
    void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri) {
  warraq_xml_guard *guard = (warraq_xml_guard *)((xmlParserCtxtPtr)context)->_private;
  guard->depth--;
  if (guard->refusal == warraq_xml_no_refusal) {
    xmlSAX2EndElementNs(context, name, prefix, uri);
  }
}

/// Comments and processing instructions say nothing to a reader.
static inline void warraq_xml_ignore_comment(void *context, const xmlChar *text) {
  (void)context;
  (void)text;
}

static inline void warraq_xml_ignore_instruction(
    void *context, const xmlChar *target, const xmlChar *text) {
  (void)context;
  (void)target;
  (void)text;
}

/// Declares internal entities of plain text; others stay unknown, and are never fetched.
static inline void warraq_xml_declare_entity(
    void *context, const xmlChar *name, int type, const xmlChar *publicID,
    const xmlChar *systemID, xmlChar *content) {
  (void)publicID;
  (void)systemID;
  if (type == XML_INTERNAL_GENERAL_ENTITY && content != NULL && !xmlStrchr(content, '<')) {
    xmlSAX2EntityDecl(context, name, type, NULL, NULL, content);
  } else if (type == XML_INTERNAL_PARAMETER_ENTITY || type == XML_EXTERNAL_PARAMETER_ENTITY) {
    xmlSAX2EntityDecl(
        context, name, XML_INTERNAL_PARAMETER_ENTITY, NULL, NULL, (xmlChar *)"");
  }
}

static inline void warraq_xml_ignore_unparsed_entity(
    void *context, const xmlChar *name, const xmlChar *publicID, const xmlChar *systemID,
    const xmlChar *notation) {
  (void)context;
  (void)name;
  (void)publicID;
  (void)systemID;
  (void)notation;
}

/// Finds an entity. One that nobody declared is the character that HTML gives the name to, or
/// stands for itself: agencies send `&nbsp;` without a document type.
static inline xmlEntityPtr warraq_xml_entity(void *context, const xmlChar *name) {
  xmlEntityPtr entity = xmlSAX2GetEntity(context, name);
  if (entity != NULL) return entity;
  xmlParserCtxtPtr parser = (xmlParserCtxtPtr)context;
  if (parser->myDoc == NULL) return NULL;
  if (parser->myDoc->intSubset == NULL &&
      xmlCreateIntSubset(parser->myDoc, (const xmlChar *)"none", NULL, NULL) == NULL) {
    return NULL;
  }
  xmlChar content[80] = {0};
  const htmlEntityDesc *known = htmlEntityLookup(name);
  if (known != NULL) {
    content[xmlCopyChar(0, content, (int)known->value)] = 0;
  } else {
    warraq_xml_note_entity((warraq_xml_guard *)parser->_private, name);
    if (xmlStrlen(name) > 60) return NULL;
    strcpy((char *)content, "&#38;");
    strcat((char *)content, (const char *)name);
    strcat((char *)content, ";");
  }
  return xmlAddDocEntity(
      parser->myDoc, name, XML_INTERNAL_GENERAL_ENTITY, NULL, NULL, content);
}

#if LIBXML_VERSION >= 21200
static inline void warraq_xml_note_error(void *context, const xmlError *error) {
#else
static inline void warraq_xml_note_error(void *context, xmlErrorPtr error) {
#endif
  xmlParserCtxtPtr parser = (xmlParserCtxtPtr)context;
  if (parser == NULL || parser->_private == NULL || error == NULL) return;
  warraq_xml_guard *guard = (warraq_xml_guard *)parser->_private;
  if (error->level != XML_ERR_FATAL || guard->message[0] != 0 || guard->refusal != 0) return;
  if (error->message != NULL) {
    strncpy(guard->message, error->message, sizeof guard->message - 1);
  }
  guard->line = error->line;
  guard->column = error->int2;
}

/// Reads a document; NULL when it is not well formed or refused, which the guard then says.
static inline xmlDocPtr warraq_xml_tree(
    const char *bytes, int count, const char *encoding, warraq_xml_guard *guard) {
  xmlParserCtxtPtr parser = xmlNewParserCtxt();
  if (parser == NULL) return NULL;
  parser->_private = guard;
  parser->sax->startElementNs = warraq_xml_start_element;
  parser->sax->endElementNs = warraq_xml_end_element;
  parser->sax->comment = warraq_xml_ignore_comment;
  parser->sax->processingInstruction = warraq_xml_ignore_instruction;
  parser->sax->entityDecl = warraq_xml_declare_entity;
  parser->sax->unparsedEntityDecl = warraq_xml_ignore_unparsed_entity;
  parser->sax->getEntity = warraq_xml_entity;
  parser->sax->serror = warraq_xml_note_error;
  // What a converter of encodings finds is printed, whatever the handlers of the parser are.
  xmlGenericErrorFunc print = xmlGenericError;
  void *printContext = xmlGenericErrorContext;
  xmlSetGenericErrorFunc(NULL, warraq_xml_do_not_print);
  // Without XML_PARSE_HUGE, libxml2 also bounds the length of a text and what entities grow to.
  xmlDocPtr document = xmlCtxtReadMemory(
      parser, bytes, count, NULL, encoding,
      XML_PARSE_NONET | XML_PARSE_NOENT | XML_PARSE_NOCDATA | XML_PARSE_COMPACT |
          XML_PARSE_BIG_LINES);
  xmlSetGenericErrorFunc(printContext, print);
  xmlFreeParserCtxt(parser);
  if (document != NULL && guard->refusal != warraq_xml_no_refusal) {
    xmlFreeDoc(document);
    return NULL;
  }
  return document;
}

// Checking documents of any length as their bytes go by: whether they are well-formed, and whether
// they are as an XML Schema says.

typedef void (*warraq_xml_element)(
    void *context, int depth, const char *name, const char *space, int line);

typedef struct {
  xmlParserCtxtPtr parser;
  xmlSchemaValidCtxtPtr validator;
  xmlSchemaSAXPlugPtr plug;
  // Before it is plugged in, a handler of nothing; then that of the validator.
  xmlSAXHandlerPtr schemaHandler;
  void *schemaContext;
  xmlSAXHandler nothing;
  const xmlChar **attributes;
  int attributeCapacity;

  void *context;
  warraq_xml_report report;
  warraq_xml_element element;
  int maximumDepth;
  int depth;
  // How much text came since the last tag.
  long text;
  int isStopped;
  // The line and the offset in the input of the last tag.
  int tagLine;
  unsigned long tagOffset;
} warraq_xml_stream;

/// libxml2's bound on one text, which it forgets when no tree is built.
#define WARRAQ_XML_MAXIMUM_TEXT 10000000

static inline void warraq_xml_stream_find_tag(warraq_xml_stream *stream) {
  xmlParserInputPtr input = stream->parser->input;
  stream->tagLine = 0;
  if (input == NULL || input->base == NULL) return;
  int line = input->line;
  // No attribute holds a '<', so the last one is where the tag starts.
  const xmlChar *start = input->cur;
  while (start > input->base && *start != '<') {
    start--;
    if (*start == '\n') line--;
  }
  if (*start != '<') return;
  stream->tagLine = line;
  stream->tagOffset = input->consumed + (start - input->base);
}

/// The column of the last tag, 0 where its line has no start in memory.
static inline int warraq_xml_stream_column(warraq_xml_stream *stream) {
  xmlParserInputPtr input = stream->parser->input;
  if (input == NULL || stream->tagOffset < input->consumed) return 0;
  const xmlChar *position = input->base + (stream->tagOffset - input->consumed);
  if (position > input->end) return 0;
  int column = 1;
  while (position > input->base && position[-1] != '\n') {
    position--;
    if ((*position & 0xC0) != 0x80) column++;
  }
  if (position == input->base && input->consumed > 0) return 0;
  return column;
}

static inline void warraq_xml_stream_stop(warraq_xml_stream *stream, const char *message) {
  if (stream->isStopped) return;
  stream->isStopped = 1;
  warraq_xml_problem problem = {
      message, 0, 1, xmlSAX2GetLineNumber(stream->parser),
      xmlSAX2GetColumnNumber(stream->parser)};
  stream->report(stream->context, problem);
  xmlStopParser(stream->parser);
}

#if LIBXML_VERSION >= 21200
static inline void warraq_xml_stream_receive(void *userData, const xmlError *error) {
#else
static inline void warraq_xml_stream_receive(void *userData, xmlErrorPtr error) {
#endif
  warraq_xml_stream *stream = (warraq_xml_stream *)userData;
  if (stream == NULL || error == NULL || stream->isStopped) return;
  int isSyntax = error->domain != XML_FROM_SCHEMASV && error->domain != XML_FROM_SCHEMASP;
  // What is only a warning of the parser says nothing about the document.
  if (isSyntax && error->level == XML_ERR_WARNING) return;
  warraq_xml_problem problem = {
      error->message == NULL ? "" : error->message, error->level == XML_ERR_WARNING, isSyntax,
      error->line, isSyntax ? error->int2 : 0};
  if (!isSyntax && stream->tagLine > 0) {
    problem.line = stream->tagLine;
    problem.column = warraq_xml_stream_column(stream);
  }
  stream->report(stream->context, problem);
}

static inline int warraq_xml_stream_locate(
    void *context, const char **file, unsigned long *line) {
  warraq_xml_stream *stream = (warraq_xml_stream *)context;
  if (file != NULL) *file = NULL;
  if (line != NULL) *line = (unsigned long)xmlSAX2GetLineNumber(stream->parser);
  return 0;
}

static inline void warraq_xml_stream_start_element(
    void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
    int namespaceCount, const xmlChar **namespaces, int attributeCount, int defaultedCount,
    const xmlChar **attributes) {
  warraq_xml_stream *stream = (warraq_xml_stream *)((xmlParserCtxtPtr)context)->_private;
  if (stream->isStopped) return;
  stream->text = 0;
  stream->depth++;
  if (stream->depth > stream->maximumDepth) {
    warraq_xml_stream_stop(stream, "elements are nested too deep");
    return;
  }
  warraq_xml_stream_find_tag(stream);
  if (stream->depth <= 3 && stream->element != NULL) {
    stream->element(
        stream->context, stream->depth, (const char *)name, (const char *)uri,
        stream->tagLine);
  }
  if (stream->plug == NULL) return;
  if (attributeCount > stream->attributeCapacity) {
    const xmlChar **larger = (const xmlChar **)realloc(
        stream->attributes, sizeof(xmlChar *) * 5 * (size_t)attributeCount);
    if (larger == NULL) {
      warraq_xml_stream_stop(stream, "an element has more attributes than fit into memory");
      return;
    }
    stream->attributes = larger;
    stream->attributeCapacity = attributeCount;
  }
  // Through xsi:schemaLocation and its kin a document would have files loaded.
  int count = 0;
  int defaulted = 0;
  for (int index = 0; index < attributeCount; index++) {
    const xmlChar **attribute = attributes + 5 * index;
    if (xmlStrEqual(attribute[2], (const xmlChar *)"http://www.w3.org/2001/XMLSchema-instance") &&
        (xmlStrEqual(attribute[0], (const xmlChar *)"schemaLocation") ||
         xmlStrEqual(attribute[0], (const xmlChar *)"noNamespaceSchemaLocation"))) {
      continue;
    }
    memcpy(stream->attributes + 5 * count, attribute, 5 * sizeof(xmlChar *));
    count++;
    if (index >= attributeCount - defaultedCount) defaulted++;
  }
  stream->schemaHandler->startElementNs(
      stream->schemaContext, name, prefix, uri, namespaceCount, namespaces, count, defaulted,
      stream->attributes);
}

static inline void warraq_xml_stream_end_element(
    void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri) {
  warraq_xml_stream *stream = (warraq_xml_stream *)((xmlParserCtxtPtr)context)->_private;
  if (stream->isStopped) return;
  stream->text = 0;
  stream->depth--;
  if (stream->plug == NULL) return;
  warraq_xml_stream_find_tag(stream);
  stream->schemaHandler->endElementNs(stream->schemaContext, name, prefix, uri);
}

static inline void warraq_xml_stream_characters(
    void *context, const xmlChar *text, int count) {
  warraq_xml_stream *stream = (warraq_xml_stream *)((xmlParserCtxtPtr)context)->_private;
  if (stream->isStopped) return;
  stream->text += count;
  if (stream->text > WARRAQ_XML_MAXIMUM_TEXT) {
    warraq_xml_stream_stop(stream, "a text is longer than 10000000 bytes");
    return;
  }
  if (stream->plug != NULL) {
    stream->schemaHandler->characters(stream->schemaContext, text, count);
  }
}

/// Declares entities, so that a reference to one is no error; those with markup are empty.
static inline void warraq_xml_stream_declare_entity(
    void *context, const xmlChar *name, int type, const xmlChar *publicID,
    const xmlChar *systemID, xmlChar *content) {
  (void)publicID;
  (void)systemID;
  if (type == XML_INTERNAL_GENERAL_ENTITY || type == XML_EXTERNAL_GENERAL_PARSED_ENTITY) {
    int isText = type == XML_INTERNAL_GENERAL_ENTITY && content != NULL &&
                 !xmlStrchr(content, '<');
    xmlSAX2EntityDecl(
        context, name, XML_INTERNAL_GENERAL_ENTITY, NULL, NULL,
        isText ? content : (xmlChar *)"");
  } else {
    xmlSAX2EntityDecl(
        context, name, XML_INTERNAL_PARAMETER_ENTITY, NULL, NULL, (xmlChar *)"");
  }
}

static inline void warraq_xml_stream_free(warraq_xml_stream *stream) {
  if (stream == NULL) return;
  if (stream->plug != NULL) xmlSchemaSAXUnplug(stream->plug);
  if (stream->validator != NULL) xmlSchemaFreeValidCtxt(stream->validator);
  if (stream->parser != NULL) {
    if (stream->parser->myDoc != NULL) xmlFreeDoc(stream->parser->myDoc);
    stream->parser->myDoc = NULL;
    xmlFreeParserCtxt(stream->parser);
  }
  free(stream->attributes);
  free(stream);
}

/// Starts a check; `schema` may be NULL. The schema must live as long as the check does.
static inline warraq_xml_stream *warraq_xml_stream_make(
    xmlSchemaPtr schema, int maximumDepth, void *context, warraq_xml_report report,
    warraq_xml_element element) {
  warraq_xml_stream *stream = (warraq_xml_stream *)calloc(1, sizeof *stream);
  if (stream == NULL) return NULL;
  stream->context = context;
  stream->report = report;
  stream->element = element;
  stream->maximumDepth = maximumDepth;
  xmlSAXHandler handler;
  memset(&handler, 0, sizeof handler);
  handler.initialized = XML_SAX2_MAGIC;
  handler.startDocument = xmlSAX2StartDocument;
  handler.endDocument = xmlSAX2EndDocument;
  handler.internalSubset = xmlSAX2InternalSubset;
  handler.entityDecl = warraq_xml_stream_declare_entity;
  handler.getEntity = xmlSAX2GetEntity;
  handler.getParameterEntity = xmlSAX2GetParameterEntity;
  handler.hasExternalSubset = xmlSAX2HasExternalSubset;
  handler.startElementNs = warraq_xml_stream_start_element;
  handler.endElementNs = warraq_xml_stream_end_element;
  handler.characters = warraq_xml_stream_characters;
  handler.ignorableWhitespace = warraq_xml_stream_characters;
  handler.cdataBlock = warraq_xml_stream_characters;
  stream->parser = xmlCreatePushParserCtxt(&handler, NULL, NULL, 0, NULL);
  if (stream->parser == NULL) {
    warraq_xml_stream_free(stream);
    return NULL;
  }
  stream->parser->_private = stream;
  xmlCtxtUseOptions(
      stream->parser, XML_PARSE_NONET | XML_PARSE_NOENT | XML_PARSE_BIG_LINES);
  if (schema != NULL) {
    stream->validator = xmlSchemaNewValidCtxt(schema);
    if (stream->validator != NULL) {
      xmlSchemaSetValidStructuredErrors(
          stream->validator, warraq_xml_stream_receive, stream);
      xmlSchemaValidateSetLocator(stream->validator, warraq_xml_stream_locate, stream);
      stream->nothing.initialized = XML_SAX2_MAGIC;
      stream->schemaHandler = &stream->nothing;
      stream->plug = xmlSchemaSAXPlug(
          stream->validator, &stream->schemaHandler, &stream->schemaContext);
    }
    if (stream->plug == NULL) {
      warraq_xml_stream_free(stream);
      return NULL;
    }
  }
  return stream;
}

/// Checks the next bytes; the last call says so.
static inline void warraq_xml_stream_feed(
    warraq_xml_stream *stream, const char *bytes, int count, int isLast) {
  if (stream->isStopped) return;
  xmlStructuredErrorFunc receive = xmlStructuredError;
  void *receiver = xmlStructuredErrorContext;
  xmlSetStructuredErrorFunc(stream, warraq_xml_stream_receive);
  xmlParseChunk(stream->parser, bytes, count, isLast);
  xmlSetStructuredErrorFunc(receiver, receive);
}

// Grammars that need the whole document: RELAX NG and DTDs.

typedef enum { warraq_xml_relaxng, warraq_xml_dtd } warraq_xml_grammar_kind;

typedef struct {
  xmlRelaxNGPtr relaxng;
  xmlDtdPtr dtd;
} warraq_xml_grammar;

/// Reads a grammar from a file; false when it is none.
static inline int warraq_xml_grammar_read(
    warraq_xml_grammar *grammar, warraq_xml_grammar_kind kind, const char *path, void *context,
    warraq_xml_report report) {
  warraq_xml_receiver receiver = {context, report};
  xmlStructuredErrorFunc oldReceive = xmlStructuredError;
  void *oldReceiver = xmlStructuredErrorContext;
  xmlSetStructuredErrorFunc(&receiver, warraq_xml_receive);
  if (kind == warraq_xml_dtd) {
    grammar->dtd = xmlParseDTD(NULL, (const xmlChar *)path);
  } else {
    xmlRelaxNGParserCtxtPtr parser = xmlRelaxNGNewParserCtxt(path);
    if (parser != NULL) {
      xmlRelaxNGSetParserStructuredErrors(parser, warraq_xml_receive, &receiver);
      grammar->relaxng = xmlRelaxNGParse(parser);
      xmlRelaxNGFreeParserCtxt(parser);
    }
  }
  xmlSetStructuredErrorFunc(oldReceiver, oldReceive);
  return grammar->dtd != NULL || grammar->relaxng != NULL;
}

static inline void warraq_xml_grammar_free(warraq_xml_grammar *grammar) {
  if (grammar->relaxng != NULL) xmlRelaxNGFree(grammar->relaxng);
  if (grammar->dtd != NULL) xmlFreeDtd(grammar->dtd);
}

/// Checks a document against a grammar. A document that is not well-formed is passed over: a stream
/// says what is wrong with it.
static inline void warraq_xml_grammar_validate(
    const warraq_xml_grammar *grammar, const char *bytes, int count, void *context,
    warraq_xml_report report) {
  xmlParserCtxtPtr parser = xmlNewParserCtxt();
  if (parser == NULL) return;
  xmlDocPtr document = xmlCtxtReadMemory(
      parser, bytes, count, NULL, NULL,
      XML_PARSE_NONET | XML_PARSE_BIG_LINES | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
  xmlFreeParserCtxt(parser);
  if (document == NULL) return;
  warraq_xml_receiver receiver = {context, report};
  xmlStructuredErrorFunc oldReceive = xmlStructuredError;
  void *oldReceiver = xmlStructuredErrorContext;
  xmlSetStructuredErrorFunc(&receiver, warraq_xml_receive);
  if (grammar->relaxng != NULL) {
    xmlRelaxNGValidCtxtPtr validator = xmlRelaxNGNewValidCtxt(grammar->relaxng);
    if (validator != NULL) {
      xmlRelaxNGSetValidStructuredErrors(validator, warraq_xml_receive, &receiver);
      xmlRelaxNGValidateDoc(validator, document);
      xmlRelaxNGFreeValidCtxt(validator);
    }
  } else {
    xmlValidCtxtPtr validator = xmlNewValidCtxt();
    if (validator != NULL) {
      xmlValidateDtd(validator, document, grammar->dtd);
      xmlFreeValidCtxt(validator);
    }
  }
  xmlSetStructuredErrorFunc(oldReceiver, oldReceive);
  xmlFreeDoc(document);
}
