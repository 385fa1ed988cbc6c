package runflow.client;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ClientArchitectureTest {
  @Test
  void theClientKnowsTheJdkJacksonAndNothingElse() {
    var client =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("runflow.client");

    classes()
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                "runflow.client",
                "java..",
                "javax.crypto..",
                "tools.jackson..",
                "com.fasterxml.jackson.annotation",
                "org.jspecify.annotations"))
        .because("a Java developer adds this jar to an application of their own")
        .check(client);
  }
}
