package runflow.asset;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import runflow.asset.VideoHeader.Unusable;

/** The index of an MP4 file, to which fragments add. Not thread-safe. */
final class Mp4Movie {
  private static final int MOST_TRACKS = 32;

  private final List<Mp4Track> tracks = new ArrayList<>();
  private Mp4Clock clock = Mp4Clock.UNKNOWN;

  /** Length of all fragments in units of the movie's clock; 0 if it is not told. */
  private long fragments;

  private Mp4Movie() {}

  static Mp4Movie read(Mp4Box moov, Mp4Box.Count count) throws Unusable {
    Mp4Movie movie = new Mp4Movie();
    Optional<Mp4Box> extension = Optional.empty();
    for (Mp4Box box : moov.children(0, count)) {
      switch (box.type()) {
        case "mvhd" -> movie.clock = Mp4Clock.read(box);
        case "mvex" -> extension = Optional.of(box);
        case "trak" -> {
          if (movie.tracks.size() == MOST_TRACKS) {
            throw new Unusable("it has more than %d tracks".formatted(MOST_TRACKS));
          }
          movie.tracks.add(Mp4Track.read(box, count));
        }
        default -> {}
      }
    }
    if (extension.isPresent()) {
      movie.extend(extension.get(), count);
    }
    return movie;
  }

  private void extend(Mp4Box mvex, Mp4Box.Count count) throws Unusable {
    for (Mp4Box box : mvex.children(0, count)) {
      switch (box.type()) {
        case "mehd" -> fragments = Math.max(0, box.u8(0) == 1 ? box.s64(4) : box.u32(4));
        case "trex" -> {
          for (Mp4Track track : tracks) {
            if (track.id() == box.u32(4)) {
              track.defaults(new Mp4Fragment.Defaults(box.u32(12), box.u32(16)));
            }
          }
        }
        default -> {}
      }
    }
  }

  /**
   * Adds what a fragment holds.
   *
   * @param start where in the file its box lies
   */
  void add(Mp4Box moof, long start, Mp4Box.Count count) throws Unusable {
    long end = start;
    for (Mp4Box box : moof.children(0, count)) {
      if (box.type().equals("traf")) {
        end = Mp4Fragment.add(box, tracks, new Mp4Fragment.Place(start, end), count);
      }
    }
  }

  /** The first video track. */
  Mp4Track video() throws Unusable {
    return tracks.stream()
        .filter(track -> track.handler().equals("vide"))
        .findFirst()
        .orElseThrow(() -> new Unusable("it has no video track"));
  }

  boolean hasAudio() {
    return tracks.stream().anyMatch(track -> track.handler().equals("soun") && track.samples() > 0);
  }

  /** How long a track lasts: by its samples, or else as far as the headers know; 0 if nothing. */
  double seconds(Mp4Track track) throws Unusable {
    double own = track.seconds();
    if (own > 0) {
      return own;
    }
    return fragments > 0 ? clock.seconds(fragments) : clock.seconds();
  }

  /** Where in the file the last sample ends; 0 if there is none. */
  long end() {
    return tracks.stream().mapToLong(Mp4Track::end).max().orElse(0);
  }
}
