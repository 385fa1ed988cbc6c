package runflow.docs;

import tools.jackson.databind.node.ObjectNode;

/**
 * One operation of the API.
 *
 * @param method in upper case
 * @param path with its parts in braces
 * @param node what the OpenAPI document says of it
 */
record Operation(String method, String path, ObjectNode node) {
  String tag() {
    return node.required("tags").required(0).stringValue();
  }

  String summary() {
    return node.required("summary").stringValue();
  }
}
