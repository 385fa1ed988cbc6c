package runflow.db;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.Oid;
import org.postgresql.jdbc.PgArray;

/**
 * An array in PostgreSQL's binary form. The driver writes most arrays as text, which costs both
 * sides more than the rest of a statement that carries hundreds of rows.
 */
final class BinaryArray {
  private static final int NULL = -1;

  /** PostgreSQL counts from the year 2000. */
  private static final long EPOCH_SECONDS = Instant.parse("2000-01-01T00:00:00Z").getEpochSecond();

  private final ElementType type;
  private ByteBuffer bytes;

  /** What an element may be: the element's type and the array's. */
  enum ElementType {
    UUID(Oid.UUID, Oid.UUID_ARRAY),
    TEXT(Oid.TEXT, Oid.TEXT_ARRAY),
    BIGINT(Oid.INT8, Oid.INT8_ARRAY),
    BOOLEAN(Oid.BOOL, Oid.BOOL_ARRAY),
    BYTEA(Oid.BYTEA, Oid.BYTEA_ARRAY),
    TIMESTAMPTZ(Oid.TIMESTAMPTZ, Oid.TIMESTAMPTZ_ARRAY);

    private final int element;
    private final int array;

    ElementType(int element, int array) {
      this.element = element;
      this.array = array;
    }
  }

  /**
   * Begins an array.
   *
   * @param size how many elements are going to be added
   */
  BinaryArray(ElementType type, int size) {
    this.type = type;
    bytes = ByteBuffer.allocate(20 + 24 * size);
    bytes.putInt(size == 0 ? 0 : 1).putInt(1).putInt(type.element);
    if (size > 0) {
      bytes.putInt(size).putInt(1);
    }
  }

  void addNull() {
    room(Integer.BYTES).putInt(NULL);
  }

  void add(UUID value) {
    element(16).putLong(value.getMostSignificantBits()).putLong(value.getLeastSignificantBits());
  }

  void add(String value) {
    add(value.getBytes(StandardCharsets.UTF_8));
  }

  void add(long value) {
    element(Long.BYTES).putLong(value);
  }

  void add(boolean value) {
    element(1).put((byte) (value ? 1 : 0));
  }

  void add(byte[] value) {
    element(value.length).put(value);
  }

  /** Adds a time, cut to microseconds. */
  void add(Instant value) {
    add((value.getEpochSecond() - EPOCH_SECONDS) * 1_000_000 + value.getNano() / 1_000);
  }

  /** The array as a parameter of a statement of a connection. */
  Array of(Connection connection) throws SQLException {
    byte[] exact = new byte[bytes.position()];
    bytes.get(0, exact);
    return new PgArray(connection.unwrap(BaseConnection.class), type.array, exact);
  }

  private ByteBuffer element(int length) {
    return room(Integer.BYTES + length).putInt(length);
  }

  private ByteBuffer room(int length) {
    if (bytes.remaining() < length) {
      int needed = Math.addExact(bytes.position(), length);
      bytes = ByteBuffer.allocate(needed + needed / 2).put(bytes.flip());
    }
    return bytes;
  }
}
