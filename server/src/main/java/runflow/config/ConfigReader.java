package runflow.config;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the texts as the tree of records, section by section; what is wrong becomes problems. */
final class ConfigReader {
  private static final BigDecimal MOST_CREDIT = new BigDecimal(1_000_000_000);

  private final RawSettings raw;
  private final Path data;

  ConfigReader(RawSettings raw, Path data) {
    this.raw = raw;
    this.data = data;
  }

  /** The tree; of use only if no problem was noted. */
  Config read() {
    Config.Http http = HttpReader.read(raw);
    Config.Database database = DatabaseReader.read(raw);
    Config.Runs runs = WorkReader.runs(raw);
    Config.Engine engine = WorkReader.engine(raw);
    Config.Lanes lanes = WorkReader.lanes(raw, engine);
    Config.Limits limits = WorkReader.limits(raw);
    Set<Role> roles = RolesReader.read(raw, http, database);
    return new Config(
        data,
        StorageReader.read(raw, data),
        roles,
        http,
        database,
        raw.optional("secret_key", "base64 of 32 bytes", ServerKey::requireValid),
        new Config.Outbound(Forms.list(raw.text("outbound.allow").value())),
        raw.optional("catalog.directory", "an existing folder", Forms::folder),
        runs,
        lanes,
        CallbacksReader.callbacks(raw),
        CallbacksReader.webhooks(raw),
        videos(),
        ProvidersReader.read(raw),
        engine,
        limits,
        WorkReader.streams(raw),
        HttpReader.metrics(raw, http),
        StorageReader.retention(raw),
        testCredit(),
        inForce());
  }

  private Config.Videos videos() {
    return new Config.Videos(
        raw.optional(
                "videos.aliases",
                "names with a model's id each, e.g. sora-2=google/veo3.1/fast",
                ConfigReader::aliases)
            .orElse(Map.of()));
  }

  private static Map<String, String> aliases(String text) {
    Map<String, String> aliases = new HashMap<>();
    for (String entry : Forms.list(text)) {
      String[] parts = entry.split("=", -1);
      if (parts.length != 2
          || parts[0].isBlank()
          || parts[1].isBlank()
          || aliases.put(parts[0].strip(), parts[1].strip()) != null) {
        throw new IllegalArgumentException("no alias");
      }
    }
    return aliases;
  }

  private BigDecimal testCredit() {
    return raw.required(
        "credit.test",
        "a number of dollars from 0 to 1000000000 with at most 6 decimals",
        ConfigReader::credit,
        BigDecimal.ZERO);
  }

  private static BigDecimal credit(String text) {
    var amount = new BigDecimal(text);
    if (amount.signum() < 0 || amount.scale() > 6 || amount.compareTo(MOST_CREDIT) > 0) {
      throw new IllegalArgumentException("out of range");
    }
    return amount;
  }

  private List<InForce> inForce() {
    return raw.keys().stream().map(this::inForce).toList();
  }

  private InForce inForce(String key) {
    Setting setting = RawSettings.setting(key);
    RawSettings.Text text = raw.text(key);
    return new InForce(key, setting.shown(text.value()), setting.meaning(), text.source());
  }
}
