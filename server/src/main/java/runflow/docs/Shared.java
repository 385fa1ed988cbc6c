package runflow.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Texts kept as resources in {@code docs/}; {@code {base}} in them stands for our base URL. */
final class Shared {
  private Shared() {}

  static String read(String name, String baseUrl) {
    return raw(name).replace("{base}", baseUrl);
  }

  static String raw(String name) {
    try (var in = Shared.class.getResourceAsStream("/docs/" + name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("the shipped text " + name + " cannot be read", e);
    }
  }
}
