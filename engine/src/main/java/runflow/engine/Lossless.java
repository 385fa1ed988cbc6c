package runflow.engine;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import runflow.engine.LosslessTransform.Kind;

/**
 * Decodes the lossless kind of WebP. The library's decoder loses its place in large flat pictures
 * and lets a small file ask for any amount of memory; here one array of the picture's size, each
 * transform at most once, and a bounded number of code tables is all there is. Not thread-safe.
 */
final class Lossless {
  /** Numbers in all tables of codes; pictures as encoders write them have a tenth of it. */
  private static final int MOST_CODES = 12_000_000;

  private static final int LITERALS = 256;
  private static final int LENGTHS = 24;
  private static final int DISTANCES = 40;
  private static final List<Kind> KINDS = List.of(Kind.PREDICT, Kind.COLOUR, Kind.GREEN, Kind.LIST);
  private static final int HASH = 0x1e35a7bd;

  /** The nearest places above and to the left, which have codes of their own. */
  private static final List<int[]> NEIGHBOURS = neighbours();

  /** Code tables for parts of a picture, and which part has which. */
  private record Codes(List<LosslessCode[]> groups, int bits, int[] parts, int across) {
    LosslessCode[] at(int x, int y) {
      return parts.length == 0
          ? groups.getFirst()
          : groups.get(parts[(y >> bits) * across + (x >> bits)] >>> 8 & 0xffff);
    }
  }

  private final LosslessBits bits;
  private long codes;

  private Lossless(LosslessBits bits) {
    this.bits = bits;
  }

  /**
   * The pixels of a stream as ARGB, row by row.
   *
   * @param at where the stream begins, with its signature
   * @throws IOException if the stream is broken or ends early
   */
  static int[] decode(byte[] bytes, int at, int width, int height)
      throws IOException, InterruptedException {
    LosslessBits bits = new LosslessBits(bytes, at + 3, bytes.length);
    bits.read(4);
    boolean alpha = bits.read(1) == 1;
    if (bits.read(3) != 0) {
      throw new IOException("the lossless stream has an unknown version");
    }
    int[] pixels = new Lossless(bits).picture(width, height);
    for (int i = 0; i < pixels.length && !alpha; i++) {
      pixels[i] |= 0xff000000;
    }
    return pixels;
  }

  private static List<int[]> neighbours() {
    Comparator<int[]> nearest = Comparator.comparingInt(p -> p[0] * p[0] + p[1] * p[1]);
    return IntStream.rangeClosed(0, 7)
        .boxed()
        .flatMap(y -> IntStream.rangeClosed(-7, 8).mapToObj(x -> new int[] {x, y}))
        .filter(p -> p[1] > 0 || p[0] > 0)
        .sorted(nearest.thenComparingInt(p -> Math.abs(p[0])).thenComparingInt(p -> -p[0]))
        .toList();
  }

  private int[] picture(int width, int height) throws IOException, InterruptedException {
    List<LosslessTransform> steps = new ArrayList<>();
    Set<Kind> seen = EnumSet.noneOf(Kind.class);
    int packed = width;
    while (bits.read(1) == 1) {
      Kind kind = KINDS.get(bits.read(2));
      if (!seen.add(kind)) {
        throw new IOException("a transform comes twice");
      }
      LosslessTransform step = transform(kind, packed, height);
      steps.addFirst(step);
      packed = kind == Kind.LIST ? parts(packed, step.bits()) : packed;
    }
    int[] pixels = new int[width * height];
    fill(pixels, packed, height, true);
    for (LosslessTransform step : steps) {
      step.undo(pixels, height);
    }
    return pixels;
  }

  private LosslessTransform transform(Kind kind, int width, int height)
      throws IOException, InterruptedException {
    return switch (kind) {
      case PREDICT, COLOUR -> {
        int side = bits.read(3) + 2;
        int[] data = new int[parts(width, side) * parts(height, side)];
        fill(data, parts(width, side), parts(height, side), false);
        yield new LosslessTransform(kind, side, data, width);
      }
      case GREEN -> new LosslessTransform(kind, 0, new int[0], width);
      case LIST -> {
        int[] colours = new int[bits.read(8) + 1];
        fill(colours, colours.length, 1, false);
        for (int i = 1; i < colours.length; i++) {
          colours[i] = LosslessTransform.sum(colours[i], colours[i - 1]);
        }
        int n = colours.length;
        int share = n <= 2 ? 3 : n <= 4 ? 2 : n <= 16 ? 1 : 0;
        yield new LosslessTransform(kind, share, colours, width);
      }
    };
  }

  private static int parts(int length, int bits) {
    return (length + (1 << bits) - 1) >> bits;
  }

  /** Reads the stream of a picture, or of a small one that belongs to a transform. */
  private void fill(int[] pixels, int width, int height, boolean whole)
      throws IOException, InterruptedException {
    int cacheBits = bits.read(1) == 1 ? bits.read(4) : 0;
    if (cacheBits > 11) {
      throw new IOException("the colour cache is too large");
    }
    int[] cache = new int[1 << cacheBits];
    int side = 0;
    int[] parts = new int[0];
    if (whole && bits.read(1) == 1) {
      side = bits.read(3) + 2;
      parts = new int[parts(width, side) * parts(height, side)];
      fill(parts, parts(width, side), parts(height, side), false);
    }
    int groups = 1 + IntStream.of(parts).map(p -> p >>> 8 & 0xffff).max().orElse(0);
    List<LosslessCode[]> tables = new ArrayList<>();
    for (int i = 0; i < groups; i++) {
      tables.add(group(cacheBits == 0 ? 0 : cache.length));
    }
    pixels(pixels, width, height, new Codes(tables, side, parts, parts(width, side)), cache);
  }

  private LosslessCode[] group(int cache) throws IOException {
    int[] sizes = {LITERALS + LENGTHS + cache, LITERALS, LITERALS, LITERALS, DISTANCES};
    LosslessCode[] group = new LosslessCode[sizes.length];
    for (int i = 0; i < sizes.length; i++) {
      group[i] = LosslessCode.read(bits, sizes[i]);
      codes += group[i].size();
    }
    if (codes > MOST_CODES) {
      throw new IOException("the picture has too many codes");
    }
    return group;
  }

  private void pixels(int[] pixels, int width, int height, Codes tables, int[] cache)
      throws IOException, InterruptedException {
    int shift = 32 - Integer.numberOfTrailingZeros(cache.length);
    int end = width * height;
    int mask = (1 << tables.bits()) - 1;
    LosslessCode[] group = tables.at(0, 0);
    int cached = 0;
    int y = 0;
    int x = 0;
    for (int i = 0; i < end; ) {
      if ((x & mask) == 0) {
        group = tables.at(x, y);
      }
      int said = group[0].next(bits);
      int run = 1;
      if (said < LITERALS) {
        int red = group[1].next(bits);
        int blue = group[2].next(bits);
        pixels[i] = group[3].next(bits) << 24 | red << 16 | said << 8 | blue;
      } else if (said < LITERALS + LENGTHS) {
        run = copy(pixels, i, end, said - LITERALS, group, width);
      } else {
        cached = cache(pixels, cached, i, cache, shift);
        pixels[i] = cache[said - LITERALS - LENGTHS];
      }
      i += run;
      x += run;
      if (x >= width) {
        y += x / width;
        x %= width;
        stopIfInterrupted();
      }
      if (run > 1 && i < end) {
        group = tables.at(x, y);
      }
    }
  }

  /** Enters the pixels since the last entry. */
  private static int cache(int[] pixels, int from, int to, int[] cache, int shift) {
    for (int i = from; i < to; i++) {
      cache[shift == 32 ? 0 : (pixels[i] * HASH) >>> shift] = pixels[i];
    }
    return to;
  }

  /** Repeats earlier pixels; the length comes before the distance in the stream. */
  private int copy(int[] pixels, int at, int end, int lengthCode, LosslessCode[] group, int width)
      throws IOException {
    int length = number(lengthCode);
    int distance = distance(number(group[4].next(bits)), width);
    if (distance > at || length > end - at) {
      throw new IOException("a repeat reaches beyond the picture");
    }
    for (int i = at; i < at + length; i++) {
      pixels[i] = pixels[i - distance];
    }
    return length;
  }

  private static int distance(int said, int width) {
    if (said > NEIGHBOURS.size()) {
      return said - NEIGHBOURS.size();
    }
    int[] place = NEIGHBOURS.get(said - 1);
    return Math.max(1, place[0] + place[1] * width);
  }

  /** A length or a distance: a code for its size, then its lower bits. */
  private int number(int code) throws IOException {
    if (code < 4) {
      return code + 1;
    }
    if (code >= DISTANCES) {
      throw new IOException("a repeat has an unknown size");
    }
    int extra = (code - 2) >> 1;
    return ((2 + (code & 1)) << extra) + bits.read(extra) + 1;
  }

  private static void stopIfInterrupted() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }
}
