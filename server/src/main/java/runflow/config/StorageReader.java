package runflow.config;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads where files are, how long they are kept, and what https is spoken with. */
final class StorageReader {
  private static final Pattern BUCKET = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{1,254}");
  private static final Pattern REGION = Pattern.compile("[a-z0-9-]{1,40}");
  private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)*/?");
  private static final String ENDPOINT = "an http or https URL of scheme, host and port only";
  private static final String TIME = "a duration such as 12h or 30d";

  private StorageReader() {}

  static Config.Storage read(RawSettings raw, Path data) {
    Path directory =
        raw.optional("storage.directory", "a folder", ConfigLoader::absolute).orElse(data);
    Optional<String> bucket =
        raw.optional("storage.s3.bucket", "a bucket's name", text -> matching(BUCKET, text));
    if (bucket.isPresent() && !raw.text("storage.directory").value().isEmpty()) {
      raw.problem(
          "%s: files are either in a bucket or in a folder; set `storage.s3.bucket` or `storage.directory`, not both"
              .formatted(raw.text("storage.s3.bucket").source()));
    }
    Optional<S3Config> s3 = bucket.map(name -> s3(raw, name));
    return new Config.Storage(directory, s3);
  }

  private static S3Config s3(RawSettings raw, String bucket) {
    Optional<URI> endpoint = raw.optional("storage.s3.endpoint", ENDPOINT, ConfigLoader::publicUrl);
    return new S3Config(
        bucket,
        endpoint,
        raw.optional("storage.s3.public_endpoint", ENDPOINT, ConfigLoader::publicUrl),
        raw.required(
            "storage.s3.region",
            "a region such as eu-central-1",
            text -> matching(REGION, text),
            "us-east-1"),
        raw.optional("storage.s3.path_style", "true or false", ConfigLoader::bool)
            .orElse(endpoint.isPresent()),
        raw.optional(
                "storage.s3.prefix",
                "letters, digits, dots, dashes and slashes, not first",
                text -> matching(PREFIX, text))
            .map(text -> text.endsWith("/") ? text : text + "/")
            .orElse(""),
        keys(raw));
  }

  private static Optional<S3Config.Keys> keys(RawSettings raw) {
    String access = raw.text("storage.s3.access_key").value();
    String secret = raw.text("storage.s3.secret_key").value();
    if (access.isEmpty() != secret.isEmpty()) {
      raw.problem(
          "`storage.s3.access_key` and `storage.s3.secret_key` belong together; set both or none");
    }
    return access.isEmpty() || secret.isEmpty()
        ? Optional.empty()
        : Optional.of(new S3Config.Keys(access, secret));
  }

  static Optional<Config.Tls> tls(RawSettings raw) {
    Optional<Path> cert = raw.optional("http.tls.cert", "a file", StorageReader::file);
    Optional<Path> key = raw.optional("http.tls.key", "a file", StorageReader::file);
    int port =
        raw.required("http.tls.port", "a port from 0 to 65535", ConfigLoader.between(0, 65_535), 0);
    if (raw.text("http.tls.cert").value().isEmpty() != raw.text("http.tls.key").value().isEmpty()) {
      raw.problem("`http.tls.cert` and `http.tls.key` belong together; set both or none");
    }
    return cert.isPresent() && key.isPresent()
        ? Optional.of(new Config.Tls(cert.get(), key.get(), port))
        : Optional.empty();
  }

  static Config.Retention retention(RawSettings raw) {
    return new Config.Retention(
        raw.optional("retention.assets", TIME, Durations::parse),
        raw.optional("retention.outputs", TIME, Durations::parse));
  }

  private static Path file(String text) {
    Path file = ConfigLoader.absolute(text);
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw new IllegalArgumentException("not a readable file");
    }
    return file;
  }

  private static String matching(Pattern form, String text) {
    if (!form.matcher(text).matches()) {
      throw new IllegalArgumentException("of another form");
    }
    return text;
  }
}
