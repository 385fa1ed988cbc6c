package runflow.provider.sandbox;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import runflow.testing.TestServer;

/** Every format of both seed models. */
@Tag("long")
class EveryFormatTest {
  private static TestServer server;

  @BeforeAll
  static void start() throws Exception {
    server = TestServer.start();
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  static List<Order> orders() {
    List<Order> orders = new ArrayList<>();
    for (String duration : List.of("4s", "6s", "8s")) {
      for (String resolution : List.of("720p", "1080p", "4k")) {
        for (boolean audio : List.of(true, false)) {
          for (String aspect : List.of("16:9", "9:16")) {
            orders.add(new Order("", duration, resolution, aspect, audio, more(orders.size())));
            orders.add(
                new Order("1280:720", duration, resolution, aspect, audio, more(orders.size())));
          }
          orders.add(
              new Order("1280:720", duration, resolution, "auto", audio, more(orders.size())));
          orders.add(
              new Order("720:1280", duration, resolution, "auto", audio, more(orders.size())));
        }
      }
    }
    return orders;
  }

  private static String more(int number) {
    return "{\"safety_tolerance\": \"%d\", \"auto_fix\": %b, \"seed\": %d}"
        .formatted(1 + number % 6, number % 2 == 0, number);
  }

  @ParameterizedTest
  @MethodSource("orders")
  void theFileIsWhatWasAskedFor(Order order) throws Exception {
    order.verify(server);
  }
}
