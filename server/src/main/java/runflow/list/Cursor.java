package runflow.list;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import runflow.error.ApiException;
import runflow.error.ErrorCode;
import runflow.json.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/**
 * Where a page ended: the values that its row has in the order of the list. Without values it is
 * the end that the walk comes from.
 *
 * <p>As text it is opaque: base64url of a JSON array with a digest of the list, its owner, {@code
 * q} and {@code sort_by}, then the values. It gives no right: whose rows are read, the key says.
 */
record Cursor(List<Optional<Object>> values) {
  private static final int LONGEST = 4_000;
  private static final int DIGEST = 12;
  private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();

  /** The end that the walk comes from. */
  static final Cursor EDGE = new Cursor(List.of());

  boolean atEdge() {
    return values.isEmpty();
  }

  /** A digest of what a cursor depends on. */
  static String digest(String list, String owner, String query, List<Order> orders) {
    ArrayNode parts = Json.MAPPER.createArrayNode().add(list).add(owner).add(query.strip());
    orders.forEach(order -> parts.add(order.field().name()).add(order.descending()));
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(Json.bytes(parts));
      return TEXT.encodeToString(Arrays.copyOf(hash, DIGEST));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  String text(String digest, List<Order> orders) {
    ArrayNode parts = Json.MAPPER.createArrayNode().add(digest);
    for (int i = 0; i < values.size(); i++) {
      Type type = orders.get(i).field().type();
      parts.add(values.get(i).map(type::text).orElse(null));
    }
    return TEXT.encodeToString(Json.bytes(parts));
  }

  /**
   * Reads {@code pq}.
   *
   * @throws ApiException {@code BAD_REQUEST} if it is no cursor, or one of another list
   */
  static Cursor parse(String text, String digest, List<Order> orders) {
    JsonNode parts = parts(text).orElseThrow(Cursor::noCursor);
    if (!parts.path(0).asString("").equals(digest)) {
      throw new ApiException(
          ErrorCode.BAD_REQUEST,
          "`pq` belongs to another list: send it with the key, `q` and `sort_by` of its page, or leave it out to start again");
    }
    if (parts.size() == 1) {
      return EDGE;
    }
    if (parts.size() != orders.size() + 1) {
      throw noCursor();
    }
    List<Optional<Object>> values = new ArrayList<>();
    for (int i = 0; i < orders.size(); i++) {
      values.add(value(parts.path(i + 1), orders.get(i).field()));
    }
    return new Cursor(List.copyOf(values));
  }

  private static Optional<Object> value(@Nullable JsonNode part, Field field) {
    if (part == null || part.isNull()) {
      return Optional.empty();
    }
    String text = part.asString("");
    if (!Json.storable(text)) {
      throw noCursor();
    }
    return Optional.of(field.type().parse(text).orElseThrow(Cursor::noCursor));
  }

  private static Optional<JsonNode> parts(String text) {
    if (text.length() > LONGEST) {
      return Optional.empty();
    }
    try {
      byte[] json = Base64.getUrlDecoder().decode(text.getBytes(StandardCharsets.ISO_8859_1));
      JsonNode parts = Json.tree(json);
      return parts.isArray() && !parts.isEmpty() ? Optional.of(parts) : Optional.empty();
    } catch (IllegalArgumentException | JacksonException e) {
      return Optional.empty();
    }
  }

  private static ApiException noCursor() {
    return new ApiException(
        ErrorCode.BAD_REQUEST, "`pq` must be the `next_pq` or the `prev_pq` of an earlier page");
  }
}
