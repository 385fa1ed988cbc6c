package runflow.engine.raster.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The parts of a figure at one moment, back to front. Not thread-safe. */
public final class Sketch {
  private final List<Part> parts = new ArrayList<>();
  private float originX;
  private float originY;
  private float size = 1;
  private float cos = 1;
  private float sin;

  /** The parts, back to front. */
  public List<Part> parts() {
    return parts;
  }

  /** Forgets every part. */
  public void clear() {
    parts.clear();
    at(0, 0, 1);
  }

  /** Moves and sizes what follows. */
  void at(float x, float y, float newSize) {
    originX = x;
    originY = y;
    size = newSize;
    turn(0);
  }

  /** Turns what follows around the origin, in turns. */
  void turn(double turns) {
    cos = (float) StrictMath.cos(turns * 2 * Math.PI);
    sin = (float) StrictMath.sin(turns * 2 * Math.PI);
  }

  /** Adds a limb from (x0, y0) with radius r0 to (x1, y1) with radius r1. */
  void limb(Skin skin, double... line) {
    parts.add(
        new Part.Limb(
            x(line[0], line[1]),
            y(line[0], line[1]),
            (float) line[2] * size,
            x(line[3], line[4]),
            y(line[3], line[4]),
            (float) line[5] * size,
            skin));
  }

  /** Adds a body through sections as {@link Spline} gives them. */
  void form(Coat coat, double under, double[][] sections) {
    float[] all = new float[sections.length * Part.Form.SECTION];
    int at = 0;
    for (double[] section : sections) {
      all[at++] = x(section[0], section[1]);
      all[at++] = y(section[0], section[1]);
      all[at++] = (float) section[2] * size;
      all[at++] = (float) section[3];
      all[at++] = (float) section[4];
    }
    parts.add(new Part.Form(all, (float) under, coat.main(), coat.other()));
  }

  /** Adds blades, each as {@link #limb} takes them, one after the other. */
  void blades(Skin skin, double nx, double ny, double[] lines) {
    float[] all = new float[lines.length];
    for (int i = 0; i < all.length; i += Part.Blades.END) {
      all[i] = x(lines[i], lines[i + 1]);
      all[i + 1] = y(lines[i], lines[i + 1]);
      all[i + 2] = (float) lines[i + 2] * size;
    }
    parts.add(new Part.Blades(all, (float) nx, (float) ny, skin));
  }

  /** Adds a ball. */
  void ball(Skin skin, double x, double y, double radius) {
    limb(skin, x, y, radius, x + 0.002, y, radius);
  }

  /** Adds a face that looks at the camera and a little up. */
  void panel(Skin skin, double... outline) {
    facing(skin, 0, 0.25, outline);
  }

  /** Adds a face with a direction. */
  void facing(Skin skin, double nx, double ny, double... outline) {
    float[] corners = new float[outline.length];
    for (int i = 0; i < outline.length; i += 2) {
      corners[i] = x(outline[i], outline[i + 1]);
      corners[i + 1] = y(outline[i], outline[i + 1]);
    }
    parts.add(new Part.Panel(corners, (float) nx, (float) ny, skin));
  }

  /** Adds a cloud around (x, y) with two radii and an alpha. */
  void puff(Skin skin, double... cloud) {
    parts.add(
        new Part.Puff(
            x(cloud[0], cloud[1]),
            y(cloud[0], cloud[1]),
            (float) cloud[2] * size,
            (float) cloud[3] * size,
            (float) cloud[4],
            skin));
  }

  /** Adds what is the same at several places beside each other. */
  void repeat(Consumer<Sketch> same, double... xs) {
    Sketch one = new Sketch();
    one.originX = originX;
    one.originY = originY;
    one.size = size;
    one.cos = cos;
    one.sin = sin;
    same.accept(one);
    float[] across = new float[xs.length];
    for (int i = 0; i < xs.length; i++) {
      across[i] = (float) xs[i] * size;
    }
    parts.add(new Part.Copies(List.copyOf(one.parts), across));
  }

  /** Adds a shadow on the ground. */
  void shade(double x, double y, double rx, double ry, double alpha) {
    parts.add(
        new Part.Shade(x(x, y), y(x, y), (float) rx * size, (float) ry * size, (float) alpha));
  }

  private float x(double x, double y) {
    return originX + ((float) x * cos - (float) y * sin) * size;
  }

  private float y(double x, double y) {
    return originY + ((float) x * sin + (float) y * cos) * size;
  }
}
