package runflow.engine.raster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import runflow.engine.scene.Scene;
import runflow.engine.scene.SceneReader;

/** What is left out of plates is what no frame shows. */
class OutlookTest {
  private static final float SECONDS = 4;
  private static final float FAR = 12;
  private static final float NEAR = 4;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hills, dolly in",
        "hills, pan left, handheld",
        "hills, orbit",
        "hills, crane shot",
        "hills, tilt up",
        "hills, static shot",
        "watercolour of hills, dolly in",
        "anime hills, crane shot"
      })
  void theFramesAreTheSameAsWithAllOfEachPlate(String prompt) throws InterruptedException {
    Scene scene = scene(prompt);
    Lens lens = lens(scene);
    Shot all = shot(scene, lens, null);
    Shot seen = shot(scene, lens, Outlook.of(lens, scene, SECONDS));
    for (int frame = 0; frame <= 96; frame += 8) {
      assertThat(largest(draw(seen, frame), draw(all, frame)))
          .as("%s, frame %d", prompt, frame)
          .isLessThanOrEqualTo(1);
    }
  }

  @Test
  void whatCannotBeSeenIsNotPainted() throws InterruptedException {
    Scene scene = scene("hills, dolly in");
    Lens lens = lens(scene);
    Outlook outlook = Outlook.of(lens, scene, SECONDS);
    Region whole = Region.whole(lens, 1);
    Region region = outlook.seen(whole, FAR);
    assertThat(region.width()).isLessThan(whole.width());
    assertThat(region.height()).isLessThan(whole.height());
    Plate near = near(lens, new Press(new Tone(1), outlook));
    Hidden hidden = outlook.past(List.of(near)).hidden(region, FAR);
    assertThat(hidden.at(region.width() / 2, region.height() / 2)).isTrue();
    assertThat(hidden.at(0, 0)).isFalse();
  }

  @Test
  void groundReachesUnderWhatIsBeforeItAsFarAsTheCameraNeeds() {
    float still = reach("hills, static shot");
    assertThat(still).isBetween(0.85f, 0.95f);
    assertThat(reach("hills, dolly in")).isLessThan(still);
    assertThat(reach("hills, crane shot")).isLessThan(reach("hills, dolly in"));
  }

  private static float reach(String prompt) {
    Scene scene = scene(prompt);
    Outlook outlook = Outlook.of(lens(scene), scene, SECONDS);
    return outlook.reach(6, FAR);
  }

  private static Scene scene(String prompt) {
    return new SceneReader().read(prompt, "", 3);
  }

  private static Lens lens(Scene scene) {
    return Lens.of(320, 180, scene.palette(), 3);
  }

  private static Shot shot(Scene scene, Lens lens, @Nullable Outlook outlook)
      throws InterruptedException {
    Tone tone = new Tone(1);
    Plate near = near(lens, new Press(tone, outlook));
    Press beyond = new Press(tone, outlook == null ? null : outlook.past(List.of(near)));
    Noise noise = new Noise(3);
    Paint paint = (x, y, rgba) -> rgba[0] = rgba[1] = rgba[2] = noise.fbm(x * 0.1f, y * 0.1f, 4);
    Plate far = beyond.opaque(Region.whole(lens, 1), FAR, paint);
    List<Layer> layers = List.of(new Layer(far, 0, lens), new Layer(near, 0, lens));
    var parts = new LayeredShot.Parts(layers, List.of(), List.of(), List.of(), lens.height());
    return new LayeredShot(lens, scene, SECONDS, parts);
  }

  /** A large disc in the middle and ground at the foot. */
  private static Plate near(Lens lens, Press press) throws InterruptedException {
    Paint paint =
        (x, y, rgba) -> {
          float dx = x - lens.width() / 2f;
          float dy = y - lens.height() / 2f;
          boolean in = dx * dx + dy * dy < 70 * 70 || y > 150;
          rgba[0] = rgba[1] = rgba[2] = 0.2f + 0.001f * x;
          rgba[3] = in ? 1 : 0;
        };
    return press.clear(Region.whole(lens, 1), NEAR, paint);
  }

  /** The largest difference; 1 where a sample's place was rounded in another way. */
  private static int largest(byte[] one, byte[] other) {
    int out = 0;
    for (int i = 0; i < one.length; i++) {
      out = Math.max(out, Math.abs((one[i] & 255) - (other[i] & 255)));
    }
    return out;
  }

  private static byte[] draw(Shot shot, int frame) {
    byte[] out = new byte[320 * 180 * 3 / 2];
    shot.draw(frame / 24f, out);
    return out;
  }
}
