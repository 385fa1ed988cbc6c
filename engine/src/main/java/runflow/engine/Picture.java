package runflow.engine;

import com.twelvemonkeys.imageio.util.ProgressListenerBase;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;

/**
 * A picture to make a video of: a JPEG, PNG or WebP file whose header has been checked. Its pixels
 * are decoded only when a video is rendered. The file's bytes are not copied. Immutable.
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

  /** More passes than any program writes; thousands would keep a decoder busy for hours. */
  private static final int MAX_SCANS = 100;

  private final byte[] bytes;
  private final PictureHeader header;

  private Picture(byte[] bytes, PictureHeader header) {
    this.bytes = bytes;
    this.header = header;
  }

  /**
   * Reads a picture's header; the type is told from the bytes alone, and no pixel is decoded.
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
    return new Picture(bytes, header);
  }

  private static void check(PictureHeader header) throws PictureException {
    String size = header.width() + "x" + header.height();
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
    if (header.scans() > MAX_SCANS) {
      throw new PictureException(
          "the image must have at most %d scans, but has %d: save it anew as a plain JPEG"
              .formatted(MAX_SCANS, header.scans()));
    }
    if (!header.whole()) {
      throw new PictureException(
          "the image must be a complete file, but ends early: send it again");
    }
  }

  /** Width in pixels, as the picture is to be seen. */
  public int width() {
    return header.width();
  }

  /** Height in pixels, as the picture is to be seen. */
  public int height() {
    return header.height();
  }

  /** Whether the shape is nearer to 9:16 than to 16:9. */
  public boolean portrait() {
    return header.height() > header.width();
  }

  /** The picture's orientation as EXIF counts it, 1 to 8. */
  int orientation() {
    return header.orientation();
  }

  /**
   * Decodes the pixels as stored, taking only every {@code step}-th in each direction.
   *
   * @throws InterruptedException if the thread was interrupted meanwhile
   */
  BufferedImage decode(int step) throws PictureException, InterruptedException {
    Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(header.type());
    if (!readers.hasNext()) {
      throw new PictureException("this server cannot decode " + header.type() + " images");
    }
    ImageReader reader = readers.next();
    try (PictureStream in = new PictureStream(bytes)) {
      reader.setInput(in, true, true);
      agree(reader);
      reader.addIIOReadProgressListener(new Cancel());
      ImageReadParam param = reader.getDefaultReadParam();
      param.setSourceSubsampling(step, step, 0, 0);
      BufferedImage image = reader.read(0, param);
      stopIfInterrupted();
      return Colours.plain(image);
    } catch (IOException | RuntimeException e) {
      stopIfInterrupted();
      throw new PictureException(
          "the image could not be decoded as " + header.type() + ": save it anew", e);
    } finally {
      reader.dispose();
    }
  }

  private void agree(ImageReader reader) throws IOException, PictureException {
    boolean turned = header.orientation() > 4;
    int width = turned ? header.height() : header.width();
    int height = turned ? header.width() : header.height();
    if (reader.getWidth(0) != width || reader.getHeight(0) != height) {
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
