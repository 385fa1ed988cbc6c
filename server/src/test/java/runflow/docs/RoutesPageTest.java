package runflow.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.support.ReflectionSupport;
import runflow.testing.TestServer;
import runflow.testing.Walks;
import tools.jackson.databind.JsonNode;

/** Holds {@code docs/reference/routes.md} to the routes, their descriptions and their tests. */
class RoutesPageTest {
  private static final Path PAGE = Path.of("../docs/reference/routes.md");
  private static final Path WRITTEN = Path.of("target/routes.md");

  @Test
  void thePageIsUpToDate() throws Exception {
    try (var server = TestServer.start()) {
      String page = page(server);
      Files.createDirectories(WRITTEN.getParent());
      Files.writeString(WRITTEN, page);
      assertThat(Files.readString(PAGE))
          .as("docs/reference/routes.md; docs/reference/update writes it anew")
          .isEqualTo(page);
    }
  }

  private static String page(TestServer server) throws Exception {
    JsonNode paths = server.get("/openapi.json").json().path("paths");
    Map<String, JsonNode> operations = new TreeMap<>();
    for (var path : paths.properties()) {
      for (var operation : path.getValue().properties()) {
        String method = operation.getKey().toUpperCase(Locale.ROOT);
        operations.put(general(method + " " + path.getKey()), operation.getValue());
      }
    }
    Map<String, String> tests = tests();
    var page = new StringBuilder();
    page.append("# Routes\n\n")
        .append(
            "Written by `docs/reference/update` from the routing table, `docs/openapi.yaml` and the")
        .append(" `@Walks` of the tests. `/openapi.json` of a server says more of each.\n\n")
        .append("| Route | What it does | Key | Test |\n|---|---|---|---|\n");
    for (String route : server.routes().stream().sorted(RoutesPageTest::byPath).toList()) {
      JsonNode operation = operations.get(bare(route));
      if (operation == null) {
        throw new AssertionError(route + " is not described in docs/openapi.yaml");
      }
      assertThat(tests).as("a test has %s in its @Walks", route).containsKey(route);
      page.append(
          "| `%s` | %s | %s | %s |\n"
              .formatted(
                  route.replace("...", ""),
                  summary(route, operation),
                  key(operation),
                  tests.get(route)));
    }
    return page.toString();
  }

  /** Of a route that is described once for each model, what is true of all. */
  private static String summary(String route, JsonNode operation) {
    if (!route.contains("{model...}")) {
      return operation.path("summary").stringValue();
    }
    if (route.endsWith("/runs")) {
      return "Create a run";
    }
    return route.endsWith("/batches") ? "Create a batch" : "Read a model";
  }

  private static String key(JsonNode operation) {
    if (operation.path("security").isEmpty()) {
      return "none";
    }
    var scope =
        Pattern.compile("scope `([a-z:]+)`").matcher(operation.path("description").asString(""));
    return scope.find() ? "`" + scope.group(1) + "`" : "any";
  }

  private static Map<String, String> tests() {
    Map<String, String> tests = new TreeMap<>();
    for (Class<?> type :
        ReflectionSupport.findAllClassesInPackage("runflow", RoutesPageTest::isTest, n -> true)) {
      for (Method method : type.getDeclaredMethods()) {
        Walks walks = method.getAnnotation(Walks.class);
        if (walks != null) {
          String name = "`%s.%s`".formatted(type.getSimpleName(), method.getName());
          Arrays.stream(walks.value())
              .forEach(route -> tests.merge(route, name, RoutesPageTest::first));
        }
      }
    }
    return tests;
  }

  private static boolean isTest(Class<?> type) {
    return type.getSimpleName().endsWith("Test");
  }

  private static String first(String one, String other) {
    return one.compareTo(other) <= 0 ? one : other;
  }

  private static int byPath(String one, String other) {
    String left = one.substring(one.indexOf(' ') + 1);
    String right = other.substring(other.indexOf(' ') + 1);
    return left.equals(right) ? one.compareTo(other) : left.compareTo(right);
  }

  private static String general(String route) {
    String general = route;
    for (var model : Rendered.CATALOG.all()) {
      general =
          general.replaceFirst(
              " /v1/models/" + model.id() + "(/runs|/batches)?$", " /v1/models/{}$1");
    }
    return bare(general);
  }

  private static String bare(String route) {
    return route.replaceAll("\\{[^}]*}", "{}");
  }
}
