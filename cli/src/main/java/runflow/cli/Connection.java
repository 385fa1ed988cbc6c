package runflow.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import runflow.client.ClientOptions;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Finds the server and the key: {@code RUNFLOW_BASE_URL} and {@code RUNFLOW_API_KEY} first, else
 * what the server left in its data folder. The only place that looks at these two variables.
 */
final class Connection {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int RETRIES = 2;

  /**
   * A key and the money that it spends.
   *
   * @param name {@code test} or {@code live}
   */
  record Named(String name, ClientOptions options) {}

  private final Optional<String> baseUrl;
  private final Optional<String> key;
  private final Map<String, String> environment;
  private final Optional<Path> dataFlag;

  Connection(Map<String, String> environment, Optional<Path> dataFlag) {
    this.environment = environment;
    this.dataFlag = dataFlag;
    this.baseUrl = given("RUNFLOW_BASE_URL");
    this.key = given("RUNFLOW_API_KEY");
  }

  /** As the caller whose money is asked for. */
  ClientOptions caller(boolean live) {
    if (key.isPresent()) {
      if (live && key.get().startsWith("rf_test_")) {
        throw new CommandException(
            ExitCode.USAGE, "--live needs a live key, but RUNFLOW_API_KEY holds a test key");
      }
      return options(address(), key.get());
    }
    String field = live ? "live_key" : "test_key";
    return options(ownAddress("set RUNFLOW_API_KEY to a key of it"), text(credentials(), field));
  }

  /** As whoever the key at hand belongs to, the one for live money if there are two. */
  ClientOptions anyCaller() {
    return caller(key.isEmpty());
  }

  /** Every key that is at hand. */
  List<Named> callers() {
    return key.map(text -> List.of(new Named(kind(text), caller(false))))
        .orElseGet(
            () -> List.of(new Named("test", caller(false)), new Named("live", caller(true))));
  }

  /** As the operator. */
  ClientOptions operator() {
    if (key.isPresent() && key.get().startsWith("rf_svc_")) {
      return options(address(), key.get());
    }
    String own = ownAddress("run this with --data and the data folder of it");
    return options(own, read(folder().resolve("service.key")).strip());
  }

  /** Of the server whose keys the data folder holds: they are never sent to another one. */
  private String ownAddress(String otherwise) {
    String own = text(credentials(), "base_url");
    if (baseUrl.isPresent() && !sameServer(baseUrl.get(), own)) {
      throw new CommandException(
          ExitCode.USAGE,
          "RUNFLOW_BASE_URL is %s, but the keys in %s belong to %s: %s, or unset RUNFLOW_BASE_URL"
              .formatted(baseUrl.get(), folder(), own, otherwise));
    }
    return own;
  }

  private static boolean sameServer(String url, String other) {
    return url.replaceAll("/+$", "").equals(other.replaceAll("/+$", ""));
  }

  private String address() {
    return baseUrl.orElseGet(() -> text(credentials(), "base_url"));
  }

  private JsonNode credentials() {
    Path file = credentialsFile();
    try {
      return JSON.readTree(read(file));
    } catch (JacksonException e) {
      throw new CommandException(
          ExitCode.USAGE, file + " is not JSON: restart the server, which writes it again");
    }
  }

  private Path credentialsFile() {
    return folder().resolve("credentials.json");
  }

  private Path folder() {
    return Settings.dataFolder(dataFlag, environment);
  }

  private String text(JsonNode credentials, String field) {
    JsonNode value = credentials.path(field);
    if (!value.isString()) {
      throw new CommandException(
          ExitCode.USAGE,
          "%s has no `%s`: restart the server, or set RUNFLOW_BASE_URL and RUNFLOW_API_KEY"
              .formatted(credentialsFile(), field));
    }
    return value.stringValue();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw new CommandException(
          ExitCode.NO_SERVER,
          "%s does not exist: start a server with ./runflow serve, name its folder with --data, or"
                  .formatted(file)
              + " set RUNFLOW_BASE_URL and RUNFLOW_API_KEY");
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.USAGE, "%s cannot be read as this user: %s".formatted(file, e.getMessage()));
    }
  }

  private static ClientOptions options(String address, String key) {
    try {
      return ClientOptions.of(URI.create(address), key).withRetries(RETRIES);
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.USAGE, String.valueOf(e.getMessage()));
    }
  }

  private static String kind(String key) {
    return key.startsWith("rf_live_") ? "live" : "test";
  }

  private Optional<String> given(String name) {
    return Optional.ofNullable(environment.get(name)).filter(text -> !text.isBlank());
  }
}
