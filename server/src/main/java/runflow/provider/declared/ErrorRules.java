package runflow.provider.declared;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import runflow.error.FailureCode;
import runflow.provider.ProviderResult;
import runflow.provider.http.Answer;
import runflow.provider.http.Said;
import tools.jackson.databind.JsonNode;

/**
 * How a provider says what is wrong, and which of it has a failure code of its own.
 *
 * @param types where the kind of an error is
 * @param messages where its words are, best first
 * @param rules the first that matches decides
 */
record ErrorRules(List<Pointer> types, List<Pointer> messages, List<Rule> rules) {
  ErrorRules {
    types = List.copyOf(types);
    messages = List.copyOf(messages);
    rules = List.copyOf(rules);
  }

  /**
   * One rule; what is empty matches anything.
   *
   * @param types of the provider's
   * @param texts that the message holds, in any case of letters
   * @param statuses of HTTP
   */
  record Rule(Set<String> types, List<String> texts, Set<Integer> statuses, FailureCode code) {
    Rule {
      types = Set.copyOf(types);
      texts = List.copyOf(texts);
      statuses = Set.copyOf(statuses);
    }

    private boolean matches(List<String> given, String message, int status) {
      String words = message.toLowerCase(Locale.ROOT);
      return (types.isEmpty() || given.stream().anyMatch(types::contains))
          && (texts.isEmpty()
              || texts.stream().anyMatch(text -> words.contains(text.toLowerCase(Locale.ROOT))))
          && (statuses.isEmpty() || statuses.contains(status));
    }
  }

  /** The verdict of the first rule that matches an answer; empty if none does. */
  Optional<ProviderResult.Rejected> verdict(String provider, Answer.Http answer) {
    Optional<JsonNode> json = answer.json();
    List<String> given =
        json.stream()
            .flatMap(tree -> types.stream().flatMap(at -> at.all(tree).stream()))
            .map(node -> node.asString(""))
            .toList();
    String message = json.flatMap(this::message).orElse("");
    return rules.stream()
        .filter(rule -> rule.matches(given, message, answer.status()))
        .findFirst()
        .map(rule -> rejected(provider, rule.code(), answer));
  }

  /** A failure with the words that the answer has for it. */
  ProviderResult.Rejected rejected(String provider, FailureCode code, Answer.Http answer) {
    String words =
        answer
            .json()
            .flatMap(this::message)
            .or(() -> Said.by(answer))
            .filter(text -> !text.isBlank())
            .map(": "::concat)
            .orElse(" and gave no reason");
    String what = code == FailureCode.CONTENT_BLOCKED ? "blocked the content" : "failed the job";
    return new ProviderResult.Rejected(code, "provider `%s` %s%s".formatted(provider, what, words));
  }

  private Optional<String> message(JsonNode tree) {
    return messages.stream()
        .flatMap(at -> at.text(tree).stream())
        .map(Said::shown)
        .filter(text -> !text.isEmpty())
        .findFirst();
  }
}
