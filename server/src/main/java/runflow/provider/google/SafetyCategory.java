package runflow.provider.google;

import java.util.Optional;
import java.util.Set;

/** Why Google blocks a video: its categories with the support codes that stand for them. */
enum SafetyCategory {
  CHILD("content about children", 58061214, 17301594),
  CELEBRITY("the likeness of a well-known person", 29310472, 15236754),
  VIDEO_POLICY("a breach of its rules for videos", 64151117, 42237218),
  DANGEROUS("dangerous content", 62263041),
  HATE("hate", 57734940, 22137204),
  PROHIBITED("prohibited content", 89371032, 49114662, 63429089, 72817394, 60599140),
  THIRD_PARTY("content that belongs to somebody else", 35561574, 35561575),
  SEXUAL("sexual content", 90789179, 43188360),
  TOXIC("toxic language", 78610348),
  VIOLENCE("violence", 61493863, 56562880),
  VULGAR("vulgar language", 32635315),
  OTHER("another safety rule", 74803281, 29578790, 42876398);

  private final String words;
  private final Set<Integer> codes;

  SafetyCategory(String words, Integer... codes) {
    this.words = words;
    this.codes = Set.of(codes);
  }

  String words() {
    return words;
  }

  Set<Integer> codes() {
    return codes;
  }

  static Optional<SafetyCategory> of(int code) {
    for (SafetyCategory category : values()) {
      if (category.codes.contains(code)) {
        return Optional.of(category);
      }
    }
    return Optional.empty();
  }
}
