package runflow.engine;

import com.twelvemonkeys.imageio.util.ProgressListenerBase;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Iterator;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;

/**
 * A picture to make a video of: a JPEG, PNG or WebP file whose header has been checked. Its pixels
 * are decoded only when a video is rendered. Immutable.
 */
public final class Picture {
  /** The largest file taken, in bytes. */
  public static final int MAX_BYTES = 32 << 20;

  /** The most pixels taken. */
  public static final int MAX_PIXELS = 50_000_000;

  /** The longest side taken, in pixels. */
  public static final int MAX_SIDE = 16_384;

  /** The shortest side taken, in pixels. */
  public static final int MIN_SIDE = 16;

  /** The most memory that decoding may take for each type but lossy WebP, in bytes. */
  static final long MAX_DECODED = 256L << 20;

  /** The most pixels of a lossy WebP file, whose decoder needs 400 MB for them. */
  static final int MAX_LOSSY_WEBP = 9_000_000;

  /** More passes than any program writes; thousands would keep a decoder busy for hours. */
  private static final int MAX_SCANS = 100;

  private final PictureHeader header;

  private Picture(PictureHeader header) {
    this.header = header;
  }

  /**
   * Reads a picture's header; the type is told from the bytes alone, and no pixel is decoded. What
   * the pixels need is copied.
   *
   * @throws PictureException if the bytes are no such picture, are cut off, or are too large
   */
  public static Picture read(byte[] bytes) throws PictureException {
    if (bytes.length > MAX_BYTES) {
      throw new PictureException(
          "the image must be at most %d MiB, but has %d bytes: send a smaller file"
              .formatted(MAX_BYTES >> 20, bytes.length));
    }
    PictureHeader header =
        PictureHeader.of(bytes)
            .orElseThrow(
                () ->
                    new PictureException(
                        "the image must be a JPEG, PNG or WebP file, but its bytes are none of"
                            + " these: send one of the three"));
    check(header);
    return new Picture(header);
  }

  private static void check(PictureHeader header) throws PictureException {
    String size = header.seenWidth() + "x" + header.seenHeight();
    if (header.width() < MIN_SIDE || header.height() < MIN_SIDE) {
      throw new PictureException(
          "the image must be at least %d pixels wide and high, but is %s: send a larger one"
              .formatted(MIN_SIDE, size));
    }
    if (header.width() > MAX_SIDE
        || header.height() > MAX_SIDE
        || (long) header.width() * header.height() > MAX_PIXELS) {
      throw new PictureException(
          "the image must have at most %d million pixels and %d on a side, but is %s: scale it down"
              .formatted(MAX_PIXELS / 1_000_000, MAX_SIDE, size));
    }
    memory(header);
    if (header.cost().scans() > MAX_SCANS) {
      throw new PictureException(
          "the image must have at most %d scans, but has %d: save it anew as a plain JPEG"
              .formatted(MAX_SCANS, header.cost().scans()));
    }
    if (!header.whole()) {
      throw new PictureException(
          "the image must be a complete file, but ends early: send it again");
    }
  }

  private static void memory(PictureHeader header) throws PictureException {
    boolean lossy = header.type().equals("webp");
    long bytes = header.cost().bytesPerPixel();
    long most = lossy ? MAX_LOSSY_WEBP : MAX_DECODED / bytes;
    if ((long) header.width() * header.height() > most) {
      throw new PictureException(
          String.format(
                  Locale.ROOT,
                  "the image must have at most %.1f million pixels as it is packed (%s, %d bytes of"
                      + " memory",
                  most / 1e6,
                  header.type(),
                  bytes)
              + " each), but is %dx%d: scale it down or save it as a baseline JPEG"
                  .formatted(header.width(), header.height()));
    }
  }

  /** Width in pixels, as the picture is to be seen. */
  public int width() {
    return header.seenWidth();
  }

  /** Height in pixels, as the picture is to be seen. */
  public int height() {
    return header.seenHeight();
  }

  /** Whether the shape is nearer to 9:16 than to 16:9. */
  public boolean portrait() {
    return height() > width();
  }

  /** The picture's orientation as EXIF counts it, 1 to 8. */
  int orientation() {
    return header.orientation();
  }

  /** The colours of the decoded pixels. */
  Gamut gamut() {
    return Gamut.of(header.profile());
  }

  /**
   * Decodes the pixels as stored, taking only every {@code step}-th in each direction where the
   * decoder can.
   *
   * @throws InterruptedException if the thread was interrupted meanwhile
   */
  BufferedImage decode(int step) throws PictureException, InterruptedException {
    try {
      return header.type().equals(Webp.LOSSLESS) ? lossless() : library(step);
    } catch (IOException | RuntimeException e) {
      stopIfInterrupted();
      throw new PictureException(
          "the image could not be decoded as %s (%s): save it anew"
              .formatted(header.type(), reason(e)),
          e);
    }
  }

  private static String reason(Exception e) {
    return e instanceof DecodeLimit limit ? limit.why() : "its data is broken";
  }

  private BufferedImage lossless() throws IOException, InterruptedException {
    int[] pixels = Lossless.decode(header.bare(), 1, header.width(), header.height());
    BufferedImage image =
        new BufferedImage(header.width(), header.height(), BufferedImage.TYPE_INT_ARGB);
    image.getRaster().setDataElements(0, 0, header.width(), header.height(), pixels);
    return image;
  }

  private BufferedImage library(int step)
      throws IOException, PictureException, InterruptedException {
    Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(header.type());
    if (!readers.hasNext()) {
      throw new PictureException(
          "this server cannot decode %s images: send another type".formatted(header.type()));
    }
    ImageReader reader = readers.next();
    long pixels = (long) header.width() * header.height();
    try (PictureStream in = new PictureStream(header.bare(), new DecodeLimit.Watch(pixels))) {
      reader.setInput(in, true, true);
      agree(reader);
      reader.addIIOReadProgressListener(new Cancel());
      ImageReadParam param = reader.getDefaultReadParam();
      param.setSourceSubsampling(step, step, 0, 0);
      BufferedImage image = reader.read(0, param);
      stopIfInterrupted();
      return Colours.plain(image);
    } finally {
      reader.dispose();
    }
  }

  private void agree(ImageReader reader) throws IOException, PictureException {
    if (reader.getWidth(0) != header.width() || reader.getHeight(0) != header.height()) {
      throw new PictureException("the image's headers contradict each other: save it anew");
    }
  }

  private static void stopIfInterrupted() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }

  /** Ends a decoder that has read all bytes but not yet made all pixels. */
  private static final class Cancel extends ProgressListenerBase {
    @Override
    public void imageProgress(ImageReader source, float percentageDone) {
      if (Thread.currentThread().isInterrupted()) {
        source.abort();
      }
    }
  }
}
