package runflow.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import runflow.db.Columns;
import runflow.testing.TestServer;
import tools.jackson.databind.JsonNode;

/** What is left of the events that wait for listeners. */
@Timeout(180)
class SweepListenersTest {
  private static final int KEPT = 10_000;

  @Test
  void eventsAreBoundedInNumberAndAgeAndEndWithTheirListener() throws Exception {
    try (var server = TestServer.start()) {
      UUID busy = listener(server);
      UUID old = listener(server);
      UUID gone = UUID.randomUUID();
      UUID deleted = listener(server);
      List<UUID> many = add(server, busy, KEPT + 2_500, Duration.ofHours(1));
      add(server, old, 1_200, Duration.ofHours(25));
      List<UUID> young = add(server, old, 3, Duration.ofHours(23));
      add(server, gone, 2_100, Duration.ofHours(1));
      add(server, deleted, 5, Duration.ofHours(1));
      new Api(server).delete("/v1/event-listeners/" + deleted);
      while (waiting(server).size() > KEPT + young.size()) {
        sweep(server);
      }
      assertThat(waiting(server))
          .containsAll(young)
          .containsAll(many.subList(2_500, many.size()))
          .hasSize(KEPT + young.size());
    }
  }

  @Test
  void aPartThatBreaksDoesNotKeepTheOthersFromTheirTurn() throws Exception {
    try (var server = TestServer.start()) {
      UUID hard = UUID.fromString("00000000-0000-7000-8000-000000000000");
      server
          .db()
          .query(
              sql ->
                  sql.execute(
                      """
                      create function refuse() returns trigger language plpgsql as
                        $$ begin raise exception 'not this one'; end $$;
                      create trigger hard before delete on listener_event for each row
                        when (old.listener_id = '00000000-0000-7000-8000-000000000000')
                        execute function refuse();
                      """));
      List<UUID> left = add(server, hard, 1, Duration.ofHours(1));
      add(server, UUID.randomUUID(), 1, Duration.ofHours(1));
      while (waiting(server).size() > 1) {
        sweep(server);
      }
      assertThat(waiting(server)).isEqualTo(left);
    }
  }

  private static UUID listener(TestServer server) throws Exception {
    JsonNode made = server.post("/v1/event-listeners", "{}").json();
    return UUID.fromString(made.path("id").stringValue());
  }

  private static List<UUID> add(TestServer server, UUID listener, int count, Duration age) {
    long since = Instant.now().minus(age).toEpochMilli();
    List<UUID> ids =
        LongStream.range(0, count).mapToObj(i -> new UUID(since << 16 | 0x7000, i)).toList();
    server
        .db()
        .query(
            sql ->
                Columns.bind(
                        sql.createUpdate(
                                """
                                insert into listener_event
                                select :listener, id, 'run.failed', 'r', '', now()
                                from unnest(:ids) as id
                                """)
                            .bind("listener", listener),
                        ids)
                    .uuid("ids", id -> id)
                    .done()
                    .execute());
    return ids;
  }

  private static List<UUID> waiting(TestServer server) {
    return server
        .db()
        .query(
            sql ->
                sql.createQuery("select id from listener_event order by listener_id, id")
                    .mapTo(UUID.class)
                    .list());
  }

  private static void sweep(TestServer server) {
    server
        .db()
        .query(
            sql ->
                sql.execute(
                    """
                    update job_webhook set execution_time = now()
                    where task_name = 'sweep' and not picked
                    """));
  }
}
