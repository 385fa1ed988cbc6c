package runflow.account;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import runflow.config.PrivateFile;
import runflow.http.Caller;
import runflow.json.Json;
import tools.jackson.core.JacksonException;

/**
 * What the first start leaves in the data folder for its owner, mode 0600: {@code credentials.json}
 * for callers and {@code service.key} for administration.
 */
public final class CredentialsFile {
  private final Path credentials;
  private final Path serviceKey;
  private final ApiKeys keys;

  /** The files in a data folder, whose keys only count if the database knows them. */
  public CredentialsFile(Path dataFolder, ApiKeys keys) {
    this.keys = keys;
    this.credentials = dataFolder.resolve("credentials.json");
    this.serviceKey = dataFolder.resolve("service.key");
  }

  /**
   * The keys that are there; empty if a file is missing or the keys are of another database.
   *
   * @throws IOException if it cannot be read or is not what we wrote
   */
  public Optional<Credentials> read() throws IOException {
    if (!Files.exists(credentials) || !Files.exists(serviceKey)) {
      return Optional.empty();
    }
    try {
      Credentials found = Json.MAPPER.readValue(Files.readString(credentials), Credentials.class);
      return Optional.of(found)
          .filter(known -> keys.knows(known.testKey()) && keys.knows(known.liveKey()));
    } catch (JacksonException e) {
      throw new IOException(
          credentials + " is damaged; delete it and the next start makes new keys", e);
    }
  }

  /** The keys that are there, of all kinds, those that still open something. */
  public List<Caller> holders() throws IOException {
    List<String> texts = new ArrayList<>();
    read().ifPresent(known -> texts.addAll(List.of(known.testKey(), known.liveKey())));
    if (Files.exists(serviceKey)) {
      texts.add(Files.readString(serviceKey).strip());
    }
    return texts.stream().flatMap(text -> keys.holder(new ApiKey(text)).stream()).toList();
  }

  /** Writes the caller's copy, so that a reader sees the old one or the new one. */
  public void write(Credentials keys) throws IOException {
    PrivateFile.replace(
        credentials, Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(keys) + "\n");
  }

  /** Writes the service key. */
  public void writeServiceKey(String key) throws IOException {
    PrivateFile.replace(serviceKey, key + "\n");
  }
}
