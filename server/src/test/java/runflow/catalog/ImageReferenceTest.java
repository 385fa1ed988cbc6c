package runflow.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static runflow.catalog.Inputs.IMAGE;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import runflow.error.FieldError;

class ImageReferenceTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://example.com/a.png",
        "http://127.0.0.1:8080/p.png?x=1#y",
        "HTTPS://example.com/Ü.png",
        "data:image/png;base64,AAAA",
        "data:image/jpeg;base64,AAA=",
        "DATA:image/webp;base64,AA==",
        "runflow://assets/01890a5d-ac96-774b-bcce-b302099a8057"
      })
  void everyWayToNameAPictureIsAccepted(String reference) {
    assertThat(ImageReference.problem(reference)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          picture.png | must be an https:// or http:// URL, a data: URI or runflow://assets/{uuid}, but was picture.png
          file:///etc/passwd | must be an https:// or http:// URL, a data: URI or runflow://assets/{uuid}, but was file:///etc/passwd
          ftp://example.com/a.png | must be an https:// or http:// URL, a data: URI or runflow://assets/{uuid}, but was ftp://example.com/a.png
          https:///a.png | must be a URL with a host, but was https:///a.png
          https:// | must be a valid URL (percent-encode spaces and special characters), but was https://
          https://example.com/a b.png | must be a valid URL (percent-encode spaces and special characters), but was https://example.com/a b.png
          runflow://assets/1 | must name an asset as runflow://assets/{uuid}, but was runflow://assets/1
          data:text/plain,x | must be a data: URI that starts with data:image/jpeg;base64, data:image/png;base64, or data:image/webp;base64, but was data:text/plain,x
          data:image/png;base64, | must hold the picture's bytes in base64 with its padding after the comma
          data:image/png;base64,A*AA | must hold the picture's bytes in base64 with its padding after the comma
          data:image/png;base64,AAA | must hold the picture's bytes in base64 with its padding after the comma
          """)
  void anythingElseIsRefusedWithTheReason(String reference, String reason) {
    assertThat(ImageReference.problem(reference)).contains(reason);
  }

  @Test
  void lengthsAreBounded() {
    assertThat(ImageReference.problem("https://e.com/" + "x".repeat(2034))).isEmpty();
    assertThat(ImageReference.problem("https://e.com/" + "x".repeat(2035)).orElseThrow())
        .contains("at most 2048 characters, but has 2049");
    String data = "data:image/png;base64,";
    int room = (16 << 20) - data.length();
    assertThat(ImageReference.problem(data + "A".repeat(room - room % 4))).isEmpty();
    assertThat(ImageReference.problem(data + "A".repeat(room + 4)).orElseThrow())
        .contains("16 MiB");
  }

  @Test
  void theFieldIsNamedAndTypedAsAnImage() {
    assertThat(Inputs.refused(IMAGE, "{\"prompt\":\"x\",\"image_url\":\"picture.png\"}"))
        .containsExactly(
            new FieldError(
                List.of("input", "image_url"),
                "`image_url` must be an https:// or http:// URL, a data: URI or"
                    + " runflow://assets/{uuid}, but was picture.png",
                "format"));
    assertThat(Inputs.refused(IMAGE, "{\"prompt\":\"x\"}").getFirst().type()).isEqualTo("required");
    assertThat(Inputs.model(IMAGE).input().field("image_url").orElseThrow().type())
        .isEqualTo("image");
  }
}
