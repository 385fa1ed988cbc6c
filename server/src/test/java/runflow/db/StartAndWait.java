package runflow.db;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;

/**
 * A process that starts the database of a folder, commits a row, says so and waits to be killed.
 */
final class StartAndWait {
  private StartAndWait() {}

  public static void main(String[] arguments) throws InterruptedException, SQLException {
    try (var database = EmbeddedDatabase.start(Path.of(arguments[0]), 20, notice -> {})) {
      EmbeddedDatabaseTest.change(database, "insert into kept values ('child')");
      System.out.println("committed");
      new CountDownLatch(1).await();
    } catch (IOException e) {
      System.out.println("failed: " + e.getClass().getSimpleName() + ": " + e.getMessage());
    }
  }
}
