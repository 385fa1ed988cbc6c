package runflow;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import runflow.asset.VideoHeader;
import runflow.id.RunId;
import runflow.json.Json;
import runflow.provider.Artifact;
import runflow.provider.Provider;
import runflow.provider.ProviderRequest;
import runflow.provider.ProviderResult;
import tools.jackson.databind.node.ObjectNode;

/**
 * Takes one job through an adapter as the server does, but without its pauses: submits it once,
 * looks at it until it ends, and fetches the file again with each look that still has one.
 */
final class Drive {
  private static final int MOST_LOOKS = 6;

  private final Provider provider;
  private final Set<String> steps = new LinkedHashSet<>();
  private final List<String> texts = new ArrayList<>();

  Drive(Provider provider) {
    this.provider = provider;
  }

  /** Whether a text is in anything that the adapter said: results, calls and exceptions. */
  boolean said(String text) {
    return texts.stream().anyMatch(one -> one.contains(text));
  }

  /**
   * What became of a job, e.g. {@code AGAIN 30s, SUCCEEDED}: each kind of detour once, then the
   * end.
   */
  String outcome(String route) throws InterruptedException {
    ProviderResult.OfSubmit result = provider.submit(request(route), this::heard);
    texts.add(result.toString());
    steps.add(
        switch (result) {
          case ProviderResult.Accepted accepted -> followed(accepted.ref());
          case ProviderResult.Succeeded succeeded -> "SUCCEEDED_AT_ONCE";
          case ProviderResult.Retryable(var after, var reason) ->
              "RETRY_SUBMIT %ds".formatted(after.toSeconds());
          case ProviderResult.Lost lost -> "LOST";
          case ProviderResult.Rejected rejected -> "REJECTED " + rejected.code();
          case ProviderResult.Unusable unusable -> "UNUSABLE_PROVIDER";
        });
    return String.join(", ", steps);
  }

  private String followed(String ref) throws InterruptedException {
    for (int i = 0; i < MOST_LOOKS; i++) {
      ProviderResult.OfPoll result = provider.poll(ref, this::heard);
      texts.add(result.toString());
      Optional<String> end =
          switch (result) {
            case ProviderResult.Running running -> Optional.empty();
            case ProviderResult.Succeeded succeeded -> fetched(succeeded);
            case ProviderResult.Retryable(var after, var reason) -> {
              steps.add("AGAIN %ds".formatted(after.toSeconds()));
              yield Optional.empty();
            }
            case ProviderResult.Lost lost -> Optional.of("LOST");
            case ProviderResult.Rejected rejected -> Optional.of("REJECTED " + rejected.code());
          };
      if (end.isPresent()) {
        return end.get();
      }
    }
    return "STILL_RUNNING";
  }

  private Optional<String> fetched(ProviderResult.Succeeded result) {
    try (InputStream in = result.artifacts().getFirst().content().open()) {
      VideoHeader header = VideoHeader.read(in);
      texts.add(header.toString());
      return Optional.of("SUCCEEDED");
    } catch (Artifact.Unusable | VideoHeader.Unusable e) {
      heard(e);
      return Optional.of("FILE_UNUSABLE");
    } catch (IOException e) {
      heard(e);
      steps.add("FILE_RETRY");
      return Optional.empty();
    }
  }

  private void heard(Object call) {
    texts.add(call.toString());
  }

  private void heard(Exception trouble) {
    var trace = new StringWriter();
    trouble.printStackTrace(new PrintWriter(trace));
    texts.add(trace.toString());
  }

  private static ProviderRequest request(String route) {
    var input =
        (ObjectNode)
            Json.tree(
                """
                {"prompt": "a heron lifts off", "duration": "4s", "resolution": "720p",
                 "aspect_ratio": "16:9", "auto_fix": false}
                """);
    return new ProviderRequest(
        RunId.create(), "test/model", route, input, List.of(), Optional.empty(), Optional.empty());
  }
}
