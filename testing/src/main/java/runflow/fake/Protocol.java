package runflow.fake;

import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What a fake tells the server that carries it.
 *
 * @param guard refuses a request whose credentials are missing or wrong
 * @param errors the provider's own shape of an error
 */
record Protocol(
    String name,
    Set<Where> stages,
    Routes routes,
    Function<Recorded, Optional<Reply>> guard,
    Errors errors) {

  /**
   * Makes an error; 401 stands for refused credentials, whatever status the provider gives them.
   */
  @FunctionalInterface
  interface Errors {
    Reply of(int status, String message);
  }
}
