package runflow.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads where files are, and how long they are kept. */
final class StorageReader {
  private static final Pattern BUCKET = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{1,254}");
  private static final Pattern REGION = Pattern.compile("[a-z0-9-]{1,40}");
  private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)*/?");
  private static final String ENDPOINT = "an http or https URL of scheme, host and port only";
  private static final String TIME = "a duration such as 12h or 30d";

  private StorageReader() {}

  static Config.Storage read(RawSettings raw, Path data) {
    Path directory = raw.optional("storage.directory", "a folder", Forms::absolute).orElse(data);
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
    Optional<URI> endpoint = raw.optional("storage.s3.endpoint", ENDPOINT, Forms::publicUrl);
    return new S3Config(
        bucket,
        endpoint,
        raw.optional("storage.s3.public_endpoint", ENDPOINT, Forms::publicUrl),
        raw.required(
            "storage.s3.region",
            "a region such as eu-central-1",
            text -> matching(REGION, text),
            "us-east-1"),
        raw.flag("storage.s3.path_style").orElse(endpoint.isPresent()),
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

  static Config.Retention retention(RawSettings raw) {
    return new Config.Retention(
        raw.optional("retention.assets", TIME, Durations::parse),
        raw.optional("retention.outputs", TIME, Durations::parse));
  }

  private static String matching(Pattern form, String text) {
    if (!form.matcher(text).matches()) {
      throw new IllegalArgumentException("of another form");
    }
    return text;
  }
}
