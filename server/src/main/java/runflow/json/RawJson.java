package runflow.json;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;

/** A JSON value kept as the text it arrived in; written back verbatim, never rewritten. */
public record RawJson(@JsonValue @JsonRawValue String text) {}
