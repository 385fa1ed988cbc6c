package runflow.engine;

/** What to make a video of. */
public sealed interface Script {
  /** The words that describe the video. */
  String prompt();

  /** The words for what it must not show; empty if there are none. */
  String negativePrompt();

  /** A video from words alone. */
  record Text(String prompt, String negativePrompt) implements Script {}

  /** A video that moves through a picture; the words choose camera, weather and sound. */
  final class Image implements Script {
    private final byte[] image;
    private final String prompt;
    private final String negativePrompt;

    /**
     * Takes a JPEG, PNG or WebP file.
     *
     * @param image the file's bytes, not copied: the caller must not change them
     */
    public Image(byte[] image, String prompt, String negativePrompt) {
      this.image = image;
      this.prompt = prompt;
      this.negativePrompt = negativePrompt;
    }

    byte[] image() {
      return image;
    }

    @Override
    public String prompt() {
      return prompt;
    }

    @Override
    public String negativePrompt() {
      return negativePrompt;
    }
  }
}
