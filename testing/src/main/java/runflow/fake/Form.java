package runflow.fake;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/**
 * A multipart/form-data body.
 *
 * @param fields the parts without a file name, as texts
 */
record Form(ObjectNode fields, Map<String, Upload> files) {
  /** A part with a file name. */
  record Upload(String type, byte[] bytes) {}

  private static final Pattern BOUNDARY =
      Pattern.compile("multipart/form-data;.*boundary=\"?([^\";]+)\"?.*");
  private static final Pattern NAME = Pattern.compile("(?i)[; ]name=\"([^\"]*)\"");
  private static final Pattern FILE_NAME = Pattern.compile("(?i)filename\\*?=");
  private static final Pattern TYPE = Pattern.compile("(?im)^content-type: *([^\r\n;]+)");

  /** Empty if the body is not called a form. */
  static Optional<Form> of(Recorded request) {
    Matcher boundary = BOUNDARY.matcher(request.header("Content-Type").orElse(""));
    if (!boundary.matches()) {
      return Optional.empty();
    }
    Form form = new Form(Json.object(), new LinkedHashMap<>());
    // One character per byte, so that what is found in the text is where it is in the bytes.
    String body = "\r\n" + new String(request.body(), StandardCharsets.ISO_8859_1);
    String delimiter = "\r\n--" + boundary.group(1);
    int from = body.indexOf(delimiter);
    while (from >= 0) {
      int start = from + delimiter.length();
      int end = body.indexOf(delimiter, start);
      if (end >= 0) {
        form.add(body.substring(start, end));
      }
      from = end;
    }
    return Optional.of(form);
  }

  private void add(String part) {
    int blank = part.indexOf("\r\n\r\n");
    if (blank < 0) {
      return;
    }
    String head = part.substring(0, blank);
    byte[] content = part.substring(blank + 4).getBytes(StandardCharsets.ISO_8859_1);
    Matcher name = NAME.matcher(head);
    if (!name.find()) {
      return;
    }
    if (FILE_NAME.matcher(head).find()) {
      Matcher type = TYPE.matcher(head);
      files.put(name.group(1), new Upload(type.find() ? type.group(1).strip() : "none", content));
    } else {
      fields.put(name.group(1), new String(content, StandardCharsets.UTF_8));
    }
  }
}
