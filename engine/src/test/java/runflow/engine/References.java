package runflow.engine;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;

/** Makes MP4 files whose frames are said to lie in another file. */
final class References {
  private static final int SIZE = 512;
  private static final Set<String> CONTAINERS = Set.of("moov", "trak", "mdia", "minf", "dinf");

  private References() {}

  /** A data reference as MP4 has it. */
  static byte[] url(Path file) {
    return box("url ", file.toUri().toString().getBytes(StandardCharsets.UTF_8));
  }

  /** A data reference as QuickTime has it, which is the form that ffmpeg can follow. */
  static byte[] alias(Path file) {
    byte[] path = file.toString().getBytes(StandardCharsets.UTF_8);
    byte[] name = String.valueOf(file.getFileName()).getBytes(StandardCharsets.UTF_8);
    ByteBuffer alias = ByteBuffer.allocate(SIZE).put(new byte[10]);
    alias.put((byte) 4).put(Arrays.copyOf("disk".getBytes(StandardCharsets.US_ASCII), 27));
    alias.put(new byte[12]).put((byte) name.length).put(Arrays.copyOf(name, 63));
    alias.put(new byte[16]).putShort((short) 1).putShort((short) 1).put(new byte[16]);
    alias.putShort((short) 2).putShort((short) path.length).put(path);
    alias.put(new byte[path.length % 2]).putShort((short) -1).flip();
    byte[] content = new byte[alias.remaining()];
    alias.get(content);
    return box("alis", content);
  }

  private static byte[] box(String type, byte[] content) {
    ByteBuffer box = ByteBuffer.allocate(12 + content.length).putInt(12 + content.length);
    box.put(type.getBytes(StandardCharsets.US_ASCII)).putInt(0).put(content).flip();
    byte[] bytes = new byte[box.remaining()];
    box.get(bytes);
    return bytes;
  }

  /** A file without its frames, and with another data reference in each track. */
  static byte[] pointing(byte[] whole, byte[] reference) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteBuffer in = ByteBuffer.wrap(whole);
    while (in.hasRemaining()) {
      byte[] body = new byte[in.getInt() - 8];
      byte[] type = new byte[4];
      in.get(type).get(body);
      String name = new String(type, StandardCharsets.US_ASCII);
      if (CONTAINERS.contains(name)) {
        body = pointing(body, reference);
      } else if (name.equals("dref")) {
        body = ByteBuffer.allocate(8 + reference.length).putInt(0).putInt(1).put(reference).array();
      }
      if (!name.equals("mdat")) {
        out.writeBytes(ByteBuffer.allocate(8).putInt(8 + body.length).put(type).array());
        out.writeBytes(body);
      }
    }
    return out.toByteArray();
  }
}
