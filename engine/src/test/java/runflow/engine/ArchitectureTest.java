package runflow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Holds the table of allowed imports between the engine's packages. */
class ArchitectureTest {
  private static final String ROOT = "runflow.engine";

  /** Package to the packages it may import; the root may import all. */
  private static final Map<String, Set<String>> MAY_IMPORT =
      Map.of(
          "", Set.of("scene", "raster", "sound", "encode"),
          "scene", Set.of(),
          "raster", Set.of("scene", "raster.figure"),
          "raster.figure", Set.of("scene"),
          "sound", Set.of("scene"),
          "encode", Set.of());

  private final JavaClasses classes =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);

  @Test
  void packagesImportOnlyWhatTheTableAllows() {
    var broken = new TreeSet<String>();
    for (JavaClass type : classes) {
      String from = part(type);
      Set<String> allowed = MAY_IMPORT.getOrDefault(from, Set.of("(not in the table)"));
      type.getDirectDependenciesFromSelf()
          .forEach(
              dependency -> {
                JavaClass target = dependency.getTargetClass();
                boolean ours = target.getPackageName().startsWith("runflow");
                String to = part(target);
                if (ours && !to.equals(from) && !allowed.contains(to)) {
                  broken.add(
                      "runflow.engine.%s may import %s, but %s imports %s"
                          .formatted(from, allowed, type.getName(), target.getName()));
                }
              });
    }
    assertThat(classes).hasSizeGreaterThan(40);
    assertThat(broken).isEmpty();
  }

  private static String part(JavaClass type) {
    String name = type.getPackageName();
    return name.length() > ROOT.length() ? name.substring(ROOT.length() + 1) : "";
  }
}
