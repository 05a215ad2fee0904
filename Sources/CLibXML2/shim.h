#pragma once

#include <libxml/HTMLparser.h>
#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/tree.h>
#include <libxml/xmlIO.h>
#include <libxml/xmlerror.h>
#include <libxml/xmlschemas.h>

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

/// Removes xsi:schemaLocation and its kin, through which a document would have files loaded.
static inline void warraq_xml_remove_schema_locations(xmlNodePtr root) {
  static const char *const space = "http://www.w3.org/2001/XMLSchema-instance";
  static const char *const names[] = {"schemaLocation", "noNamespaceSchemaLocation"};
  xmlNodePtr node = root;
  while (node != NULL) {
    if (node->type == XML_ELEMENT_NODE) {
      for (int index = 0; index < 2; index++) {
        xmlAttrPtr attribute =
            xmlHasNsProp(node, (const xmlChar *)names[index], (const xmlChar *)space);
        if (attribute != NULL && attribute->type == XML_ATTRIBUTE_NODE) xmlRemoveProp(attribute);
      }
      if (node->children != NULL) {
        node = node->children;
        continue;
      }
    }
    while (node != NULL && node != root && node->next == NULL) node = node->parent;
    if (node == NULL || node == root) break;
    node = node->next;
  }
}

/// Parses a document and validates it, without network and without loading what it refers to.
static inline void warraq_xml_validate(
    xmlSchemaPtr schema, const char *bytes, int count, void *context, warraq_xml_report report) {
  warraq_xml_receiver receiver = {context, report};
  xmlParserCtxtPtr parser = xmlNewParserCtxt();
  if (parser == NULL) return;
  xmlDocPtr document = xmlCtxtReadMemory(
      parser, bytes, count, NULL, NULL,
      XML_PARSE_NONET | XML_PARSE_BIG_LINES | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
  if (document == NULL) warraq_xml_receive(&receiver, xmlCtxtGetLastError(parser));
  xmlFreeParserCtxt(parser);
  if (document == NULL) return;
  xmlNodePtr root = xmlDocGetRootElement(document);
  if (root != NULL) warraq_xml_remove_schema_locations(root);
  xmlSchemaValidCtxtPtr validator = xmlSchemaNewValidCtxt(schema);
  if (validator != NULL) {
    xmlSchemaSetValidStructuredErrors(validator, warraq_xml_receive, &receiver);
    xmlSchemaValidateDoc(validator, document);
    xmlSchemaFreeValidCtxt(validator);
  }
  xmlFreeDoc(document);
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
  // Without XML_PARSE_HUGE, libxml2 also bounds the length of a text and what entities grow to.
  xmlDocPtr document = xmlCtxtReadMemory(
      parser, bytes, count, NULL, encoding,
      XML_PARSE_NONET | XML_PARSE_NOENT | XML_PARSE_NOCDATA | XML_PARSE_COMPACT |
          XML_PARSE_BIG_LINES);
  xmlFreeParserCtxt(parser);
  if (document != NULL && guard->refusal != warraq_xml_no_refusal) {
    xmlFreeDoc(document);
    return NULL;
  }
  return document;
}
