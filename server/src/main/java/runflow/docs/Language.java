package runflow.docs;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A language of code blocks: how it is named to readers, and what its tokens look like. */
enum Language {
  PYTHON(
      "Python",
      List.of("python"),
      Tokens.HASH,
      "and|as|assert|async|await|class|def|elif|else|except|False|finally|for|from|if|import|in|is"
          + "|lambda|None|not|or|pass|raise|return|True|try|while|with|yield"),
  NODE(
      "Node.js",
      List.of("javascript", "js"),
      Tokens.SLASHES,
      "async|await|break|case|catch|class|const|continue|default|else|export|false|finally|for|from"
          + "|function|if|import|in|let|new|null|of|return|switch|this|throw|true|try|typeof"
          + "|undefined|while"),
  JAVA(
      "Java",
      List.of("java"),
      Tokens.SLASHES,
      "boolean|byte|case|catch|class|else|enum|false|final|for|if|import|instanceof|int|interface"
          + "|long|new|null|package|private|public|record|return|static|switch|this|throw|throws"
          + "|true|try|var|void|while"),
  PHP(
      "PHP",
      List.of("php"),
      Tokens.SLASHES,
      "as|array|bool|case|class|const|echo|else|elseif|false|fn|foreach|function|if|int|new|null"
          + "|private|public|require|return|static|string|true|use|while"),
  CURL(
      "cURL",
      List.of("bash", "sh"),
      Tokens.SPACED_HASH,
      "case|cat|curl|do|done|echo|elif|else|export|fi|for|if|in|then|while"),
  JSON("JSON", List.of("json"), "(?!)", "false|null|true"),
  YAML("YAML", List.of("yaml"), Tokens.SPACED_HASH, "false|null|true"),
  TEXT("Output", List.of("text", ""), "(?!)", "(?!)");

  private final String title;
  private final String names;
  private final Pattern tokens;

  Language(String title, List<String> names, String comment, String keywords) {
    this.title = title;
    this.names = " " + String.join(" ", names) + " ";
    this.tokens = Tokens.pattern(comment, keywords);
  }

  /** The language that a fence names; text if nobody knows it. */
  static Language of(String fence) {
    return Arrays.stream(values())
        .filter(language -> language.names.contains(" " + fence + " "))
        .findFirst()
        .orElse(TEXT);
  }

  /** The language that a heading above a sample names. */
  static Optional<Language> titled(String heading) {
    return Arrays.stream(values()).filter(one -> one.title.equals(heading)).findFirst();
  }

  String title() {
    return title;
  }

  /** What is written above a block: not all that a shell runs is cURL. */
  String label() {
    return this == CURL ? "Shell" : title;
  }

  /** What is coloured; the name of the group that matched says how. */
  Pattern tokens() {
    return tokens;
  }

  /** The parts of the patterns. */
  private static final class Tokens {
    static final String HASH = "#[^\\n]*+";
    static final String SPACED_HASH = "(?<![^\\s])#[^\\n]*+";
    static final String SLASHES = "//[^\\n]*+|/\\*[\\s\\S]*?\\*/";

    private static final String STRING =
        "\"(?:[^\"\\\\\\n]++|\\\\.)*+\"|'(?:[^'\\\\]++|\\\\.)*+'|`(?:[^`\\\\]++|\\\\.)*+`";

    static Pattern pattern(String comment, String keywords) {
      return Pattern.compile(
          "(?<comment>"
              + comment
              + ")|(?<key>\"(?:[^\"\\\\\\n]++|\\\\.)*+\"(?=\\s*:)|(?<=^|\\n)[ -]*[\\w.]+(?=:(?:\\s|$)))"
              + "|(?<string>"
              + STRING
              + ")|(?<variable>\\$\\{?\\w+}?)|(?<number>(?<![\\w./:-])\\d[\\d_.]*\\b(?![./:-]))|(?<keyword>\\b(?:"
              + keywords
              + ")\\b)");
    }
  }
}
