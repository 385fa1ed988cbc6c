package runflow.provider.sandbox;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import javax.imageio.ImageIO;
import runflow.json.Json;
import runflow.testing.TestServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One combination of the input parameters.
 *
 * @param picture width:height of the picture to animate; empty for the text model
 * @param more further fields of the input, as JSON
 */
record Order(
    String picture, String duration, String resolution, String aspect, boolean audio, String more) {

  /** Reads the columns of a table, in the order of the components. */
  static Order of(String line) {
    String[] column = line.strip().split("\\s*\\|\\s*", 6);
    return new Order(
        column[0].equals("text") ? "" : column[0],
        column[1],
        column[2],
        column[3],
        column[4].equals("sound"),
        column[5]);
  }

  /** Renders it and checks the file. */
  JsonNode verify(TestServer server) throws Exception {
    JsonNode run = server.end(server.begin(server.testKey(), model(), body()));
    if (!run.path("status_code").stringValue().equals("succeeded")) {
      throw new AssertionError(this + ": " + run);
    }
    int shorter = resolution.equals("4k") ? 2160 : Integer.parseInt(resolution.replace("p", ""));
    int longer = shorter * 16 / 9;
    Probe.of(server, run)
        .requireFormat(
            upright() ? shorter : longer,
            upright() ? longer : shorter,
            Integer.parseInt(duration.replace("s", "")),
            audio);
    return run;
  }

  private String model() {
    return picture.isEmpty() ? "google/veo3.1" : "google/veo3.1/fast/image-to-video";
  }

  private boolean upright() {
    if (!aspect.equals("auto")) {
      return aspect.equals("9:16");
    }
    return width() < height();
  }

  private int width() {
    return Integer.parseInt(picture.split(":", 2)[0]);
  }

  private int height() {
    return Integer.parseInt(picture.split(":", 2)[1]);
  }

  private String body() throws IOException {
    ObjectNode input =
        ((ObjectNode) Json.tree(more))
            .put("prompt", "A calm lake below mountains at golden hour")
            .put("duration", duration)
            .put("resolution", resolution)
            .put("aspect_ratio", aspect)
            .put("generate_audio", audio);
    if (!picture.isEmpty()) {
      input.put("image_url", picture(width(), height()));
    }
    ObjectNode body = Json.object();
    body.set("input", input);
    return Json.text(body);
  }

  /** A picture of this size, as a data URI. */
  static String picture(int width, int height) throws IOException {
    var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    var graphics = image.createGraphics();
    graphics.setPaint(new GradientPaint(0, 0, Color.ORANGE, width, height, Color.BLUE));
    graphics.fillRect(0, 0, width, height);
    graphics.dispose();
    var bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "png", bytes);
    return "data:image/png;base64," + Base64.getEncoder().encodeToString(bytes.toByteArray());
  }
}
