package runflow.run;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import runflow.db.Columns;
import runflow.db.Db;
import runflow.db.Tx;
import runflow.id.RunId;

/** Which stored files are the outputs of which runs. */
final class OutputFiles {
  private final Db db;

  OutputFiles(Db db) {
    this.db = db;
  }

  /** A file of a run. */
  record Use(String sha256, RunId run) {}

  /** What a run's output refers to. */
  static Stream<Use> of(RunId run, RunOutput output) {
    return output.outputs().stream()
        .flatMap(
            file ->
                Stream.concat(Stream.of(file.sha256()), Stream.ofNullable(file.thumbnailSha256())))
        .distinct()
        .map(name -> new Use(name, run));
  }

  /** Writes down what runs have made that end now. */
  void add(Tx tx, List<FinishRun.Ending> ended) {
    List<Use> made =
        ended.stream()
            .flatMap(
                ending ->
                    ending.to() instanceof RunState.Succeeded(RunOutput output)
                        ? of(ending.before().id(), output)
                        : Stream.empty())
            .toList();
    if (made.isEmpty()) {
      return;
    }
    Columns.bind(
            tx.sql()
                .createUpdate(
                    """
                    insert into run_file (sha256, run_id) select * from unnest(:names, :runs)
                    on conflict do nothing
                    """),
            made)
        .text("names", Use::sha256)
        .uuid("runs", use -> use.run().value())
        .done()
        .execute();
  }

  /** Lets files go. */
  void drop(Tx tx, List<Use> dropped) {
    Columns.bind(
            tx.sql()
                .createUpdate(
                    """
                    delete from run_file using unnest(:names, :runs) as gone (sha256, run_id)
                    where run_file.sha256 = gone.sha256 and run_file.run_id = gone.run_id
                    """),
            dropped)
        .text("names", Use::sha256)
        .uuid("runs", use -> use.run().value())
        .done()
        .execute();
  }

  /** Those of the files that are outputs of any run. */
  Set<String> needed(Set<String> sha256s) {
    return db.query(
        sql ->
            Columns.bind(
                    sql.createQuery(
                        "select distinct sha256 from run_file where sha256 = any(:names)"),
                    List.copyOf(sha256s))
                .text("names", name -> name)
                .done()
                .mapTo(String.class)
                .stream()
                .collect(Collectors.toUnmodifiableSet()));
  }
}
