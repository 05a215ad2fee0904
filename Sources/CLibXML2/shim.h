#pragma once

#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <libxml/xmlIO.h>
#include <libxml/xmlerror.h>
#include <libxml/xmlschemas.h>

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
