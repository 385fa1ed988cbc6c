package runflow.provider.google;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A reason for which Google blocks a video.
 *
 * @param words for it
 * @param codes support codes that stand for it
 */
record SafetyCategory(String words, Set<Integer> codes) {
  /** What is said of codes that are not listed, too. */
  static final SafetyCategory OTHER = of("another safety rule", 74803281, 29578790, 42876398);

  static final List<SafetyCategory> ALL =
      List.of(
          of("content about children", 58061214, 17301594),
          of("the likeness of a well-known person", 29310472, 15236754),
          of("a breach of its rules for videos", 64151117, 42237218),
          of("dangerous content", 62263041),
          of("hate", 57734940, 22137204),
          of("prohibited content", 89371032, 49114662, 63429089, 72817394, 60599140),
          of("content that belongs to somebody else", 35561574, 35561575),
          of("sexual content", 90789179, 43188360),
          of("toxic language", 78610348),
          of("violence", 61493863, 56562880),
          of("vulgar language", 32635315),
          OTHER);

  SafetyCategory {
    codes = Set.copyOf(codes);
  }

  private static SafetyCategory of(String words, Integer... codes) {
    return new SafetyCategory(words, Set.of(codes));
  }

  static Optional<SafetyCategory> of(int code) {
    return ALL.stream().filter(category -> category.codes().contains(code)).findFirst();
  }
}
