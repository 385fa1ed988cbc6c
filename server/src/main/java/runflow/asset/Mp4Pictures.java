package runflow.asset;

import java.util.List;
import java.util.Set;
import runflow.asset.VideoHeader.Unusable;

/** How large the pictures of a video track are as stored, in pixels. */
record Mp4Pictures(int width, int height) {
  private static final Set<String> CODINGS =
      Set.of("avc1", "avc3", "hvc1", "hev1", "av01", "vp09", "mp4v", "encv");

  private static final int WIDTH_AT = 24;
  private static final int HEIGHT_AT = 26;

  /** Reads the first entry of an {@code stsd} box. */
  static Mp4Pictures read(Mp4Box stsd, Mp4Box.Count count) throws Unusable {
    List<Mp4Box> entries = stsd.children(8, count);
    if (entries.isEmpty()) {
      throw Unusable.damaged("its video track does not say how it is coded");
    }
    Mp4Box entry = entries.getFirst();
    if (!CODINGS.contains(entry.type())) {
      throw new Unusable(
          "its video is coded as `%s`; H.264, H.265, AV1, VP9 and MPEG-4 are taken"
              .formatted(entry.type()));
    }
    return new Mp4Pictures(entry.u16(WIDTH_AT), entry.u16(HEIGHT_AT));
  }
}
