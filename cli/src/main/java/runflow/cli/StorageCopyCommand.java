package runflow.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import runflow.asset.CopyStorage;
import runflow.asset.Storage;
import runflow.config.Config;

/** Copies the stored files, before or after the server is set up to use the other place. */
@Command(
    name = "copy",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Copy every stored file between a folder and a bucket, or two folders.",
      "A place is a folder with files/ in it, or s3 for the bucket of storage.s3.* in the settings.",
      "What is there already is passed over, so a copy that was cut off is simply started again;"
          + " every file is read whole and held against the hash in its name."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./runflow storage copy --from ./data --to s3",
      "  ./runflow storage copy --from s3 --to /srv/runflow",
    })
final class StorageCopyCommand implements Callable<Integer> {
  private static final String BUCKET = "s3";
  private static final long SAID_EVERY = 100;

  private final Session session;

  @Option(names = "--from", required = true, paramLabel = "PLACE", description = "a folder, or s3")
  private String from = "";

  @Option(names = "--to", required = true, paramLabel = "PLACE", description = "a folder, or s3")
  private String to = "";

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "the server's data folder, for its settings")
  private Optional<Path> data = Optional.empty();

  StorageCopyCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    if (place(from).equals(place(to))) {
      throw new CommandException(ExitCode.USAGE, "--from and --to are the same place: " + from);
    }
    if (!from.equals(BUCKET) && !Files.isDirectory(Path.of(from, "files"))) {
      throw new CommandException(
          ExitCode.USAGE, "there are no stored files in %s (no folder files/)".formatted(from));
    }
    Path scratch = Files.createTempDirectory("runflow-copy-");
    try (Storage source = open(from, scratch);
        Storage target = open(to, scratch)) {
      CopyStorage.Report done = new CopyStorage(source, target, this::progress).run();
      session.terminal().say("done: " + shown(done));
      return ExitCode.DONE;
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.FAILED,
          "the copy stopped: %s; start it again, it goes on where it was"
              .formatted(e.getMessage()));
    } finally {
      emptied(scratch);
    }
  }

  private Storage open(String place, Path scratch) throws IOException {
    String writer = "copy-" + ProcessHandle.current().pid();
    if (!place.equals(BUCKET)) {
      return Storage.open(Path.of(place), writer);
    }
    Config.Storage config = settings().storage();
    if (config.s3().isEmpty()) {
      throw new CommandException(
          ExitCode.USAGE,
          "no bucket is set up; set `storage.s3.bucket` and what belongs to it (./runflow config)");
    }
    return Storage.open(config, scratch, writer);
  }

  /** The folder that is still in use must not keep the bucket's settings from being read. */
  private Config settings() {
    Map<String, String> flags = new HashMap<>(Map.of("storage.directory", ""));
    data.ifPresent(folder -> flags.put("data", folder.toString()));
    return Settings.load(flags, session.environment());
  }

  private static String place(String place) {
    return place.equals(BUCKET) ? BUCKET : Path.of(place).toAbsolutePath().normalize().toString();
  }

  private void progress(CopyStorage.Report report) {
    if (report.files() % SAID_EVERY == 0) {
      session.terminal().say(shown(report));
    }
  }

  private static String shown(CopyStorage.Report report) {
    return "%,d files, %,d of them copied (%,d bytes)"
        .formatted(report.files(), report.copied(), report.bytes());
  }

  private static void emptied(Path folder) throws IOException {
    try (var left = Files.walk(folder)) {
      for (Path path : left.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
