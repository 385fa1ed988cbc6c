package runflow.provider.google;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import runflow.error.FailureCode;
import runflow.provider.ProviderResult;

/** Reads out of Google's words that, and why, it blocked something. */
final class Blocked {
  /** The words come from a provider and are of any length; a reason stands at their beginning. */
  private static final int MOST_CHARACTERS = 4096;

  private static final Pattern MENTION =
      Pattern.compile("support codes?\\b", Pattern.CASE_INSENSITIVE);
  private static final Pattern CODE = Pattern.compile("(?<![0-9])[0-9]{8}(?![0-9])");

  private Blocked() {}

  /** Every number of eight digits that stands after the words "support code", in their order. */
  static Set<Integer> codes(String words) {
    Set<Integer> codes = new LinkedHashSet<>();
    String text = shortened(words);
    Matcher mention = MENTION.matcher(text);
    if (mention.find()) {
      Matcher code = CODE.matcher(text);
      for (int from = mention.end(); code.find(from); from = code.end()) {
        codes.add(Integer.parseInt(code.group()));
      }
    }
    return codes;
  }

  /** Whether words say that something was blocked. */
  static boolean isMeantBy(String words) {
    return !codes(words).isEmpty()
        || shortened(words).toLowerCase(Locale.ROOT).contains("responsible ai");
  }

  /** The failure of a run whose prompt, picture or video was blocked. */
  static ProviderResult.Rejected by(String provider, List<String> words) {
    Set<Integer> codes =
        words.stream()
            .flatMap(text -> codes(text).stream())
            .collect(Collectors.toCollection(LinkedHashSet::new));
    return new ProviderResult.Rejected(
        FailureCode.CONTENT_BLOCKED,
        "provider `%s` blocked the prompt, its picture or the video made from it%s; change the prompt or the picture and create a new run"
            .formatted(provider, reason(codes)));
  }

  private static String reason(Set<Integer> codes) {
    if (codes.isEmpty()) {
      return " by its safety rules";
    }
    String why =
        codes.stream()
            .map(SafetyCategory::of)
            .map(category -> category.orElse(SafetyCategory.OTHER).words())
            .distinct()
            .collect(Collectors.joining(", "));
    String numbers =
        codes.stream().map("%08d"::formatted).limit(8).collect(Collectors.joining(", "));
    return ": %s (support code%s %s)".formatted(why, codes.size() == 1 ? "" : "s", numbers);
  }

  private static String shortened(String words) {
    return words.length() <= MOST_CHARACTERS ? words : words.substring(0, MOST_CHARACTERS);
  }
}
