package runflow.provider.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import runflow.json.Json;
import runflow.provider.Artifact;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Takes files out of an answer that has them as base64 in its JSON, while it flows by: no file is
 * ever whole in memory. For one answer and one thread.
 */
public final class InlineFiles {
  private static final int MOST_FILES = 4;
  private static final int MOST_OTHER_BYTES = 4 << 20;

  private final Scratch scratch;
  private final String stem;
  private final Set<String> fields;
  private final Map<String, Artifact.Content> files = new HashMap<>();

  InlineFiles(Scratch scratch, String stem, Set<String> fields) {
    this.scratch = scratch;
    this.stem = stem;
    this.fields = Set.copyOf(fields);
  }

  /** A file by the name that stands in the answer; empty if that names none. */
  public Optional<Artifact.Content> file(String name) {
    return Optional.ofNullable(files.get(name));
  }

  /** Reads JSON and gives it back with names where its files were. */
  byte[] read(InputStream answer, Duration time) throws IOException {
    // Base64 takes four bytes for three; what a file has beyond its bound is counted, not kept.
    long mostBytes = 2 * MOST_FILES * scratch.largestFile() + MOST_OTHER_BYTES;
    var rest = new ByteArrayOutputStream();
    try (var body = new BoundedBody(answer, mostBytes, time);
        JsonParser parser = Json.MAPPER.createParser(body);
        JsonGenerator generator = Json.MAPPER.createGenerator(rest)) {
      while (parser.nextToken() != null) {
        if (holdsFile(parser)) {
          generator.writeString(keep(parser));
        } else {
          generator.copyCurrentEventExact(parser);
        }
        if (rest.size() > MOST_OTHER_BYTES) {
          throw new Artifact.Unusable("it sent too much beside its files");
        }
      }
      generator.flush();
      return rest.toByteArray();
    } catch (JacksonException e) {
      throw e.getCause() instanceof IOException broken
          ? broken
          : new Artifact.Unusable("it is no JSON, or a file in it is no base64");
    }
  }

  private boolean holdsFile(JsonParser parser) {
    String name = parser.currentName();
    return parser.currentToken() == JsonToken.VALUE_STRING && name != null && fields.contains(name);
  }

  private String keep(JsonParser parser) throws IOException {
    if (files.size() == MOST_FILES) {
      throw new Artifact.Unusable("it holds more than %d files".formatted(MOST_FILES));
    }
    String name = "%s-%d.mp4".formatted(stem, files.size());
    Path part = part();
    try {
      long length = write(parser, part);
      Path file = scratch.folder().resolve(name);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
      files.put(name, new ReadOnce(file, length, scratch.largestFile()));
      return name;
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private Path part() throws IOException {
    try {
      return Files.createTempFile(scratch.folder(), "answer-", ".part");
    } catch (IOException e) {
      throw CappedFile.unwritable(e);
    }
  }

  private long write(JsonParser parser, Path part) throws IOException {
    try (var sink = new CappedFile(part, scratch.largestFile())) {
      parser.readBinaryValue(sink);
      return sink.length();
    }
  }
}
