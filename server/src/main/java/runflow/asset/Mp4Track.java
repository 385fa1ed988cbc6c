package runflow.asset;

import java.util.Optional;
import runflow.asset.VideoHeader.Unusable;

/** A track of an MP4 file: what its headers say, and what fragments add. Not thread-safe. */
final class Mp4Track {
  private long id;
  private boolean turned;
  private String handler = "";
  private Mp4Clock clock = Mp4Clock.UNKNOWN;
  private Optional<Mp4Pictures> pictures = Optional.empty();
  private Mp4Samples samples = Mp4Samples.NONE;
  private Mp4Fragment.Defaults defaults = Mp4Fragment.Defaults.NONE;

  private Mp4Track() {}

  static Mp4Track read(Mp4Box trak, Mp4Box.Count count) throws Unusable {
    Mp4Track track = new Mp4Track();
    for (Mp4Box box : trak.children(0, count)) {
      switch (box.type()) {
        case "tkhd" -> track.head(box);
        case "mdia" -> track.media(box, count);
        default -> {}
      }
    }
    return track;
  }

  private void head(Mp4Box tkhd) throws Unusable {
    boolean wide = tkhd.u8(0) == 1;
    id = tkhd.u32(wide ? 20 : 12);
    int matrix = wide ? 52 : 40;
    boolean keepsAxes = tkhd.u32(matrix) != 0 || tkhd.u32(matrix + 16) != 0;
    boolean swapsAxes = tkhd.u32(matrix + 4) != 0 && tkhd.u32(matrix + 12) != 0;
    turned = swapsAxes && !keepsAxes;
  }

  private void media(Mp4Box mdia, Mp4Box.Count count) throws Unusable {
    Optional<Mp4Box> information = Optional.empty();
    for (Mp4Box box : mdia.children(0, count)) {
      switch (box.type()) {
        case "mdhd" -> clock = Mp4Clock.read(box);
        case "hdlr" -> {
          box.u32(8);
          handler = Mp4Box.name(box.bytes(), box.from() + 8);
        }
        case "minf" -> information = Optional.of(box);
        default -> {}
      }
    }
    // Only now, because the handler may come last and says how to read the rest.
    if (information.isPresent() && (handler.equals("vide") || handler.equals("soun"))) {
      information(information.get(), count);
    }
  }

  private void information(Mp4Box minf, Mp4Box.Count count) throws Unusable {
    for (Mp4Box box : minf.children(0, count)) {
      switch (box.type()) {
        case "dinf" -> requireOwnData(box, count);
        case "stbl" -> samples(box, count);
        default -> {}
      }
    }
  }

  private static void requireOwnData(Mp4Box dinf, Mp4Box.Count count) throws Unusable {
    for (Mp4Box box : dinf.children(0, count)) {
      if (box.type().equals("dref")) {
        for (Mp4Box entry : box.children(8, count)) {
          if ((entry.u32(0) & 1) == 0) {
            throw new Unusable("its pictures or sound lie in another file");
          }
        }
      }
    }
  }

  private void samples(Mp4Box stbl, Mp4Box.Count count) throws Unusable {
    Mp4Samples.Tables tables = new Mp4Samples.Tables();
    for (Mp4Box box : stbl.children(0, count)) {
      tables.take(box);
      if (box.type().equals("stsd") && handler.equals("vide")) {
        pictures = Optional.of(Mp4Pictures.read(box, count));
      }
    }
    samples = tables.read();
  }

  long id() {
    return id;
  }

  /** Whether the pictures are shown on their side. */
  boolean turned() {
    return turned;
  }

  /** What kind of track it is: {@code vide}, {@code soun} or another. */
  String handler() {
    return handler;
  }

  Mp4Pictures pictures() throws Unusable {
    return pictures.orElseThrow(
        () -> Unusable.damaged("its video track does not say how it is coded"));
  }

  long samples() {
    return samples.count();
  }

  /** Where in the file the last sample ends. */
  long end() {
    return samples.end();
  }

  /** How long the samples last, or the header says they do; 0 if neither is known. */
  double seconds() {
    return samples.ticks() > 0 ? clock.seconds(samples.ticks()) : clock.seconds();
  }

  Mp4Fragment.Defaults defaults() {
    return defaults;
  }

  void defaults(Mp4Fragment.Defaults given) {
    defaults = given;
  }

  void add(Mp4Samples more) {
    samples = samples.and(more);
  }
}
