package runflow.catalog;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/**
 * One parsed YAML file.
 *
 * @param name as shown in problems
 * @param version the first 12 hex digits of the SHA-256 of the file's bytes
 * @param lines the line (from 1) of each value, by JSON pointer
 */
record CatalogFile(String name, String version, ObjectNode tree, Map<String, Integer> lines) {
  private static final int VERSION_DIGITS = 12;

  /** Parses the bytes; empty, with the problem recorded, if they are not one YAML mapping. */
  static Optional<CatalogFile> parse(String name, byte[] bytes, Problems problems) {
    var reader = new YamlTree();
    try {
      if (reader.read(new String(bytes, StandardCharsets.UTF_8)) instanceof ObjectNode tree) {
        return Optional.of(new CatalogFile(name, version(bytes), tree, reader.lines()));
      }
      problems.add(name, 1, "a model file must be a mapping with `id`, `name`, `input` and so on");
    } catch (JacksonException e) {
      int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
      String reason = e.getOriginalMessage().lines().findFirst().orElse("unreadable");
      problems.add(name, line, "not readable as YAML: " + reason);
    }
    return Optional.empty();
  }

  /** The line of the value at the pointer, or of the nearest thing around it. */
  int line(String pointer) {
    for (String at = pointer; !at.isEmpty(); at = at.substring(0, at.lastIndexOf('/'))) {
      Integer line = lines.get(at);
      if (line != null) {
        return line;
      }
    }
    return 1;
  }

  private static String version(byte[] bytes) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(hash).substring(0, VERSION_DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
