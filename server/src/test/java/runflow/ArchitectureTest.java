package runflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Holds the table of allowed imports between packages; a forbidden arrow fails with the rule
 * quoted.
 */
class ArchitectureTest {
  private static final Set<String> LEAVES =
      Set.of("config", "error", "id", "money", "metric", "json");

  /** Package to the packages it may import beside the leaves. Packages not named may not exist. */
  private static final Map<String, Set<String>> MAY_IMPORT = new LinkedHashMap<>();

  static {
    MAY_IMPORT.put("config", Set.of());
    MAY_IMPORT.put("error", Set.of());
    MAY_IMPORT.put("id", Set.of());
    MAY_IMPORT.put("money", Set.of());
    MAY_IMPORT.put("metric", Set.of());
    MAY_IMPORT.put("json", Set.of());
    MAY_IMPORT.put("db", Set.of());
    MAY_IMPORT.put("http", Set.of());
    MAY_IMPORT.put("list", Set.of());
    MAY_IMPORT.put("outbound", Set.of());
    MAY_IMPORT.put("job", Set.of("db"));
    MAY_IMPORT.put("signal", Set.of("db"));
    MAY_IMPORT.put("account", Set.of("http", "signal", "db"));
    MAY_IMPORT.put("catalog", Set.of("account", "http", "list", "db"));
    MAY_IMPORT.put("asset", Set.of("account", "http", "list", "db", "outbound"));
    MAY_IMPORT.put("billing", Set.of("account", "http", "list", "db"));
    MAY_IMPORT.put("callback", Set.of("account", "http", "list", "db", "job", "outbound"));
    MAY_IMPORT.put("provider", Set.of());
    MAY_IMPORT.put("provider.http", Set.of("provider"));
    MAY_IMPORT.put("provider.google", Set.of("provider", "provider.http"));
    MAY_IMPORT.put("provider.declared", Set.of("provider", "provider.http"));
    MAY_IMPORT.put("provider.videos", Set.of("provider", "provider.http"));
    MAY_IMPORT.put("provider.rewriter", Set.of("provider", "provider.http"));
    MAY_IMPORT.put("provider.sandbox", Set.of("provider", "outbound", "db", "job", "asset"));
    MAY_IMPORT.put(
        "run",
        Set.of(
            "db",
            "http",
            "list",
            "job",
            "signal",
            "outbound",
            "account",
            "catalog",
            "asset",
            "billing",
            "callback",
            "provider"));
    MAY_IMPORT.put("usage", Set.of("billing", "account", "http", "db"));
    MAY_IMPORT.put(
        "batch",
        Set.of(
            "run",
            "db",
            "http",
            "list",
            "outbound",
            "account",
            "catalog",
            "asset",
            "billing",
            "callback"));
    MAY_IMPORT.put(
        "webhook", Set.of("account", "http", "list", "db", "job", "outbound", "callback"));
    MAY_IMPORT.put(
        "videos",
        Set.of(
            "run",
            "db",
            "http",
            "list",
            "job",
            "signal",
            "outbound",
            "account",
            "catalog",
            "asset",
            "billing",
            "callback",
            "provider"));
    MAY_IMPORT.put("page", Set.of("http"));
    MAY_IMPORT.put("console", Set.of("page", "account", "http", "db"));
    MAY_IMPORT.put("docs", Set.of("catalog", "http", "page"));
    MAY_IMPORT.put("observe", Set.of("http", "db", "job"));
  }

  private final JavaClasses classes =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("runflow");

  @Test
  void packagesImportOnlyWhatTheTableAllows() {
    var broken = new TreeSet<String>();
    for (JavaClass type : classes) {
      String from = feature(type);
      // The fake providers are on the class path of tests alone; nothing may import them. What is
      // written from templates imports what they show.
      if (from.isEmpty()
          || from.startsWith("engine")
          || from.equals("fake")
          || from.startsWith("jte")) {
        continue;
      }
      Set<String> allowed = MAY_IMPORT.get(from);
      if (allowed == null) {
        broken.add("package runflow." + from + " is not in the table of ArchitectureTest");
        continue;
      }
      type.getDirectDependenciesFromSelf()
          .forEach(
              dependency -> {
                JavaClass target = dependency.getTargetClass();
                if (!target.getPackageName().startsWith("runflow")) {
                  return;
                }
                String to = feature(target);
                if (!to.equals(from) && !mayImport(from, allowed, to)) {
                  broken.add(
                      "runflow.%s may import the leaves and %s, but %s imports %s"
                          .formatted(from, allowed, type.getName(), target.getName()));
                }
              });
    }
    assertThat(broken).isEmpty();
  }

  @Test
  void thereIsNoJunkRoom() {
    assertThat(classes)
        .extracting(JavaClass::getPackageName)
        .noneMatch(
            name -> name.matches(".*\\.(util|utils|common|helper|manager|impl|misc|dto)(\\..*)?"));
  }

  private static boolean mayImport(String from, Set<String> allowed, String to) {
    boolean enginesOnlyImporter = from.equals("provider.sandbox") && to.startsWith("engine");
    boolean leaf = LEAVES.contains(to) && !LEAVES.contains(from);
    boolean jsonReportsErrors = from.equals("json") && to.equals("error");
    return allowed.contains(to) || leaf || enginesOnlyImporter || jsonReportsErrors;
  }

  private static String feature(JavaClass type) {
    String name = type.getPackageName();
    return name.equals("runflow") ? "" : name.substring("runflow.".length());
  }
}
