package runflow.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  /**
   * What starts the server or reads its configuration, what tries credentials before a start, since
   * it has to make the calls that the server would make, and what moves files while none runs.
   */
  private static final Set<String> TOUCH_THE_SERVER =
      Set.of(
          "ServeCommand",
          "ServerStart",
          "ThrowawayServer",
          "ConfigCommand",
          "ProvidersTestCommand",
          "Settings",
          "StorageCopyCommand");

  private static final DescribedPredicate<JavaClass> SERVER =
      DescribedPredicate.describe(
          "belong to the server",
          type ->
              type.getPackageName().matches("runflow(\\..*)?")
                  && !type.getPackageName().matches("runflow\\.(cli|client)(\\..*)?"));

  private final JavaClasses classes =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("runflow.cli");

  @Test
  void commandsSpeakToTheServerThroughTheClient() {
    noClasses()
        .that(
            DescribedPredicate.describe(
                "are not " + TOUCH_THE_SERVER,
                type -> !TOUCH_THE_SERVER.contains(type.getSimpleName())))
        .should()
        .dependOnClassesThat(SERVER)
        .because("a command must work against a server on another machine")
        .check(classes);
  }

  @Test
  void theEnvironmentIsReadInOnePlace() {
    noClasses()
        .that()
        .doNotHaveSimpleName("Main")
        .should()
        .callMethod(System.class, "getenv")
        .orShould()
        .callMethod(System.class, "getenv", String.class)
        .orShould()
        .callMethod(System.class, "getProperty", String.class)
        .because("tests give commands an environment of their own")
        .check(classes);
  }
}
